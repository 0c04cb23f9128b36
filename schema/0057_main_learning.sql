-- What was learnt, on what evidence, and where else it might apply; shared with others once it is
-- published (act).
create table learning (
  partnership_id bytea not null,
  id bytea not null,
  activity_id bytea not null,
  words text not null,
  evidence text not null,
  elsewhere text not null,
  topics text not null,               -- By comma.
  version bigint not null,
  person_id bytea,                    -- Null: Heed's operator.
  person_name text not null,
  written_ms bigint not null,
  published_ms bigint,
  primary key (partnership_id, id)
);
create index learning_by_published on learning (partnership_id, published_ms);
