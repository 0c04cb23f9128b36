-- What came by phone, paper, letter, e-mail, from social media and events: who entered it and from
-- where, the sample that a second person enters again, and the rule for what came late (listen).
alter table voice add column sort text not null default '';  -- view, experience; '': not said.
alter table activity add column late_rule text not null default 'received';  -- received, posted
create table arrival (
  partnership_id bytea not null,
  response_id bytea not null,
  activity_id bytea not null,
  source text not null,               -- An event and its place, the subject of an e-mail.
  attended bigint not null,           -- Of an event: heads counted. Never counted as responses.
  consent text not null,              -- The words that were read out and agreed to, on the phone.
  person_id bytea,                    -- Who entered it.
  entered_ms bigint not null,
  sheet bigint not null,              -- Of paper: its number in the activity; else 0.
  check_state text not null,          -- '', wanted, same, differs, settled
  second_person_id bytea,             -- Who entered it again, without seeing the first entry.
  second_ms bigint,
  second_sealed bytea,                -- The second entry, under the response's data key.
  differences bigint not null,        -- Answers that the two entries did not have alike.
  primary key (partnership_id, response_id)
);
create index arrival_by_activity on arrival (partnership_id, activity_id, entered_ms);
create index arrival_by_check on arrival (partnership_id, activity_id, check_state);
