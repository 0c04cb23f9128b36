-- What opens and signs. Kept apart from the answers, with short-lived backups of its own (at most
-- 35 days), so that deleting a data key erases the words it sealed from every backup of main too.
create table outbox (
  id bytea primary key,
  kind text not null,
  body text not null,
  due_ms bigint not null,
  tries bigint not null,
  done_ms bigint
);
create index outbox_due on outbox (done_ms, due_ms);
create table secret (
  name text primary key,              -- wrap, private, sign
  value bytea not null                -- 32 bytes.
);
create table data_key (
  partnership_id bytea not null,
  id bytea not null,
  wrapped bytea not null,             -- Sealed under the wrap secret, bound to id.
  primary key (partnership_id, id)
);
create table signed_head (
  partnership_id bytea primary key,
  size bigint not null,               -- Never goes down.
  root bytea not null
);
