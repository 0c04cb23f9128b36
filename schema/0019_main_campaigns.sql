-- Campaigns and petitions: one object each, with who organised it, its text and its size; never
-- taken for so many people, and never left out (understand).
create table campaign (
  partnership_id bytea not null,
  id bytea not null,
  activity_id bytea not null,
  kind text not null,                 -- campaign, petition
  organiser text not null,
  letter text not null,               -- The text, as it was sent or signed.
  size bigint not null,               -- Members, or signatures.
  method text not null,               -- What found it; empty when a person wrote it down.
  read_by text not null,              -- Who read it once in full; empty for nobody yet.
  read_ms bigint,
  version bigint not null,
  created_ms bigint not null,
  primary key (partnership_id, id)
);
create index campaign_by_activity on campaign (partnership_id, activity_id, size);
create table campaign_member (
  partnership_id bytea not null,
  campaign_id bytea not null,
  voice_id bytea not null,
  own_words text not null,            -- What is left without the letter's text; often nothing.
  primary key (partnership_id, campaign_id, voice_id)
);
create index campaign_member_by_voice on campaign_member (partnership_id, voice_id);
