#include "web/staff/inside/held.h"

#include "base/bytes.h"
#include "base/limits.h"

namespace heed::web::staff {
namespace {

constexpr std::int64_t kHeldMs = kHourMs;

}  // namespace

std::size_t Held::bytes_held() const {
  std::size_t sum = 0;
  for (const auto& [id, kept] : kept_) sum += kept.file.bytes ? kept.file.bytes->size() : 0;
  return sum;
}

Result<std::string> Held::keep(PersonId person, HeldFile file, TimeMs now,
                               platform::Random& random) {
  const std::size_t wanted = file.bytes->size();
  const Lock lock(mutex_);
  std::erase_if(kept_, [&](const auto& each) {
    return each.second.since + kHeldMs <= now && !each.second.file.importing;
  });
  if (bytes_held() + wanted > limits::kHeldUploadBytes)
    std::erase_if(kept_, [&](const auto& each) {
      return each.second.person == person && !each.second.file.importing;
    });
  if (bytes_held() + wanted > limits::kHeldUploadBytes)
    return refuse("Too many files are being brought in just now. Try again in a few minutes.",
                  ErrorKind::busy);
  std::string id = hex(random.bytes<16>());
  kept_.emplace(id, Kept{.person = person, .since = now, .file = std::move(file)});
  return id;
}

Held::Kept* Held::look(std::string_view id, PersonId person, TimeMs now) {
  const auto found = kept_.find(std::string(id));
  if (found == kept_.end() || found->second.person != person) return nullptr;
  if (found->second.since + kHeldMs <= now) return nullptr;
  return &found->second;
}

std::optional<HeldFile> Held::find(std::string_view id, PersonId person, TimeMs now) {
  const Lock lock(mutex_);
  const Kept* kept = look(id, person, now);
  return kept ? std::optional(kept->file) : std::nullopt;
}

Result<HeldFile> Held::begin(std::string_view id, PersonId person, TimeMs now) {
  const Lock lock(mutex_);
  Kept* kept = look(id, person, now);
  if (!kept) return fail(ErrorKind::not_found, "no such held file");
  if (kept->file.importing)
    return refuse("This file is being brought in already. Give it a minute.", ErrorKind::conflict);
  if (!kept->file.report) kept->file.importing = true;
  return kept->file;
}

void Held::end(std::string_view id, std::optional<ActivityId> activity,
               std::optional<listen::WholeReport> report) {
  const Lock lock(mutex_);
  const auto found = kept_.find(std::string(id));
  if (found == kept_.end()) return;
  HeldFile& file = found->second.file;
  file.importing = false;
  if (activity) file.activity = activity;
  if (!report) return;
  file.report = std::move(report);
  file.bytes.reset();
}

}  // namespace heed::web::staff
