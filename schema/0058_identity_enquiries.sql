-- Questions put to us in private, and the log of calls and meetings with groups and organisations
-- (listen). Nothing joins to an answer of an activity: no reference, no finer time than the day.
create table enquiry (
  partnership_id bytea not null,
  id bytea not null,
  number bigint not null,             -- In the order that they came.
  activity_id bytea,                  -- What it is about. Null: anything.
  way text not null,                  -- web, phone, meeting, letter, email
  who text not null,                  -- A group, an organisation or a person; '' when not said.
  words text not null,
  reply_by text not null,             -- email, phone, letter; '' when no answer is wanted.
  reply_to text not null,
  language text not null,
  day_ms bigint not null,             -- When they said it.
  taken_by text not null,             -- '' when they wrote it themselves.
  answer text not null,
  answered_day_ms bigint,
  answered_by text not null,
  primary key (partnership_id, id)
);
create index enquiry_by_number on enquiry (partnership_id, number);
create index enquiry_waiting on enquiry (partnership_id, answered_day_ms, reply_by);
