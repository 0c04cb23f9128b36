-- Named pieces of work of an organisation that findings are sent to, and what each did (act).
create table workstream (
  partnership_id bytea not null,
  id bytea not null,
  organisation text not null,
  name text not null,
  lead_name text not null,
  ended_ms bigint,
  person_id bytea,                    -- Null: Heed's operator.
  person_name text not null,
  added_ms bigint not null,
  primary key (partnership_id, id),
  unique (partnership_id, organisation, name)
);
create table workstream_finding (
  partnership_id bytea not null,
  workstream_id bytea not null,
  finding_id bytea not null,
  activity_id bytea not null,
  why text not null,
  person_id bytea,
  person_name text not null,
  sent_ms bigint not null,
  primary key (partnership_id, workstream_id, finding_id)
);
create index workstream_finding_by_activity on workstream_finding (partnership_id, activity_id);
create table workstream_influence (
  partnership_id bytea not null,
  workstream_id bytea not null,
  finding_id bytea not null,
  number bigint not null,
  influence text not null,            -- considered, changed, not_changed
  words text not null,
  person_id bytea,
  person_name text not null,
  said_ms bigint not null,
  primary key (partnership_id, workstream_id, finding_id, number)
);
