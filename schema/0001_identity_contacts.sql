-- Who asked to be told, and what they need to take part. Nothing in here joins to an answer: no
-- reference, no press key, no finer time than the day.
create table outbox (
  id bytea primary key,
  kind text not null,
  body text not null,
  due_ms bigint not null,
  tries bigint not null,
  done_ms bigint
);
create index outbox_due on outbox (done_ms, due_ms);
create table contact (
  partnership_id bytea not null,
  id bytea not null,
  kind text not null,                 -- keep_told, newsletter, panel
  activity_id bytea,                  -- What they asked to be told about. Null: everything.
  name text not null,
  email text not null,
  email_key text not null,            -- In lower case, compared.
  language text not null,
  confirm_hash bytea,                 -- Of the token in the confirmation mail.
  confirmed_ms bigint,
  stop_hash bytea,                    -- Of the token in the link that stops mail.
  stopped_ms bigint,
  created_day_ms bigint not null,
  primary key (partnership_id, id)
);
create index contact_by_email on contact (partnership_id, email_key);
create index contact_by_activity on contact (partnership_id, activity_id, kind);
create unique index contact_by_confirm on contact (confirm_hash);
create unique index contact_by_stop on contact (stop_hash);
create table access_need (
  partnership_id bytea not null,
  id bytea not null,
  contact_id bytea not null,
  need text not null,                 -- In the person's words.
  created_day_ms bigint not null,
  primary key (partnership_id, id)
);
create index access_need_by_contact on access_need (partnership_id, contact_id);
