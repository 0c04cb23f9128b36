-- What somebody chose when another activity was like the one being planned, what was known before
-- people were asked again, and who asked to join an activity instead of starting another (plan).
create table activity_relation (
  partnership_id bytea not null,
  activity_id bytea not null,         -- The newer one.
  other_id bytea not null,
  relation text not null,             -- grew_from, beside
  why text not null,
  facts text not null,                -- What was alike then, by comma: topic, area, audience, time.
  person_id bytea,                    -- Null: Heed's operator.
  person_name text not null,
  chosen_ms bigint not null,
  primary key (partnership_id, activity_id, other_id)
);
create index activity_relation_by_other on activity_relation (partnership_id, other_id);
create table activity_known (
  partnership_id bytea not null,
  activity_id bytea not null,
  number bigint not null,             -- From 1; all stay.
  words text not null,                -- What is known already, and what is not.
  person_id bytea,
  person_name text not null,
  written_ms bigint not null,
  primary key (partnership_id, activity_id, number)
);
create table activity_join (
  partnership_id bytea not null,
  id bytea not null,
  activity_id bytea not null,         -- The one that is asked to be joined.
  title text not null,                -- Of what was being planned and is not.
  organisation text not null,         -- Whose it would have been.
  contact text not null,
  wanted text not null,               -- What it would have asked, and why.
  person_id bytea,
  person_name text not null,
  asked_ms bigint not null,
  primary key (partnership_id, id)
);
create index activity_join_by_activity on activity_join (partnership_id, activity_id);
