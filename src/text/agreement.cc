#include "text/agreement.h"

#include <algorithm>

namespace heed::text {
namespace {

// Cohen 1960: (seen − chance) / (1 − chance).
std::optional<double> kappa_of(double seen, double chance) {
  if (chance >= 1) return std::nullopt;
  return (seen - chance) / (1 - chance);
}

void finish(CodeAgreement& code, double comments) {
  code.percent = static_cast<double>(code.both + code.neither) / comments;
  const double first = static_cast<double>(code.both + code.first_only) / comments;
  const double second = static_cast<double>(code.both + code.second_only) / comments;
  code.kappa = kappa_of(code.percent, first * second + (1 - first) * (1 - second));
}

std::optional<double> single_kappa(std::span<const Codes> first, std::span<const Codes> second,
                                   std::size_t codes) {
  std::vector<double> by_first(codes, 0.0), by_second(codes, 0.0);
  double same = 0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (first[i].size() != 1 || second[i].size() != 1) return std::nullopt;
    ++by_first[static_cast<std::size_t>(first[i][0])];
    ++by_second[static_cast<std::size_t>(second[i][0])];
    same += first[i][0] == second[i][0] ? 1 : 0;
  }
  const auto comments = static_cast<double>(first.size());
  double chance = 0;
  for (std::size_t c = 0; c < codes; ++c) {
    chance += by_first[c] / comments * by_second[c] / comments;
  }
  return kappa_of(same / comments, chance);
}

}  // namespace

Agreement agreement(std::span<const Codes> first, std::span<const Codes> second, int codes) {
  Agreement out;
  out.comments = first.size();
  out.by_code.resize(static_cast<std::size_t>(codes));
  if (first.empty()) return out;
  const auto has = [](const Codes& list, int code) {
    return std::find(list.begin(), list.end(), code) != list.end();
  };
  for (std::size_t i = 0; i < first.size(); ++i) {
    bool same = true;
    for (int c = 0; c < codes; ++c) {
      CodeAgreement& code = out.by_code[static_cast<std::size_t>(c)];
      const bool a = has(first[i], c), b = has(second[i], c);
      ++(a && b ? code.both : a ? code.first_only : b ? code.second_only : code.neither);
      same = same && a == b;
    }
    out.same_codes += same ? 1 : 0;
  }
  out.same_codes /= static_cast<double>(out.comments);
  double percent = 0, kappa = 0, used = 0, with_kappa = 0;
  for (CodeAgreement& code : out.by_code) {
    finish(code, static_cast<double>(out.comments));
    if (code.neither == out.comments) continue;
    ++used;
    percent += code.percent;
    if (!code.kappa) continue;
    ++with_kappa;
    kappa += *code.kappa;
  }
  if (used > 0) out.percent = percent / used;
  if (with_kappa > 0) out.kappa = kappa / with_kappa;
  out.kappa_single = single_kappa(first, second, out.by_code.size());
  return out;
}

}  // namespace heed::text
