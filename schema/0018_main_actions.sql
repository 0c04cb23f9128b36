-- What is done about it: plans with their approval, actions over several organisations, and
-- promises (act).
create table action_plan (
  partnership_id bytea not null,
  id bytea not null,
  activity_id bytea not null,
  title text not null,
  drafting_body_id bytea not null,
  approving_body_id bytea,
  state text not null,                -- drafted, sent_back, approved
  version bigint not null,
  created_ms bigint not null,
  primary key (partnership_id, id)
);
create index action_plan_by_activity on action_plan (partnership_id, activity_id);
create table plan_step (
  partnership_id bytea not null,
  plan_id bytea not null,
  number bigint not null,
  kind text not null,                 -- considered, drafted, approved, sent_back
  body_name text not null,
  words text not null,
  person_name text not null,
  at_ms bigint not null,
  primary key (partnership_id, plan_id, number)
);
create table action (
  partnership_id bytea not null,
  id bytea not null,
  plan_id bytea not null,
  activity_id bytea not null,
  finding_id bytea not null,          -- The finding that it answers.
  commitment text not null,
  what text not null,
  owner_name text not null,
  organisation text not null,
  due_ms bigint not null,
  state text not null,                -- proposed, in_progress, done, stopped
  progress text not null,
  version bigint not null,
  changed_ms bigint not null,
  primary key (partnership_id, id)
);
create index action_by_plan on action (partnership_id, plan_id, due_ms);
create table action_step (
  partnership_id bytea not null,
  action_id bytea not null,
  number bigint not null,
  state text not null,
  words text not null,
  person_name text not null,
  at_ms bigint not null,
  primary key (partnership_id, action_id, number)
);
create table promise (
  partnership_id bytea not null,
  id bytea not null,
  activity_id bytea,
  words text not null,
  set_off text not null,              -- What sets it off: "once the board has decided".
  due_ms bigint not null,             -- The latest date, as varied.
  owner_name text not null,
  state text not null,                -- made, kept, varied
  version bigint not null,
  log_index bigint not null,
  created_ms bigint not null,
  primary key (partnership_id, id)
);
create index promise_by_due on promise (partnership_id, due_ms);
create table promise_step (
  partnership_id bytea not null,
  promise_id bytea not null,
  number bigint not null,
  kind text not null,                 -- made, kept, varied, handed_over
  words text not null,
  due_ms bigint not null,
  person_name text not null,
  at_ms bigint not null,
  primary key (partnership_id, promise_id, number)
);
