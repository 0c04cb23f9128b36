#include "partners/role.h"

#include "base/scope.h"

namespace heed::partners {

namespace {

std::uint32_t bits(std::initializer_list<Capability> all) {
  std::uint32_t sum = 0;
  for (const Capability one : all) sum |= static_cast<std::uint32_t>(one);
  return sum;
}

}  // namespace

std::uint32_t capabilities_of(Role role) {
  using enum Capability;
  switch (role) {
    case Role::engagement_lead:
      // Everything between the question and the answer, so that one lead alone can finish.
      return bits({read_summary, read_findings, read_text, plan, bring_in, code, approve_finding,
                   respond, record_decision, publish, export_data, moderate});
    case Role::analyst:
      return bits(
          {read_summary, read_findings, read_text, bring_in, code, approve_finding, moderate});
    case Role::equality_adviser:
      return bits({read_summary, read_findings, read_text, advise_equality});
    case Role::decision_secretary:
      return bits({read_summary, read_findings, respond, record_decision, publish, audit_read});
    case Role::administrator:
      return bits({read_summary, manage_people, configure, audit_read});
    case Role::outside_analyst:
      return 0;
  }
  return 0;
}

std::string_view to_text(Role role) {
  switch (role) {
    case Role::engagement_lead:
      return "engagement_lead";
    case Role::analyst:
      return "analyst";
    case Role::equality_adviser:
      return "equality_adviser";
    case Role::decision_secretary:
      return "decision_secretary";
    case Role::administrator:
      return "administrator";
    case Role::outside_analyst:
      return "outside_analyst";
  }
  return {};
}

std::optional<Role> role(std::string_view text) {
  for (const Role one : kRoles) {
    if (to_text(one) == text) return one;
  }
  return std::nullopt;
}

}  // namespace heed::partners
