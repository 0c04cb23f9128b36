-- Themes: proposals by a method, rulings by people; a rename, merge or move is a ruling with its
-- author, never a column that was overwritten (understand).
create table proposal (
  partnership_id bytea not null,
  id bytea not null,
  activity_id bytea not null,
  method text not null,
  method_version text not null,
  voices bigint not null,
  no_content bigint not null,
  unassigned bigint not null,
  created_ms bigint not null,
  primary key (partnership_id, id)
);
create index proposal_by_activity on proposal (partnership_id, activity_id, created_ms);
create table proposed_theme (
  partnership_id bytea not null,
  id bytea not null,
  proposal_id bytea not null,
  activity_id bytea not null,
  parent text not null,
  name text not null,
  keywords text not null,
  number bigint not null,
  primary key (partnership_id, id)
);
create index proposed_theme_by_activity on proposed_theme (partnership_id, activity_id, number);
create table proposed_coding (
  partnership_id bytea not null,
  theme_id bytea not null,
  voice_id bytea not null,
  confidence double precision not null,
  quote_rank bigint not null,         -- 0: not proposed as a quote.
  primary key (partnership_id, theme_id, voice_id)
);
create index proposed_coding_by_voice on proposed_coding (partnership_id, voice_id);
create table ruling (
  partnership_id bytea not null,
  activity_id bytea not null,
  number bigint not null,             -- Order of rulings within the activity.
  kind text not null,                 -- rename, merge, move, material, split_off, add_theme, quote
  theme_id bytea not null,
  voice_id bytea,
  other_theme_id bytea,
  theme_name text not null,           -- The theme's name when it was ruled on.
  value text not null,
  author_kind text not null,          -- person, method, import
  author_id bytea,
  author_name text not null,
  ruled_ms bigint not null,
  primary key (partnership_id, activity_id, number)
);
