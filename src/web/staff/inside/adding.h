// What the pages share on which staff enter what came by phone, on paper, in letters and from
// events: the activity and its questions, when and how it came, and the words kept until it is
// sent.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "listen/arrival.h"
#include "listen/drafts.h"
#include "listen/intake.h"
#include "questions/kinds.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {

// A form with the image of a letter in it.
inline constexpr Limit kEntryLimit{limits::kResponseBytes + limits::kFormBytes};

struct Adding {
  plan::Activity activity;
  questions::Questionnaire asked;  // Without sections when nothing is asked.
  std::string channel;
  std::string path;                    // Of this channel's page.
  std::optional<listen::Draft> draft;  // What was typed before and is not sent yet.
};
// `channel` is one of listen::kEntered. Errors: not_found.
Result<std::shared_ptr<Adding>> adding_of(Services& services, const Request& request,
                                          const Match& match, std::string_view channel);
PressKey press_key_of(const Adding& adding, const Request& request, Services& services);

// --- The questions, all on one page ------------------------------------------------------------
// `kept` by question; what is wrong beside its box.
Html question_boxes(const questions::Questionnaire& asked, const questions::Answers& kept,
                    const Trouble& trouble);
questions::Answers answers_typed(Services& services, const Request& request,
                                 const questions::Questionnaire& asked,
                                 const questions::Answers& before);
// Beside the box that each is about.
void add_problems(const questions::Questionnaire& asked, const std::vector<Problem>& problems,
                  Trouble& trouble);
// An image or a file of the original, as the `file` question takes it; "" for none.
Html original_box(const std::string& kept, const Trouble& trouble);
std::string original_typed(const Request& request, std::string_view before, Trouble& trouble);

// What the pages of letters, e-mails, social media and events call things.
struct NoteWords {
  std::string heading, whole, said, said_hint;
};
NoteWords note_words(std::string_view channel);

// --- When and how it came -----------------------------------------------------------------------
struct CameWords {
  std::string received_label, received_hint;
  std::string said_label;  // Of the second date; "" for none.
  std::string said_hint;
};
Html came_fields(const Services& services, const Request& request, const CameWords& words,
                 const Trouble& trouble);
Html sort_field(const Request& request);
Html quote_field(const Request& request);  // Whether they agreed to be quoted; no unless ticked.
listen::Arrival arrival_typed(const Services& services, const Request& request,
                              const Adding& adding, Trouble& trouble);

// --- Keeping it ---------------------------------------------------------------------------------
// Puts what was typed into the draft; `reply` gets its cookie. Nothing is lost with a form that
// does not go through.
void keep_typed(Services& services, const Adding& adding, const questions::Answers& answers,
                const Request& request, Reply& reply);
// Sends it; back to the channel's page with its reference, or `again` with what is wrong.
void send_entry(Services& services, const Request& request, std::shared_ptr<Adding> adding,
                questions::CheckedResponse response, const listen::Arrival& arrival,
                const std::function<Reply(const Trouble&)>& again, const ReplyLater& later);
// What was kept last from this page: its reference, to be read out or written on the paper.
Html kept_banner(Services& services, const Request& request, const Adding& adding);
// "12 received = 10 counted + …", in a sentence; and by channel. For those who may read.
Result<Html> channel_sum(Services& services, const Request& request,
                         const plan::Activity& activity);
Result<Html> channel_table(Services& services, const Request& request,
                           const plan::Activity& activity);

}  // namespace heed::web::staff
