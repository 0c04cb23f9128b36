-- How many the public is told were heard, as counted when it closed: somebody who takes their answers
-- back later must not learn a small number from what changes (listen).
create table reach_kept (
  partnership_id bytea not null,
  activity_id bytea not null,
  basis text not null,                -- What only staff can change: another basis, another count.
  content text not null,              -- JSON: true counts, before disclosure.
  counted_ms bigint not null,
  primary key (partnership_id, activity_id)
);
