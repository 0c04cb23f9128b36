#include "web/staff/inside/places.h"

#include "base/text.h"
#include "formats/table_in.h"

namespace heed::web::staff {
namespace {

// Where a column of one of these names is; the header's length when there is none.
std::size_t column(const formats::TableIn& table, std::initializer_list<std::string_view> names) {
  for (std::size_t at = 0; at < table.header.size(); ++at) {
    const std::string found = lowered(trimmed(table.header[at]));
    for (const std::string_view name : names)
      if (found == name) return at;
  }
  return table.header.size();
}

}  // namespace

std::string between(const Services& services, const std::optional<TimeMs>& starts,
                    const std::optional<TimeMs>& ends) {
  const std::string from = starts ? show_date(*starts, services.zone) : "";
  const std::string to = ends ? show_date(*ends, services.zone) : "";
  if (starts && ends) return tr("{from} to {to}", {{"from", from}, {"to", to}});
  if (starts) return tr("since {from}", {{"from", from}});
  if (ends) return tr("until {to}", {{"to", to}});
  return "";
}

std::optional<TimeMs> place_date(const Services& services, const Request& request,
                                 std::string_view name, Trouble& trouble) {
  const std::string written(trimmed(typed(request, name)));
  if (written.empty()) return std::nullopt;
  if (const auto day = read_date(written, services.zone)) return *day;
  trouble.add(std::string(name), tr("Write the date like 5 December 2026."));
  return std::nullopt;
}

Html place_date_field(const Request& request, std::string_view name, std::string label,
                      std::string_view stored, const Trouble& trouble) {
  return date({.name = std::string(name),
               .label = std::move(label),
               .hint = tr("For example, 1 April 2026. Leave empty if it is not known."),
               .error = trouble.about(name),
               .value = typed(request, name, stored)});
}

Result<std::vector<partners::PlaceRow>> places_in_file(const Services& services,
                                                       const Request& request, Trouble& trouble) {
  std::vector<partners::PlaceRow> rows;
  const FilePart* file = request.file("file");
  if (file == nullptr || file->bytes.empty()) {
    trouble.add("file", tr("Choose a file."));
    return rows;
  }
  const auto table = formats::read_table(file->filename, file->bytes);
  if (!table) {
    trouble = TRY(trouble_of(table.error(), "file"));
    return rows;
  }
  const std::size_t none = table->header.size();
  const std::size_t name = column(*table, {"name", "organisation", "area"});
  const std::size_t kind = column(*table, {"kind", "type", "level"});
  const std::size_t parent = column(*table, {"part of", "parent"});
  const std::size_t starts = column(*table, {"starts", "start", "from"});
  const std::size_t ends = column(*table, {"ends", "end", "to", "until"});
  const std::size_t successor = column(*table, {"successor", "succeeded by"});
  if (name == none || kind == none) {
    trouble.add("file", tr("The first row must have a column “name” and a column “kind” or "
                           "“level”."));
    return rows;
  }
  for (const formats::TableRow& row : table->rows) {
    const auto cell = [&](std::size_t at) {
      return at < row.cells.size() ? std::string(trimmed(row.cells[at])) : std::string();
    };
    const auto day = [&](std::size_t at) -> std::optional<TimeMs> {
      if (cell(at).empty()) return std::nullopt;
      if (const auto read = read_date(cell(at), services.zone)) return *read;
      trouble.add("file", tr("Line {line}: write the date like 5 December 2026 or 2026-12-05.",
                             {{"line", std::to_string(row.line)}}));
      return std::nullopt;
    };
    rows.push_back({.line = row.line,
                    .name = cell(name),
                    .kind = cell(kind),
                    .parent = cell(parent),
                    .starts = day(starts),
                    .ends = day(ends),
                    .successor = cell(successor)});
  }
  return rows;
}

Trouble trouble_of(const std::vector<std::pair<std::size_t, std::string>>& problems) {
  constexpr std::size_t kShown = 20;
  Trouble trouble;
  for (const auto& [line, said] : problems) {
    if (trouble.mistakes.size() == kShown) break;
    trouble.add("file",
                tr("Line {line}: {problem}", {{"line", std::to_string(line)}, {"problem", said}}));
  }
  return trouble;
}

Html bring_in_form(const Request& request, std::string_view path, std::string hint,
                   const Trouble& trouble) {
  return post(request, path,
              join(file_upload({.name = "file",
                                .label = tr("A spreadsheet"),
                                .hint = std::move(hint),
                                .error = trouble.about("file"),
                                .accept = ".csv,.xlsx,.ods"}),
                   button({.text = tr("Bring in"), .look = Look::secondary})),
              true);
}

Html end_form(const Request& request, std::string_view path, std::vector<Option> others,
              const Trouble& trouble) {
  others.insert(others.begin(), {.value = "", .label = tr("Nothing")});
  return post(
      request, path,
      join(place_date_field(request, "ends", tr("When did it end, or will it?"), "", trouble),
           select({.name = "successor",
                   .label = tr("What goes on from it"),
                   .error = trouble.about("successor"),
                   .options = std::move(others)}),
           button({.text = tr("Record that it ends"), .look = Look::warning})));
}

}  // namespace heed::web::staff
