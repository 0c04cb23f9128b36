-- The tamper-evident log (record): docs/formats/log.md.
create table log_head (
  partnership_id bytea primary key,
  origin text not null,               -- Never changes.
  size bigint not null,
  frontier bytea not null,            -- Roots of complete subtrees, largest first, 32 bytes each.
  root bytea not null
);
create table log_entry (
  partnership_id bytea not null,
  log_index bigint not null,          -- From 0, without gaps.
  entry bytea not null,               -- 62 bytes.
  leaf bytea not null,
  primary key (partnership_id, log_index)
);
create table log_checkpoint (
  partnership_id bytea not null,
  size bigint not null,
  root bytea not null,
  frontier bytea not null,
  note text not null,                 -- Signed note, as published.
  signed_ms bigint not null,
  primary key (partnership_id, size)
);
