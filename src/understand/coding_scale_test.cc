// 116,275 comments that a health organisation's own staff coded, brought in with those codes and
// charted by organisation; each step's time is printed. HEED_SCALE=1 runs it.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>

#include "listen/voices.h"
#include "pages/components.h"
#include "testing/listening.h"
#include "testing/shared_data.h"
#include "understand/coding.h"

namespace heed::understand {
namespace {

using listen::Role;

class CodingScaleTest : public testing::ListeningTest {
 protected:
  template <class Step>
  static auto timed(const char* name, const Step& step) {
    const auto started = std::chrono::steady_clock::now();
    auto done = step();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
    fmt::print("  {:<32} {:6.2f} s\n", name, took.count());
    return done;
  }
};

TEST_P(CodingScaleTest, AHundredThousandCommentsAreCodedFromTheirOwnCodesAndChartedByOrganisation) {
  if (std::getenv("HEED_SCALE") == nullptr) GTEST_SKIP() << "takes minutes; HEED_SCALE=1 runs it";
  const auto data = testing::shared_data();
  if (!data) GTEST_SKIP() << "the shared data folder is absent";
  std::ifstream file(*data / "notts_patient_voices" / "patient_voices_2010_2016.csv",
                     std::ios::binary);
  if (!file) GTEST_SKIP() << "notts_patient_voices/patient_voices_2010_2016.csv is absent";
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  const ActivityId id = *activities_->add(lead(), {.title = "Patient voices"});
  // The category stands where a question would, so that each voice brings its own code along.
  listen::Mapping mapping{.roles = std::vector<Role>(11, Role::ignore)};
  mapping.roles[5] = Role::grouping;       // division2
  mapping.roles[7] = Role::answer;         // comment_txt
  mapping.roles[9] = Role::question_text;  // category
  const auto done = timed("import", [&] {
    return imports_->run(lead(), id, "patient_voices.csv", bytes, mapping, "Europe/London");
  });
  ASSERT_TRUE(done) << done.error().detail;
  EXPECT_EQ(done->voices, 116'244u) << "31 of 116,275 hold nothing but blanks";

  CodeFrames frames(stores_.main(), clock_, random_);
  Coding coding(stores_.main(), clock_, random_);
  listen::Voices voices(stores_.main());
  const auto all = timed("read all voices", [&] { return voices.all(lead(), id); });
  ASSERT_TRUE(all) << all.error().detail;
  std::map<std::string, CodeId> codes;
  std::vector<BroughtIn> rows;
  std::map<std::string, std::int64_t> truth;  // Comments by organisation, from the file alone.
  for (const listen::Voice& voice : *all) {
    if (voice.question.empty()) continue;
    auto [at, fresh] = codes.try_emplace(voice.question);
    if (fresh) {
      const auto added = frames.add(lead(), id, {.name = voice.question}, "Their analysts");
      ASSERT_TRUE(added) << voice.question << ": " << added.error().detail;
      at->second = *added;
    }
    rows.push_back({voice.id, at->second});
    ++truth[voice.grouping];
  }
  EXPECT_GT(codes.size(), 30u);
  EXPECT_GT(rows.size(), 100'000u);
  const auto brought = timed("bring in the codings", [&] {
    return coding.bring_in(lead(), id, rows, "patient_voices.csv");
  });
  ASSERT_TRUE(brought) << brought.error().detail;
  const auto counts =
      timed("count by organisation", [&] { return coding.by_grouping(lead(), id); });
  ASSERT_TRUE(counts) << counts.error().detail;
  std::map<std::string, std::int64_t> counted;
  for (const auto& each : *counts) counted[each.grouping] += each.voices;
  EXPECT_EQ(counted, truth) << "every coded comment is in its organisation, once";
  const auto drawn = timed("draw the charts", [&] {
    const CodeTree tree = *frames.tree(lead(), id);
    std::map<std::string, pages::Bars> charts;
    for (const auto& each : *counts) {
      pages::Bars& chart = charts[each.grouping];
      chart.title = each.grouping;
      chart.bars.push_back({.label = tree.find(each.code)->text.name,
                            .value = std::to_string(each.voices),
                            .width = static_cast<double>(each.voices) /
                                     static_cast<double>(truth.at(each.grouping))});
    }
    std::string html;
    for (const auto& [name, chart] : charts) html += pages::bars(chart).str();
    return html;
  });
  fmt::print("  {} comments, {} codes, {} organisations, {} bytes of charts\n", rows.size(),
             codes.size(), truth.size(), drawn.size());
  EXPECT_NE(drawn.find("<svg"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(On, CodingScaleTest, ::testing::Values(testing::Backend::sqlite),
                         testing::backend_name);

}  // namespace
}  // namespace heed::understand
