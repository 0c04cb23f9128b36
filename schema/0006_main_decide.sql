-- Findings and what was answered to each (decide).
create table finding (
  partnership_id bytea not null,
  id bytea not null,
  activity_id bytea not null,
  theme_id bytea not null,
  summary text not null,              -- What people said, in the analyst's words.
  approved_by bytea,
  approver_name text not null,
  approved_ms bigint not null,
  primary key (partnership_id, id)
);
create unique index finding_by_theme on finding (partnership_id, activity_id, theme_id);
create table consideration (
  partnership_id bytea not null,
  finding_id bytea not null,
  version bigint not null,
  effect text not null,               -- changed, partly, mitigated, not_changed, sent_elsewhere
  what text not null,
  because text not null,
  owner text not null,
  progress text not null,
  due_ms bigint,
  person_id bytea,
  person_name text not null,
  written_ms bigint not null,
  primary key (partnership_id, finding_id, version)
);
create table publication (
  partnership_id bytea not null,
  activity_id bytea not null,
  number bigint not null,
  content text not null,              -- JSON: exactly what the page said.
  content_hash bytea not null,
  log_index bigint not null,
  person_id bytea,
  published_ms bigint not null,
  primary key (partnership_id, activity_id, number)
);
