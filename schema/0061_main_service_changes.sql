-- Proposals for change, and what people judged of them: whether they are significant, and whether the
-- duty to involve applies (plan). Every version and every judgement stays.
create table service_change (
  partnership_id bytea not null,
  id bytea not null,
  person_id bytea,                    -- Who opened it. Null: Heed's operator.
  person_name text not null,
  opened_ms bigint not null,
  ended_ms bigint,                    -- It goes no further.
  ended_why text not null default '',
  ended_by text not null default '',
  primary key (partnership_id, id)
);
create table service_change_version (
  partnership_id bytea not null,
  service_change_id bytea not null,
  number bigint not null,
  kind text not null,                 -- substantial_development, substantial_variation
  title text not null,
  owner text not null,
  what text not null,
  for_whom text not null,
  activity_id bytea,                  -- Null: it belongs to none yet.
  person_id bytea,
  person_name text not null,
  written_ms bigint not null,
  primary key (partnership_id, service_change_id, number)
);
create table change_judgement (
  partnership_id bytea not null,
  service_change_id bytea not null,
  about text not null,                -- significance, duty
  number bigint not null,
  holder text not null,               -- Of a duty: the body that may owe it; '' otherwise.
  change_number bigint not null,      -- The version of the proposal that was judged.
  content text not null,              -- JSON: what was judged of each domain or trigger.
  suggested boolean not null,         -- What Heed suggested from it.
  person_id bytea,
  person_name text not null,
  judged_ms bigint not null,
  outcome boolean,                    -- Null: nobody has confirmed it or departed from it.
  outcome_why text not null default '',
  outcome_person_id bytea,
  outcome_by text not null default '',
  outcome_ms bigint,
  primary key (partnership_id, service_change_id, about, number)
);
