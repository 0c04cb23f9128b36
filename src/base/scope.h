// Scope: who is asking, and what they may. Every read and command takes one; there is no default.
//
//   Result<Activity> activity(const Scope& scope, ActivityId id);
//   if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
//
// Only partners (from a signed-in session) and the three named functions below make one.
// Threads: a plain value.
#pragma once

#include <cstdint>
#include <initializer_list>

#include "base/ids.h"

namespace heed {

// What a role or a grant allows (trust.md 5.4). Nobody has all: an administrator configures and
// manages people but reads no answers.
enum class Capability : std::uint32_t {
  read_summary = 1u << 0,     // Titles, counts and themes of activities.
  read_text = 1u << 1,        // The words people sent, and true counts.
  read_contact = 1u << 2,     // The identity store.
  plan = 1u << 3,             // Make and change activities and questions.
  bring_in = 1u << 4,         // Import responses.
  code = 1u << 5,             // Rule on themes and codings.
  approve_finding = 1u << 6,  // Turn a theme into a finding, approve quotes.
  respond = 1u << 7,          // Answer a finding.
  advise_equality = 1u << 8,  // Record an equality view.
  record_decision = 1u << 9,
  publish = 1u << 10,  // Put pages before the public.
  export_data = 1u << 11,
  moderate = 1u << 12,
  manage_people = 1u << 13,
  configure = 1u << 14,
  audit_read = 1u << 15,
  read_findings = 1u << 16,  // Findings and approved quotes, without the words behind them.
};

class Scope {
 public:
  // Someone who is not signed in, on the public pages of one partnership.
  static Scope for_public(PartnershipId partnership) { return Scope(partnership, {}, 0); }
  // A signed-in person with the union of their roles' capabilities. Made by partners.
  static Scope for_person(PartnershipId partnership, PersonId person, std::uint32_t capabilities) {
    return Scope(partnership, person, capabilities);
  }
  // Heed itself: outbox work, commands run by the operator on the data directory.
  static Scope for_operator(PartnershipId partnership) { return Scope(partnership, {}, ~0u); }

  PartnershipId partnership() const { return partnership_; }
  PersonId person() const { return person_; }  // Null for the public and for Heed itself.
  bool may(Capability wanted) const {
    return (capabilities_ & static_cast<std::uint32_t>(wanted)) != 0;
  }
  std::uint32_t capabilities() const { return capabilities_; }

 private:
  Scope(PartnershipId partnership, PersonId person, std::uint32_t capabilities)
      : partnership_(partnership), person_(person), capabilities_(capabilities) {}
  PartnershipId partnership_;
  PersonId person_;
  std::uint32_t capabilities_;
};

}  // namespace heed
