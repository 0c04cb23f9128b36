-- Which body owes which duty to involve people, since when and until when; and what each activity
-- says of its owner, its duties and how far people can shape it (plan).
create table duty (
  partnership_id bytea not null,
  id bytea not null,
  organisation_id bytea not null,
  name text not null,
  source text not null,               -- The law or guidance it rests on, as staff wrote it.
  starts_ms bigint,                   -- Null: always.
  ends_ms bigint,                     -- The last instant of it; null: it goes on.
  clause text not null,               -- Where the body's constitution describes it; '' is nowhere.
  clause_link text not null,
  version bigint not null,
  person_id bytea,                    -- Null: Heed's operator.
  person_name text not null,
  changed_ms bigint not null,
  primary key (partnership_id, id)
);
-- Bodies whose activities must say which duty they serve.
create table duty_holder (
  partnership_id bytea not null,
  organisation_id bytea not null,
  must_say boolean not null,
  person_id bytea,
  person_name text not null,
  said_ms bigint not null,
  primary key (partnership_id, organisation_id)
);
alter table activity add column organisation text not null default '';
alter table activity add column duties text not null default '';     -- Ids by comma, or 'none'.
alter table activity add column influence text not null default '';
