-- Words of one person shown with a finding that is a code or a single comment, where a person
-- approved it; a theme's are rulings (decide). The words themselves stay with the voice.
create table finding_quote (
  partnership_id bytea not null,
  finding_id bytea not null,
  voice_id bytea not null,
  person_id bytea,                    -- Null: Heed's operator.
  person_name text not null,
  approved_ms bigint not null,
  primary key (partnership_id, finding_id, voice_id)
);
