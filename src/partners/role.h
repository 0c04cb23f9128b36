// Role: what somebody does here, and the one place that says what each may.
//
//   const std::uint32_t may = capabilities_of(Role::analyst);
//   for (Role role : kRoles) …   // to_text(role) is what is stored
//
// Threads: pure.
// Does not: grant read_contact to anyone. Whoever reads answers never reads addresses by role;
// that takes a grant (trust.md 5.4).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace heed::partners {

enum class Role {
  engagement_lead,
  analyst,
  equality_adviser,
  decision_secretary,
  administrator,
  outside_analyst  // Signs in, and sees what a grant of one activity shows until its day (T-160).
};
inline constexpr std::array kRoles = {Role::engagement_lead,  Role::analyst,
                                      Role::equality_adviser, Role::decision_secretary,
                                      Role::administrator,    Role::outside_analyst};

// Bits of Capability.
std::uint32_t capabilities_of(Role role);
std::string_view to_text(Role role);  // "engagement_lead"
std::optional<Role> role(std::string_view text);

}  // namespace heed::partners
