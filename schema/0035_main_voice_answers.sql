-- Which question, and which choice of it, somebody's own words belong to: two questions may be worded
-- alike ("Why?"). And responses in the order they came, for exports (listen).
alter table voice add column question_id bytea;  -- Null: only the wording is known (files, letters).
alter table voice add column choice text not null default '';  -- The words stand beside this one.
create index response_by_arrival on response
  (partnership_id, activity_id, visible, received_ms, id);
drop index response_by_activity;
