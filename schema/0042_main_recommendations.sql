-- What officers recommend to a body, each with the findings that speak for it and against it (decide).
create table recommendation (
  partnership_id bytea not null,
  id bytea not null,
  activity_id bytea not null,
  words text not null,
  withdrawn boolean not null default false,
  version bigint not null,
  person_id bytea,                    -- Null: Heed's operator.
  person_name text not null,
  written_ms bigint not null,
  primary key (partnership_id, id)
);
create index recommendation_by_activity on recommendation (partnership_id, activity_id, written_ms);
create table recommendation_finding (
  partnership_id bytea not null,
  recommendation_id bytea not null,
  finding_id bytea not null,
  speaks text not null,               -- for, against
  primary key (partnership_id, recommendation_id, finding_id)
);
