// What advisers said, as versions and as a count.
#include "decide/equality.h"

#include <gtest/gtest.h>

namespace heed::decide {
namespace {

EqualityView view(std::string person, Satisfied satisfied, std::string words, std::string page) {
  return {satisfied, std::move(words), std::move(person), std::move(page), TimeMs{1}};
}

TEST(Equality, EveryVersionStaysWithWhoSaidItAndWhatChanged) {
  const auto all = versions_of({view("Amina", Satisfied::no, "Nobody asked carers.", "a1"),
                                view("Ravi", Satisfied::concerns, "Nor in Urdu.", "a1"),
                                view("Amina", Satisfied::concerns, "Carers were rung.", "b2"),
                                view("Ravi", Satisfied::concerns, "Nor in Polish.", "a1")});
  ASSERT_EQ(all.size(), 4u) << "none is taken away";
  EXPECT_EQ(all[0].number, 1);
  EXPECT_EQ(all[0].changed, "");
  EXPECT_FALSE(all[0].stands);
  EXPECT_FALSE(all[0].dissent) << "she has said something else since";
  EXPECT_EQ(all[2].number, 2);
  EXPECT_EQ(all[2].changed,
            "Changed from “Not satisfied” to “Has concerns”. The page had changed in between.");
  EXPECT_TRUE(all[2].stands);
  EXPECT_EQ(all[3].number, 2);
  EXPECT_EQ(all[3].changed, "The words changed.");
}

TEST(Equality, EachAdviserCountsOnceByTheirNewestView) {
  const std::vector<EqualityView> views = {
      view("Amina", Satisfied::no, "x", "a"), view("Ravi", Satisfied::yes, "y", "a"),
      view("Dot", Satisfied::no, "z", "a"), view("Amina", Satisfied::yes, "x", "b")};
  const Standing now = standing_of(views);
  EXPECT_EQ(now.satisfied, 2);
  EXPECT_EQ(now.concerns, 0);
  EXPECT_EQ(now.not_satisfied, 1);
  EXPECT_EQ(words_for(now), "2 advisers are satisfied, 1 adviser is not satisfied.");
  EXPECT_TRUE(versions_of(views)[2].dissent);
  EXPECT_EQ(words_for(standing_of({})), "");
}

}  // namespace
}  // namespace heed::decide
