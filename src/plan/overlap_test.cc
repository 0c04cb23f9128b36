// How two activities are alike, by facts: topic, area, audience, time.
#include "plan/overlap.h"

#include <gtest/gtest.h>

namespace heed::plan {
namespace {

constexpr TimeMs kNow{1'760'000'000'000};

TimeMs day(std::int64_t days) { return kNow + days * kDayMs; }

ActivityId number(unsigned char n) {
  Bytes bytes(16, std::byte{0});
  bytes.back() = std::byte{n};
  return *ActivityId::from(BytesView(bytes));
}

Listed clinics() {
  return {.title = "Leg-ulcer clinics: ten questions",
          .area = "Saltby",
          .topics = "leg ulcers, clinics",
          .audience = "people with a leg ulcer",
          .from = kNow,
          .until = day(40)};
}
Listed spring() {
  return {.id = number(1),
          .state = ActivityState::answered,
          .title = "Leg ulcers: what helps, and what gets in the way",
          .topics = "leg ulcers, wounds, community nursing",
          .audience = "people with a leg ulcer and those who look after them",
          .from = day(-200),
          .until = day(-170)};
}
const PartOf kAreas = {{"saltby", "tarn valley"}, {"tarn valley", "fenmere"}};

TEST(Overlap, IsToldByTheWordsAndFactsThatBothHave) {
  const Alike found = compare(clinics(), spring(), kAreas);
  EXPECT_TRUE(found.close());
  EXPECT_EQ(found.topics, (std::vector<std::string>{"leg", "ulcers"}));
  EXPECT_EQ(found.area, AreaAlike::everywhere);
  EXPECT_EQ(found.audience, AudienceAlike::same);
  EXPECT_EQ(found.audience_words, (std::vector<std::string>{"leg", "ulcer"}));
  EXPECT_EQ(found.time, TimeAlike::before);
  EXPECT_EQ(found.fact_names(), "topic,area,audience,time");
}

TEST(Overlap, NeedsTheTopicWhateverElseIsAlike) {
  Listed stroke = spring();
  stroke.title = "Stroke rehabilitation";
  stroke.topics = "stroke, transport";
  EXPECT_TRUE(alike(clinics(), {stroke}, kAreas).empty());
  // One word in common is not a topic, unless somebody named it as one.
  stroke.title = "Leg room on the 14 bus";
  EXPECT_TRUE(alike(clinics(), {stroke}, kAreas).empty());
  stroke.title = "Evening clinics";
  EXPECT_EQ(alike(clinics(), {stroke}, kAreas).size(), 1u);
}

TEST(Overlap, WordsThatAnyActivityHasAreNoTopic) {
  Listed mine = clinics(), other = spring();
  mine.title = "Your views on local health services";
  mine.topics = "";
  other.title = "A survey of people’s views on health and care services";
  other.topics = "";
  EXPECT_TRUE(alike(mine, {other}, kAreas).empty());
}

TEST(Overlap, AreasAreComparedByWhatTheyArePartOf) {
  Listed other = spring();
  const auto area = [&](const char* mine, const char* theirs) {
    Listed planned = clinics();
    planned.area = mine;
    other.area = theirs;
    return compare(planned, other, kAreas).area;
  };
  EXPECT_EQ(area("Saltby", "saltby"), AreaAlike::same);
  EXPECT_EQ(area("Saltby", "Fenmere"), AreaAlike::inside);
  EXPECT_EQ(area("Fenmere", "Saltby"), AreaAlike::around);
  EXPECT_EQ(area("Saltby", "Norwick"), AreaAlike::apart);
  EXPECT_EQ(area("Norwick, Saltby", "Saltby, Ely"), AreaAlike::same);
  EXPECT_EQ(area("", "Norwick"), AreaAlike::everywhere);
  const PartOf circle = {{"a", "b"}, {"b", "a"}};
  other.area = "c";
  Listed planned = clinics();
  planned.area = "a";
  EXPECT_EQ(compare(planned, other, circle).area, AreaAlike::apart);
}

TEST(Overlap, WhatNobodySaidOfTheAudienceIsNeitherAlikeNorHidden) {
  Listed planned = clinics();
  planned.audience = "";
  const Alike found = compare(planned, spring(), kAreas);
  EXPECT_EQ(found.audience, AudienceAlike::unsaid);
  EXPECT_EQ(found.facts(), 3);
  planned.audience = "Everybody in Saltby";
  EXPECT_EQ(compare(planned, spring(), kAreas).audience, AudienceAlike::everybody);
  planned.audience = "Bus drivers";
  EXPECT_EQ(compare(planned, spring(), kAreas).audience, AudienceAlike::apart);
}

TEST(Overlap, TimeIsTheSameOrLessThanAYearAway) {
  Listed other = spring();
  const auto time = [&](std::optional<TimeMs> from, std::optional<TimeMs> until) {
    other.from = from;
    other.until = until;
    return compare(clinics(), other, kAreas).time;
  };
  EXPECT_EQ(time(day(10), day(20)), TimeAlike::at_once);
  EXPECT_EQ(time(day(-10), std::nullopt), TimeAlike::at_once) << "it goes on";
  EXPECT_EQ(time(day(-400), day(-364)), TimeAlike::before);
  EXPECT_EQ(time(day(-400), day(-366)), TimeAlike::apart);
  EXPECT_EQ(time(day(41), day(60)), TimeAlike::after);
  EXPECT_EQ(time(day(500), day(600)), TimeAlike::apart);
  EXPECT_EQ(time(std::nullopt, std::nullopt), TimeAlike::no_dates);
}

TEST(Overlap, TheOrderIsByFactsAndDoesNotHangOnHowTheyCame) {
  Listed elsewhere = spring(), later = spring(), same = spring();
  elsewhere.id = number(2);
  elsewhere.area = "Norwick";
  later.id = number(3);
  later.until = day(-10);
  same.id = number(4);
  const std::vector<ActivityId> wanted = {later.id, spring().id, same.id, elsewhere.id};
  for (auto given : {std::vector<Listed>{elsewhere, same, later, spring()},
                     std::vector<Listed>{spring(), later, same, elsewhere}}) {
    std::vector<ActivityId> got;
    for (const Alike& one : alike(clinics(), given, kAreas)) got.push_back(one.activity.id);
    EXPECT_EQ(got, wanted);
  }
}

}  // namespace
}  // namespace heed::plan
