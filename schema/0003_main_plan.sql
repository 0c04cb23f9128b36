-- Activities and their questionnaires (plan, questions).
create table activity (
  partnership_id bytea not null,
  id bytea not null,
  kind text not null,                 -- listening, survey, formal_consultation, workshop, co_design
  state text not null,                -- draft, open, closed, answered
  title text not null,
  purpose text not null,              -- What the answers will shape.
  decided text not null,              -- What is already decided.
  decider text not null,              -- Who decides.
  owner_name text not null,
  contact text not null,
  organisation_id bytea,
  area_id bytea,
  opens_ms bigint,
  closes_ms bigint,
  hear_by_ms bigint,                  -- When people will hear.
  opened_ms bigint,
  closed_ms bigint,
  published_ms bigint,
  outcome text not null,              -- The decision, or what happened, in one sentence.
  not_heard text not null,            -- Who we did not hear from.
  against text not null,              -- The strongest point against.
  version bigint not null,
  created_ms bigint not null,
  changed_ms bigint not null,
  primary key (partnership_id, id)
);
create index activity_by_state on activity (partnership_id, state, changed_ms);
create table questionnaire (
  partnership_id bytea not null,
  activity_id bytea not null,
  version bigint not null,
  definition text not null,           -- JSON, opaque here: sections, kinds, texts per language.
  created_ms bigint not null,
  frozen_ms bigint,                   -- Set when the activity opens.
  primary key (partnership_id, activity_id, version)
);
