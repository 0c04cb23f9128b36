-- Who decides, when and in public or not; what they decided, with its gaps; and council scrutiny
-- (decide).
create table governance_body (
  partnership_id bytea not null,
  id bytea not null,
  name text not null,
  kind text not null,                 -- board, committee, group, scrutiny
  starts_ms bigint not null,
  ends_ms bigint,
  successor_id bytea,
  primary key (partnership_id, id)
);
create table meeting (
  partnership_id bytea not null,
  id bytea not null,
  body_id bytea not null,
  held_ms bigint not null,
  place text not null,
  in_public boolean not null,
  closed_reason text not null,        -- Why the public may not be there.
  notice_ms bigint,                   -- When the public was told of it.
  minutes text not null,
  version bigint not null,
  primary key (partnership_id, id)
);
create index meeting_by_time on meeting (partnership_id, held_ms);
create table agenda_item (
  partnership_id bytea not null,
  meeting_id bytea not null,
  number bigint not null,
  activity_id bytea,
  title text not null,
  asked text not null,                -- What the meeting is asked to do.
  voice_section text not null,        -- What people said, in the paper's words; never empty.
  person_name text not null,
  added_ms bigint not null,
  primary key (partnership_id, meeting_id, number)
);
create table paper_reading (
  partnership_id bytea not null,
  meeting_id bytea not null,
  number bigint not null,             -- Of the agenda item.
  person_id bytea not null,
  pack_hash bytea not null,           -- Of what they read.
  person_name text not null,
  read_ms bigint not null,
  primary key (partnership_id, meeting_id, number, person_id, pack_hash)
);
create table decision (
  partnership_id bytea not null,
  id bytea not null,
  activity_id bytea not null,
  meeting_id bytea not null,
  number bigint not null,             -- Of the agenda item.
  content text not null,              -- JSON: exactly what was decided and on what.
  content_hash bytea not null,
  pack_hash bytea not null,
  log_index bigint not null,
  person_id bytea,
  person_name text not null,
  decided_ms bigint not null,
  primary key (partnership_id, id)
);
create index decision_by_activity on decision (partnership_id, activity_id, decided_ms);
create table scrutiny_item (
  partnership_id bytea not null,
  id bytea not null,
  activity_id bytea not null,
  authority text not null,            -- The council.
  committee text not null,
  joint boolean not null,             -- A joint committee of several councils.
  comments_due_ms bigint,
  decision_due_ms bigint,
  published_ms bigint,                -- When both dates were made public.
  version bigint not null,
  created_ms bigint not null,
  primary key (partnership_id, id)
);
create index scrutiny_by_activity on scrutiny_item (partnership_id, activity_id);
create table scrutiny_event (
  partnership_id bytea not null,
  item_id bytea not null,
  number bigint not null,
  kind text not null,                 -- view, dates, comment, recommendation, disagreement, step
  words text not null,
  by_council boolean not null,
  person_name text not null,
  said_ms bigint not null,
  primary key (partnership_id, item_id, number)
);
