-- How many people live in each area, and which share of them are of what age, ethnic group and so on:
-- what stands beside who was heard (listen). Edited by staff, from a source of their choosing.
create table population (
  partnership_id bytea not null,
  area text not null,                 -- By name; '' is everywhere that the partnership serves.
  characteristic text not null,       -- 'people', or a code list without its version: 'age-band'.
  code text not null,                 -- Of that list; '' of 'people'.
  people bigint,                      -- Null: only the share is known.
  share_millionths bigint,            -- Of those whom the source asked. Null: only the number is.
  source text not null,
  as_of text not null,                -- As the source gives it: 2021, 2021-03 or 2021-03-21.
  primary key (partnership_id, area, characteristic, code)
);
