-- The life of an activity: where it is in its kind's own states, each step with who and why, what
-- was said about it since, its documents, stages and the questions people ask about it (plan).
alter table activity add column phase text not null default '';  -- '': as `state` says.
alter table activity add column deliverer text not null default '';
alter table activity add column funder text not null default '';
alter table activity add column area text not null default '';   -- By name; '' is everywhere.
alter table activity add column topics text not null default '';
alter table activity add column audience text not null default '';
alter table activity add column formats text not null default '';    -- Offered, by comma.
alter table activity add column languages text not null default '';  -- BCP 47, by comma.
alter table activity add column successor text not null default '';  -- When the owner has left.
alter table activity add column link text not null default '';       -- Where it was, elsewhere.
alter table activity add column late_until_ms bigint;  -- Late answers are still read until then.
create table activity_step (
  partnership_id bytea not null,
  activity_id bytea not null,
  number bigint not null,
  from_phase text not null,
  to_phase text not null,
  back boolean not null,              -- Against the usual order.
  reason text not null,
  person_id bytea,
  stepped_ms bigint not null,
  primary key (partnership_id, activity_id, number)
);
create table activity_update (
  partnership_id bytea not null,
  activity_id bytea not null,
  number bigint not null,
  kind text not null,                 -- update, correction
  words text not null,
  person_id bytea,
  said_ms bigint not null,
  primary key (partnership_id, activity_id, number)
);
create table activity_stage (
  partnership_id bytea not null,
  activity_id bytea not null,
  number bigint not null,
  name text not null,
  involvement text not null,          -- How people are involved in it; '' is said to be missing.
  primary key (partnership_id, activity_id, number)
);
create table activity_document (
  partnership_id bytea not null,
  id bytea not null,
  activity_id bytea not null,
  title text not null,
  format text not null,               -- standard, easy_read, large_print, audio, bsl, braille
  language text not null,
  file_name text not null,
  media_type text not null,
  content bytea not null,
  content_hash bytea not null,        -- SHA-256.
  size_bytes bigint not null,
  person_id bytea,
  added_ms bigint not null,
  withdrawn_ms bigint,                -- Its file stays, and its address says that it was replaced.
  primary key (partnership_id, id)
);
create index activity_document_of on activity_document (partnership_id, activity_id, added_ms);
create table asked_question (
  partnership_id bytea not null,
  id bytea not null,
  activity_id bytea not null,
  words text not null,
  answer text not null,
  published boolean not null,
  person_id bytea,                    -- Who answered.
  asked_ms bigint not null,
  answered_ms bigint,
  primary key (partnership_id, id)
);
create index asked_question_of on asked_question (partnership_id, activity_id, asked_ms);
create table area_postcode (
  partnership_id bytea not null,
  prefix text not null,               -- "ZZ1", "ZZ1 4": without more than the sector.
  area text not null,
  primary key (partnership_id, prefix)
);
