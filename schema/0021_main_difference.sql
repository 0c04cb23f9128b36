-- "Did it make a difference?", asked of everybody some months after an answer. Who said it is not
-- kept, and the day is all there is of when.
create table difference (
  partnership_id bytea not null,
  id bytea not null,
  activity_id bytea not null,
  months bigint not null,             -- 6 or 12
  answer text not null,               -- yes, partly, no, cannot_say
  words text not null,
  day_ms bigint not null,
  primary key (partnership_id, id)
);
create index difference_by_activity on difference (partnership_id, activity_id, months);
