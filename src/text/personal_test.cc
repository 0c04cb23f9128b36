#include "text/personal.h"

#include <gtest/gtest.h>

namespace heed::text {
namespace {

// "name=Dr Mills|phone=…": what is found, in order.
std::string found_in(std::string_view text) {
  std::string out;
  for (const PersonalDetail& each : personal_details(text)) {
    if (!out.empty()) out += "|";
    out += std::string(kind_name(each.kind)) + "=" +
           std::string(text.substr(each.begin, each.end - each.begin));
  }
  return out;
}

TEST(Personal, NumbersAndAddressesByTheirForm) {
  EXPECT_EQ(found_in("Ring me on 07700 900123 or 020 7946 0018."),
            "phone=07700 900123|phone=020 7946 0018");
  EXPECT_EQ(found_in("+44 (0)20 7946 0018"), "phone=+44 (0)20 7946 0018");
  EXPECT_EQ(found_in("Write to ada.obi@example.org. Thanks"), "email=ada.obi@example.org");
  EXPECT_EQ(found_in("My NHS number is 943 476 5919"), "nhs_number=943 476 5919");
  EXPECT_EQ(found_in("I live at 12a Mill Lane, Oakton, ZZ1 2AB"),
            "address=12a Mill Lane|postcode=ZZ1 2AB");
  EXPECT_EQ(found_in("Flat 3, 12 Mill Lane"), "address=Flat 3, 12 Mill Lane");
  EXPECT_EQ(found_in("Born on 3 May 1952, so 73."), "date_of_birth=3 May 1952");
  EXPECT_EQ(found_in("DOB: 03/05/1952"), "date_of_birth=03/05/1952");
  EXPECT_EQ(found_in("date of birth 1952-05-03"), "date_of_birth=1952-05-03");
}

TEST(Personal, NamesByTitleCueOrKnownName) {
  EXPECT_EQ(found_in("Dr Mills was kind."), "name=Dr Mills");
  EXPECT_EQ(found_in("Dr. Anita Okonkwo-Bell saw me"), "name=Dr. Anita Okonkwo-Bell");
  EXPECT_EQ(found_in("saw dr smith again"), "name=dr smith");
  EXPECT_EQ(found_in("My name is Femi Adebayo and"), "name=Femi Adebayo");
  EXPECT_EQ(found_in("a nurse called Xiu helped"), "name=Xiu");
  EXPECT_EQ(found_in("Sarah's care was lovely"), "name=Sarah");
  EXPECT_EQ(found_in("Sarah O’Neill on reception"), "name=Sarah O’Neill");
  EXPECT_EQ(found_in("Yours sincerely,\nUma Rao"), "name=Uma Rao");
  EXPECT_EQ(found_in("Nurse Grace was great"), "name=Nurse Grace");
  EXPECT_EQ(found_in("Zoë helped me"), "name=Zoë");
}

TEST(Personal, OrdinaryCommentsRaiseNoAlarm) {
  for (const std::string_view text : {
           "The doctor said I should come back on Monday.",
           "Dr was late. The nurse practitioner rang.",
           "The Nurse Practitioner on Victoria Ward was great.",
           "I take vitamin B12 5mg and D3 2ml each day.",
           "St Mary's and the John Radcliffe are too far.",
           "I will go in May, or in June. Mark my words.",
           "We waited 3 hours on 12/05/2023 in ward B6 2nd floor.",
           "NHS 111 told me to ring 999.",
           "It cost 1,234,567 pounds over 10 years.",
           "2 Close friends of mine waited.",
           "Grace and dignity matter. Hope this helps. Will it change?",
           "Queen Elizabeth Hospital car park, Mill Lane Surgery",
           "Ibuprofen 400mg 3 times; paracetamol 500 mg.",
           "Order number 1234567890 and 9434765918.",
           "email me @ home",
       })
    EXPECT_EQ(found_in(text), "") << text;
}

TEST(Personal, AnNhsNumberNeedsItsCheckDigit) {
  EXPECT_TRUE(is_nhs_number("9434765919"));
  EXPECT_FALSE(is_nhs_number("9434765918"));
  EXPECT_FALSE(is_nhs_number("943476591"));
  EXPECT_FALSE(is_nhs_number("0000000000"));
  EXPECT_FALSE(is_nhs_number("94347659l9"));
}

TEST(Personal, MaskedTextNamesTheKind) {
  const std::string text = "Dr Mills, 07700 900123.";
  EXPECT_EQ(masked(text, personal_details(text)), "[name], [phone].");
  EXPECT_EQ(masked("Nothing here.", {}), "Nothing here.");
}

TEST(Personal, DetailsNeverOverlapWhateverTheBytes) {
  std::string bytes;
  for (int round = 0; round < 300; ++round) {
    for (int i = 0; i < 7; ++i) bytes += static_cast<char>((round * 131 + i * 77) % 256);
    bytes += round % 3 == 0 ? " Dr " : round % 3 == 1 ? " 0770@0.uk " : " 12 A Road ";
    std::uint32_t last = 0;
    for (const PersonalDetail& each : personal_details(bytes)) {
      ASSERT_GE(each.begin, last);
      ASSERT_GT(each.end, each.begin);
      ASSERT_LE(each.end, bytes.size());
      last = each.end;
    }
  }
}

TEST(Postcode, PartsComeFromTheForm) {
  const auto found = parse_postcode(" zz1a 2bc ");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->whole(), "ZZ1A 2BC");
  EXPECT_EQ(found->area, "ZZ");
  EXPECT_EQ(found->district, "ZZ1");
  EXPECT_EQ(found->sub_district, "ZZ1A");
  EXPECT_EQ(found->sector, "ZZ1A 2");
  EXPECT_EQ(found->unit, "BC");
  EXPECT_FALSE(parse_postcode("ZZ 1A2BC"));
  EXPECT_FALSE(parse_postcode("ZZ1"));
  EXPECT_FALSE(parse_postcode(""));
}

}  // namespace
}  // namespace heed::text
