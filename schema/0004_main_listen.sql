-- What people said: responses by every channel, their voices, drafts and imports (listen).
create table import (
  partnership_id bytea not null,
  id bytea not null,
  activity_id bytea not null,
  file_name text not null,
  file_hash bytea not null,
  state text not null,                -- staging, done
  rows_read bigint not null,
  rows_kept bigint not null,
  mapping text not null,              -- JSON: which column was taken as what.
  report text not null,               -- JSON: what was left out, and why.
  person_id bytea,
  log_index bigint,
  created_ms bigint not null,
  done_ms bigint,
  primary key (partnership_id, id)
);
create table response (
  partnership_id bytea not null,
  id bytea not null,
  activity_id bytea not null,
  channel text not null,              -- web, paper, phone, letter, event, import …
  import_id bytea,
  visible boolean not null,           -- False while an import is staged.
  state text not null,                -- counted, quarantined, withdrawn, late
  said_ms bigint,                     -- When it was said, where known.
  received_ms bigint not null,
  grouping text not null,             -- The group or team a row is about, as imported.
  press_key bytea,
  payload_hash bytea not null,
  sealed bytea not null,              -- The original, under its data key.
  data_key_id bytea not null,
  reference text,                     -- Null for imported rows.
  private_hash bytea,
  log_index bigint,
  questionnaire_version bigint not null,
  primary key (partnership_id, id)
);
create unique index response_by_press on response (partnership_id, activity_id, press_key);
create unique index response_by_reference on response (partnership_id, reference);
create index response_by_activity on response (partnership_id, activity_id, visible, received_ms);
create index response_by_import on response (partnership_id, import_id);
create table voice (
  partnership_id bytea not null,
  id bytea not null,
  response_id bytea not null,
  activity_id bytea not null,
  question text not null,             -- The wording it answers.
  words text not null,                -- The reading copy; personal details masked where a rule says so.
  may_quote boolean not null,
  visible boolean not null,
  number bigint not null,             -- Position in the activity, for a stable order.
  primary key (partnership_id, id)
);
create index voice_by_activity on voice (partnership_id, activity_id, visible, number);
create index voice_by_response on voice (partnership_id, response_id);
create table draft (
  partnership_id bytea not null,
  id bytea not null,
  activity_id bytea not null,
  token_hash bytea not null,          -- Of the cookie's token.
  code_hash bytea not null,           -- Of the stretched return code.
  sealed bytea not null,
  sealed_token bytea not null,        -- The token, sealed under the stretched code.
  changed_ms bigint not null,
  expires_ms bigint not null,
  primary key (partnership_id, id)
);
create unique index draft_by_token on draft (token_hash);
create unique index draft_by_code on draft (code_hash);
