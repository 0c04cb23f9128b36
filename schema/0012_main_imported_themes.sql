-- Themes that somebody gave elsewhere, as they came in a file: kept beside the words with where they
-- came from. They are not rulings of ours and are never counted as such (listen).
create table imported_theme (
  partnership_id bytea not null,
  voice_id bytea not null,
  number bigint not null,             -- Of this voice, in the order of the file.
  import_id bytea not null,           -- The file.
  activity_id bytea not null,
  heading text not null,              -- Of the column that it stood in.
  theme text not null,
  primary key (partnership_id, voice_id, number)
);
create index imported_theme_by_activity on imported_theme (partnership_id, activity_id, theme);
create index imported_theme_by_import on imported_theme (partnership_id, import_id);
