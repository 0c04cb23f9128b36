-- What was done with a response after it came: withdrawn, erased, set aside, put back (listen).
create table disposition (
  partnership_id bytea not null,
  response_id bytea not null,
  number bigint not null,
  what text not null,                 -- withdrawn, erased, quarantined, counted, late
  reason text not null,               -- In the words of whoever did it; empty for the person's own.
  person_id bytea,                    -- Null: the person who answered, by their private part.
  log_index bigint not null,
  done_ms bigint not null,
  primary key (partnership_id, response_id, number)
);
