-- Who works here (partners), and the outbox of this store.
create table outbox (
  id bytea primary key,
  kind text not null,
  body text not null,
  due_ms bigint not null,
  tries bigint not null,
  done_ms bigint
);
create index outbox_due on outbox (done_ms, due_ms);
create table partnership (
  partnership_id bytea primary key,
  name text not null,
  prefix text not null,               -- Two capital letters, first in every reference.
  zone text not null,                 -- IANA name.
  created_ms bigint not null
);
create unique index partnership_by_prefix on partnership (prefix);
create table organisation (
  partnership_id bytea not null,
  id bytea not null,
  name text not null,
  kind text not null,
  starts_ms bigint,
  ends_ms bigint,
  successor_id bytea,
  created_ms bigint not null,
  primary key (partnership_id, id)
);
create table area (
  partnership_id bytea not null,
  id bytea not null,
  name text not null,
  level text not null,                -- neighbourhood, place, system
  parent_id bytea,
  starts_ms bigint,
  ends_ms bigint,
  successor_id bytea,
  created_ms bigint not null,
  primary key (partnership_id, id)
);
create table person (
  partnership_id bytea not null,
  id bytea not null,
  name text not null,
  email text not null,                -- As typed.
  email_key text not null,            -- In lower case, compared.
  organisation_id bytea,
  password_hash text,                 -- Null until the invitation was used.
  active boolean not null,
  version bigint not null,            -- Rises with roles, password and activity; ends sessions.
  created_ms bigint not null,
  primary key (partnership_id, id)
);
create unique index person_by_email on person (partnership_id, email_key);
create table person_role (
  partnership_id bytea not null,
  person_id bytea not null,
  role text not null,
  primary key (partnership_id, person_id, role)
);
create table person_grant (
  partnership_id bytea not null,
  person_id bytea not null,
  activity_id bytea not null,
  capabilities bigint not null,
  expires_ms bigint not null,
  granted_by bytea,
  primary key (partnership_id, person_id, activity_id)
);
create table sign_in_session (
  partnership_id bytea not null,
  token_hash bytea not null,
  person_id bytea not null,
  person_version bigint not null,
  started_ms bigint not null,
  seen_ms bigint not null,            -- Written at most once a minute.
  primary key (partnership_id, token_hash)
);
create unique index sign_in_session_by_token on sign_in_session (token_hash);
create index sign_in_session_by_person on sign_in_session (partnership_id, person_id);
create table sign_in_failure (
  subject bytea primary key,          -- Hash of account, network, or both.
  failures bigint not null,
  first_ms bigint not null,
  last_ms bigint not null
);
create index sign_in_failure_by_first on sign_in_failure (first_ms);
create table sign_in_link (
  token_hash bytea primary key,
  partnership_id bytea,               -- Null for set-up before there is a partnership.
  kind text not null,                 -- setup, invite, reset
  person_id bytea,
  expires_ms bigint not null
);
create index sign_in_link_by_expiry on sign_in_link (expires_ms);
