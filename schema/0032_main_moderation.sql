-- Personal details covered in reading copies, each a proposal that a person may turn down; and what
-- was passed on to somebody who must act on it (listen).
alter table voice add column looked_ms bigint;   -- Null: not looked through for details yet.
alter table voice add column sealed bytea;       -- As it was typed, under the response's data key,
                                                 -- where the reading copy has something covered.
create index voice_to_look on voice (partnership_id, number) where looked_ms is null;
create table mask (
  partnership_id bytea not null,
  voice_id bytea not null,
  number bigint not null,             -- Among the masks of the voice, in the order they were made.
  activity_id bytea not null,
  starts bigint not null,             -- Bytes of the words as typed, [starts, ends).
  ends bigint not null,
  kind text not null,                 -- name, phone, email …, other
  state text not null,                -- proposed and accepted cover; rejected does not.
  proposed_by text not null,          -- 'rules/1', or '' when a person marked it.
  person_id bytea,                    -- Who ruled on it, or marked it.
  ruled_ms bigint,
  primary key (partnership_id, voice_id, number)
);
create index mask_waiting on mask (partnership_id, activity_id, state);
create table passed_on (
  partnership_id bytea not null,
  id bytea not null,
  activity_id bytea not null,
  response_id bytea not null,
  route text not null,                -- safeguarding, complaint
  to_whom text not null,              -- A role or a team.
  note text not null,                 -- What was passed on, without naming anybody.
  person_id bytea,
  passed_ms bigint not null,
  due_ms bigint not null,
  outcome text not null,              -- What they said they did.
  done_ms bigint,
  primary key (partnership_id, id)
);
create index passed_on_waiting on passed_on (partnership_id, done_ms, due_ms);
