-- Coded answers for tallies and exports, and about-you answers, which are kept apart (listen).
create table answer (
  partnership_id bytea not null,
  response_id bytea not null,
  activity_id bytea not null,
  question_id bytea not null,
  item text not null,                 -- A row, statement or part; '' where there is only one.
  code text not null,                 -- A choice, a place, a number, a day (questions/value.h).
  words text not null,                -- An organisation's or a file's name; else ''.
  number bigint not null,             -- Among the picks of the response, in order.
  primary key (partnership_id, response_id, number)
);
create index answer_by_question on answer (partnership_id, activity_id, question_id);
-- The about-you part of a response under a data key of its own. No key here leads to the identity
-- store, and what is counted (about_answer) knows only the part, not the response.
create table about_part (
  partnership_id bytea not null,
  id bytea not null,
  activity_id bytea not null,
  response_id bytea not null,         -- So that it is withdrawn and erased with its response.
  sealed bytea not null,
  data_key_id bytea not null,
  primary key (partnership_id, id)
);
create index about_part_by_response on about_part (partnership_id, response_id);
create table about_answer (
  partnership_id bytea not null,
  about_id bytea not null,
  activity_id bytea not null,
  code_list text not null,            -- A list and its version: 'ethnic-group/2021'.
  question_id bytea not null,
  code text not null,                 -- 'prefer-not-to-say' is a code; not answered is no row.
  number bigint not null,
  primary key (partnership_id, about_id, number)
);
create index about_answer_by_list on about_answer (partnership_id, activity_id, code_list);
