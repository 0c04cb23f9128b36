#include "text/likeness.h"

#include <hnswlib/hnswlib.h>

#include <cmath>

#include "text/inside/likeness_bytes.h"

namespace heed::text {
namespace {

// Links of a document, and how many candidates are weighed when it is put and when it is asked for.
// Recall against exact on a million documents chose them: bench/likeness_bench.cc.
constexpr std::size_t kLinks = 16;
constexpr std::size_t kWeighedAtPut = 120;
constexpr std::size_t kWeighedAtAsking = 160;
constexpr std::size_t kRoomFirst = 1'024;
constexpr std::uint32_t kIndexMagic = 0x4C494B31;  // "LIK1".

using Index = hnswlib::HierarchicalNSW<float>;

}  // namespace

struct Likeness::Inside {
  explicit Inside(std::size_t vector_size, std::size_t room)
      : size(vector_size),
        space(vector_size),
        index(std::make_unique<Index>(&space, room, kLinks, kWeighedAtPut)) {
    index->setEf(kWeighedAtAsking);
  }

  std::size_t size;
  hnswlib::InnerProductSpace space;
  std::unique_ptr<Index> index;
};

Likeness::Likeness(std::size_t size) : inside_(std::make_unique<Inside>(size, kRoomFirst)) {}
Likeness::Likeness(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Likeness::~Likeness() = default;
Likeness::Likeness(Likeness&&) noexcept = default;
Likeness& Likeness::operator=(Likeness&&) noexcept = default;

void Likeness::put(std::uint64_t document, std::span<const float> vector) {
  CHECK(vector.size() == inside_->size);
  Index& index = *inside_->index;
  if (index.cur_element_count == index.max_elements_) index.resizeIndex(2 * index.max_elements_);
  index.addPoint(vector.data(), document);
}

void Likeness::remove(std::uint64_t document) {
  Index& index = *inside_->index;
  const auto found = index.label_lookup_.find(document);
  if (found == index.label_lookup_.end() || index.isMarkedDeleted(found->second)) return;
  index.markDelete(document);
}

std::size_t Likeness::documents() const {
  return inside_->index->cur_element_count - inside_->index->num_deleted_;
}

std::vector<LikeDocument> Likeness::nearest(std::span<const float> vector,
                                            std::size_t wanted) const {
  CHECK(vector.size() == inside_->size);
  std::vector<LikeDocument> out;
  if (documents() == 0 || wanted == 0) return out;
  auto found = inside_->index->searchKnn(vector.data(), std::min(wanted, documents()));
  for (; !found.empty(); found.pop()) {
    out.push_back({found.top().second, 1 - found.top().first});
  }
  std::sort(out.begin(), out.end(), [](const LikeDocument& a, const LikeDocument& b) {
    return std::pair(-a.likeness, a.document) < std::pair(-b.likeness, b.document);
  });
  return out;
}

// Magic, vector size, documents, top level, entry; the base level as it lies in memory; then for
// each document its levels above it with their links.
std::string Likeness::bytes() const {
  const Index& index = *inside_->index;
  const std::size_t count = index.cur_element_count;
  std::string out;
  put_value(out, kIndexMagic);
  put_value(out, static_cast<std::uint32_t>(inside_->size));
  put_value(out, static_cast<std::uint64_t>(count));
  put_value(out, static_cast<std::int32_t>(index.maxlevel_));
  put_value(out, static_cast<std::uint32_t>(index.enterpoint_node_));
  out.append(index.data_level0_memory_, count * index.size_data_per_element_);
  for (std::size_t i = 0; i < count; ++i) {
    const auto levels = static_cast<std::uint32_t>(index.element_levels_[i]);
    put_value(out, levels);
    if (levels > 0) out.append(index.linkLists_[i], levels * index.size_links_per_element_);
  }
  return out;
}

namespace {

// Every link goes to a document that is there, on a level that it has: a search follows them
// blindly.
bool links_hold(const Index& index) {
  const std::size_t count = index.cur_element_count;
  const auto list_holds = [&](hnswlib::linklistsizeint* list, std::size_t most, int level) {
    const std::size_t links = index.getListCount(list);
    if (links > most) return false;
    const auto* link = reinterpret_cast<const hnswlib::tableint*>(list + 1);
    return std::all_of(link, link + links, [&](hnswlib::tableint to) {
      return to < count && index.element_levels_[to] >= level;
    });
  };
  for (std::size_t i = 0; i < count; ++i) {
    const auto at = static_cast<hnswlib::tableint>(i);
    if (!list_holds(index.get_linklist0(at), index.maxM0_, 0)) return false;
    for (int level = 1; level <= index.element_levels_[i]; ++level) {
      if (!list_holds(index.get_linklist(at, level), index.maxM_, level)) return false;
    }
  }
  return true;
}

}  // namespace

Result<Likeness> Likeness::from_bytes(std::string_view bytes) {
  const auto unfit = [] { return fail(ErrorKind::invalid, "not an index of likeness"); };
  constexpr std::uint32_t kLevelsMost = 64;
  BytesIn in(bytes);
  const auto magic = in.value<std::uint32_t>();
  const auto size = in.value<std::uint32_t>();
  const auto count = in.value<std::uint64_t>();
  const auto top = in.value<std::int32_t>();
  const auto entry = in.value<std::uint32_t>();
  if (!in.good() || magic != kIndexMagic || size == 0 || size > kVectorSizeMost) return unfit();
  if (count > in.left() / (size * sizeof(float))) return unfit();
  auto inside = std::make_unique<Inside>(size, std::max<std::size_t>(kRoomFirst, count));
  Index& index = *inside->index;
  if (count == 0) {
    if (!in.at_end()) return unfit();
    return Likeness(std::move(inside));
  }
  const std::string_view base = in.take(count * index.size_data_per_element_);
  if (!in.good()) return unfit();
  std::memcpy(index.data_level0_memory_, base.data(), base.size());
  for (std::size_t i = 0; i < count; ++i) {
    const auto levels = in.value<std::uint32_t>();
    if (levels > kLevelsMost) return unfit();
    const std::string_view links = in.take(levels * index.size_links_per_element_);
    if (!in.good()) return unfit();
    // Counted only once its links are held, so that taking it down frees what is there.
    index.element_levels_[i] = static_cast<int>(levels);
    index.linkLists_[i] = nullptr;
    if (levels > 0) {
      index.linkLists_[i] = static_cast<char*>(std::malloc(links.size()));
      CHECK(index.linkLists_[i] != nullptr);
      std::memcpy(index.linkLists_[i], links.data(), links.size());
    }
    index.cur_element_count = i + 1;
    const auto at = static_cast<hnswlib::tableint>(i);
    index.label_lookup_[index.getExternalLabel(at)] = at;
    if (index.isMarkedDeleted(at)) ++index.num_deleted_;
  }
  index.maxlevel_ = top;
  index.enterpoint_node_ = entry;
  if (!in.at_end() || entry >= count || index.element_levels_[entry] != top ||
      index.label_lookup_.size() != count || !links_hold(index)) {
    return unfit();
  }
  return Likeness(std::move(inside));
}

}  // namespace heed::text
