-- Letting people know: how each wants to hear, what was sent to whom, and what came back. Still
-- nothing that joins to an answer: no reference, no finer time than the day.
alter table contact add column way text not null default 'email';  -- email, letter, phone
alter table contact add column postal text not null default '';
alter table contact add column phone text not null default '';
alter table contact add column token bytea;                        -- The links in letters come of it.
alter table contact add column stopped_why text not null default '';  -- asked, bounced
create table telling (
  partnership_id bytea not null,
  id bytea not null,
  activity_id bytea not null,
  kind text not null,                 -- closed, report, decision, action, answered, difference, other
  occasion text not null,             -- What happened once, so that it is told once.
  path text not null,                 -- Where it can be read: /what-happened/…
  written_by bytea,                   -- Null: Heed itself.
  written_ms bigint not null,
  primary key (partnership_id, id)
);
create unique index telling_once on telling (partnership_id, activity_id, occasion);
create table telling_words (
  partnership_id bytea not null,
  telling_id bytea not null,
  language text not null,
  subject text not null,
  words text not null,
  primary key (partnership_id, telling_id, language)
);
create table told (
  partnership_id bytea not null,
  telling_id bytea not null,
  contact_id bytea not null,
  mail_id bytea not null,             -- Of the outbox row, and in the letter's Message-ID.
  way text not null,
  state text not null,                -- waiting, sent, printed, refused, bounced, stopped
  day_ms bigint not null,
  primary key (partnership_id, telling_id, contact_id)
);
create unique index told_by_mail on told (mail_id);
create index told_by_contact on told (partnership_id, contact_id);
