-- What a response was before somebody changed their own answers: still sealed, still in the record,
-- and erased with it (listen).
create table response_version (
  partnership_id bytea not null,
  response_id bytea not null,
  number bigint not null,             -- 1 is what was sent first.
  press_key bytea not null,           -- Of the press of Send that took its place.
  payload_hash bytea not null,
  sealed bytea not null,
  data_key_id bytea not null,
  log_index bigint not null,
  questionnaire_version bigint not null,
  replaced_ms bigint not null,
  primary key (partnership_id, response_id, number)
);
create unique index response_version_by_press on response_version (partnership_id, press_key);
