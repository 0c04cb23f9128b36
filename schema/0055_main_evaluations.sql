-- What was found when a decision was looked at again, against what it was for and what people were
-- concerned about (act). Every version stays.
create table evaluation (
  partnership_id bytea not null,
  decision_id bytea not null,
  number bigint not null,
  activity_id bytea not null,
  content text not null,              -- JSON: a judgement of each aim and concern, and what follows.
  log_index bigint not null,
  person_id bytea,                    -- Null: Heed's operator.
  person_name text not null,
  written_ms bigint not null,
  primary key (partnership_id, decision_id, number)
);
