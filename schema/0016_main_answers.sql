-- Findings of three kinds, evidence and sign-off of an answer, and the equality adviser's view
-- (decide).
alter table finding add column kind text not null default 'theme';  -- theme, code, point
alter table finding add column voice_id bytea;       -- Of a point: the one voice that made it.
alter table finding add column title text not null default '';      -- Of a point.
alter table finding add column point text not null default '';
alter table consideration add column evidence text not null default '';
create table sign_off (
  partnership_id bytea not null,
  finding_id bytea not null,
  version bigint not null,            -- Of the answer that was signed off.
  person_id bytea,
  person_name text not null,
  signed_ms bigint not null,
  primary key (partnership_id, finding_id, version)
);
create table equality_view (
  partnership_id bytea not null,
  activity_id bytea not null,
  number bigint not null,             -- Every view stays; the last is the current one.
  satisfied text not null,            -- yes, concerns, no
  words text not null,
  page_hash bytea not null,           -- Of the page that was read.
  person_id bytea,
  person_name text not null,
  recorded_ms bigint not null,
  primary key (partnership_id, activity_id, number)
);
