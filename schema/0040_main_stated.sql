-- Which entry of the record holds what was answered, signed off, advised and approved (decide, act).
-- Null: from before these were entries.
alter table consideration add column log_index bigint;
alter table sign_off add column log_index bigint;
alter table equality_view add column log_index bigint;
alter table plan_step add column log_index bigint;
