-- Code frames, and what people ruled about each voice (understand). Nothing is overwritten: a code
-- that changes gets a further row, and a ruling is taken back by one that reverses it.
create table code (
  partnership_id bytea not null,
  activity_id bytea not null,
  id bytea not null,
  version bigint not null,            -- The frame's version in which the code came to read so.
  parent_id bytea,
  name text not null,
  definition text not null,
  includes text not null,
  excludes text not null,
  examples text not null,
  retired boolean not null,
  theme_id bytea,                     -- The proposed theme that it was made from.
  author_id bytea,
  author_name text not null,
  written_ms bigint not null,
  primary key (partnership_id, activity_id, id, version)
);
create index code_by_version on code (partnership_id, activity_id, version);
create table coding_ruling (
  partnership_id bytea not null,
  activity_id bytea not null,
  number bigint not null,             -- Order of rulings within the activity.
  voice_id bytea not null,
  kind text not null,                 -- read, code, flag, reverse
  code_id bytea,
  starts bigint not null,             -- Code points into the words; 0 and 0 for all of them.
  ends bigint not null,
  stance text not null,               -- none, for, against, mixed
  flag text not null,
  value text not null,                -- Where a flagged voice was sent, or a note on it.
  reverses bigint,                    -- The ruling that this one takes back.
  pass text not null,                 -- first, second (blind), settled
  frame_version bigint not null,
  author_kind text not null,          -- person, import
  author_id bytea,
  author_name text not null,
  ruled_ms bigint not null,
  primary key (partnership_id, activity_id, number)
);
create index coding_ruling_by_voice on coding_ruling (partnership_id, activity_id, voice_id, kind);
create index coding_ruling_by_kind on coding_ruling (partnership_id, activity_id, kind, pass);
create table double_sample (
  partnership_id bytea not null,
  activity_id bytea not null,
  voice_id bytea not null,
  drawn_ms bigint not null,
  primary key (partnership_id, activity_id, voice_id)
);
create table coding_setting (
  partnership_id bytea not null,
  activity_id bytea not null,
  number bigint not null,
  proposals boolean not null,         -- Whether coders see what a method proposes.
  author_id bytea,
  author_name text not null,
  set_ms bigint not null,
  primary key (partnership_id, activity_id, number)
);
-- Someone from outside who may read and code one activity until a date.
create table workspace (
  partnership_id bytea not null,
  activity_id bytea not null,
  person_id bytea not null,
  agreement text not null,            -- The processor agreement on file, by its name and date.
  ends_ms bigint not null,
  author_name text not null,
  given_ms bigint not null,
  primary key (partnership_id, activity_id, person_id)
);
