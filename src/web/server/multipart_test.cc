#include "web/server/multipart.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "base/limits.h"
#include "testing/shared_data.h"

namespace heed::web {
namespace {

std::string part(std::string_view name, std::string_view bytes) {
  return fmt::format("--b\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n", name,
                     bytes);
}

// The published bodies: boundary, and what comes out ("field=bytes", "file:name=bytes"), or an
// error. base64 and quoted-printable are refused: RFC 7578 4.7 took them out and no browser sends
// them.
struct Published {
  std::string file, boundary;
  std::optional<std::vector<std::string>> wanted;
};
const std::string kWebKit = "----WebKitFormBoundaryTkr3kCBQlBe1nrhc";
const std::string kQ(20, 'Q');
const std::vector<Published> kPublished = {
    {"CRLF_in_header", kWebKit, {}},
    {"CR_in_header", kWebKit, {}},
    {"empty_header", kWebKit, {}},
    {"bad_initial_boundary", kWebKit, {}},
    {"base64_encoding", "--boundary", {}},
    {"quoted_printable_encoding", "--boundary", {}},
    {"empty_message", "--boundary", {{}}},
    {"almost_match_boundary",
     "--boundary",
     {{"file:test.txt=--boundari\r\n--boundaryq--boundary\rq--boundarq\r\n--bounaryd--\r\n"
       "--notbound--\r\n--mismatch\r\n--mismatch--\r\n--boundary-Q\r\n--boundary\rQ--boundaryQ"}}},
    {"almost_match_boundary_without_CR", "--boundary", {{"field=" + kQ + "\r\n----boundary" + kQ}}},
    {"almost_match_boundary_without_LF",
     "--boundary",
     {{"field=" + kQ + "\r\n----boundary\r" + kQ}}},
    {"almost_match_boundary_without_final_hyphen",
     "--boundary",
     {{"field=" + kQ + "\r\n----boundary-" + kQ}}},
    {"crlf_dense_part_data",
     "boundary",
     {{"file:crlf.bin=" +
       [] {
         std::string lines;
         for (int i = 0; i < 21; ++i) lines += "\r\n";
         return lines;
       }() +
       "--boundar\r\n\r\n\r\n\r\n\r\n\r\n--bound\r\n"}}},
    {"header_with_number", "b8825ae386be4fdc9644d87e392caad3", {{"files:secret.txt=aaaaaa"}}},
    {"multiple_files",
     "----WebKitFormBoundarygbACTUR58IyeurVf",
     {{"file1:test1.txt=Test file #1", "file2:test2.txt=Test file #2"}}},
    {"single_field_longer", kWebKit, {{"field=" + std::string(128, 'q')}}},
    {"single_field_single_file", "boundary", {{"field=test1", "file:file.txt=test2"}}},
    {"single_file",
     "----WebKitFormBoundary5BZGOJCWtXGYC9HW",
     {{"file:test.txt=This is a test file."}}},
};

TEST(Multipart, the_published_bodies_come_apart_as_published) {
  const auto folder = heed::testing::shared_data();
  if (!folder || !std::filesystem::exists(*folder / "multipart_http")) {
    GTEST_SKIP() << "multipart_http is not here";
  }
  for (const Published& one : kPublished) {
    SCOPED_TRACE(one.file);
    std::ifstream file(*folder / "multipart_http" / (one.file + ".http"), std::ios::binary);
    const std::string body(std::istreambuf_iterator<char>(file), {});
    ASSERT_FALSE(body.empty());
    const auto parts = parse_multipart(body, one.boundary);
    ASSERT_EQ(static_cast<bool>(parts), one.wanted.has_value());
    if (!parts) {
      EXPECT_FALSE(parts.error().said.empty());
      continue;
    }
    std::vector<std::string> got;
    for (const auto& [name, value] : parts->fields) got.push_back(name + "=" + value);
    for (const auto& one_file : parts->files) {
      got.push_back(one_file.name + ":" + one_file.filename + "=" + one_file.bytes);
    }
    EXPECT_EQ(got, *one.wanted);
  }
}

TEST(Multipart, a_body_cut_short_anywhere_is_refused_and_never_half_taken) {
  const std::string body = part("one", "first") + part("two", "second") + "--b--";
  ASSERT_TRUE(parse_multipart(body, "b"));
  for (std::size_t size = 0; size < body.size(); ++size) {
    EXPECT_FALSE(parse_multipart(std::string_view(body).substr(0, size), "b")) << size;
  }
}

TEST(Multipart, an_empty_field_is_a_field) {
  const auto parts = parse_multipart(part("one", "") + "--b--\r\n", "b");
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->fields, (Fields{{"one", ""}}));
}

TEST(Multipart, more_parts_than_the_limit_are_refused) {
  std::string body;
  for (std::size_t i = 0; i < limits::kPartsMax; ++i) body += part("x", "y");
  EXPECT_TRUE(parse_multipart(body + "--b--", "b"));
  EXPECT_TRUE(
      parse_multipart(body + part("x", "y") + "--b--", "b").failed_with(ErrorKind::too_large));
}

TEST(Multipart, a_part_header_over_the_limit_is_refused) {
  const std::string long_name(limits::kPartHeaderBytes, 'n');
  EXPECT_TRUE(
      parse_multipart(part(long_name, "y") + "--b--", "b").failed_with(ErrorKind::too_large));
}

TEST(Multipart, a_file_name_loses_its_folders_and_keeps_its_letters) {
  const auto parts = parse_multipart(
      "--b\r\nContent-Disposition: form-data; name=\"f%22x\"; filename=\"C:\\dir\\../Ärzte.csv\""
      "\r\n\r\nx\r\n--b--",
      "b");
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->files.size(), 1u);
  EXPECT_EQ(parts->files[0].filename, "Ärzte.csv");
  EXPECT_EQ(parts->files[0].name, "f\"x");
}

TEST(Multipart, a_part_with_two_names_is_refused) {
  EXPECT_FALSE(parse_multipart(
      "--b\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nx\r\n--b--", "b"));
}

TEST(Multipart, the_boundary_is_read_quoted_or_not_and_checked) {
  EXPECT_EQ(*multipart_boundary("multipart/form-data; boundary=abc"), "abc");
  EXPECT_EQ(*multipart_boundary("multipart/form-data; charset=x; Boundary=\"a b\""), "a b");
  for (const std::string_view bad :
       {"multipart/form-data", "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"a", "multipart/form-data; boundary=\"a\r\nb\""}) {
    EXPECT_FALSE(multipart_boundary(bad)) << bad;
  }
}

}  // namespace
}  // namespace heed::web
