#include "pages/components.h"

namespace heed::pages {

namespace {

// The hint and the error of one control, and the ids that describe it.
struct Described {
  Html html;
  std::string ids;
};

Described describe(const std::string& id, const std::string& hint_words,
                   const std::string& error_words, const Words& words) {
  Described described;
  if (!hint_words.empty()) {
    described.html += hint(id + "-hint", hint_words);
    described.ids = id + "-hint";
  }
  if (!error_words.empty()) {
    described.html += error_message(id + "-error", error_words, words);
    described.ids += (described.ids.empty() ? "" : " ") + id + "-error";
  }
  return described;
}

std::optional<std::string> if_any(std::string words) {
  if (words.empty()) return std::nullopt;
  return words;
}

Html label(const std::string& for_id, const std::string& words, bool is_heading) {
  if (!is_heading) return el("label", {{"class", "nhsuk-label"}, {"for", for_id}}, words);
  return el("h1", {{"class", "nhsuk-label-wrapper"}},
            el("label", {{"class", "nhsuk-label nhsuk-label--l"}, {"for", for_id}}, words));
}

template <class... Children>
Html group(bool is_error, const Children&... children) {
  return el("div",
            {{"class", is_error ? "nhsuk-form-group nhsuk-form-group--error" : "nhsuk-form-group"}},
            children...);
}

Html legend(const std::string& words, Size size, bool is_heading) {
  static constexpr const char* kSizes[] = {"nhsuk-fieldset__legend nhsuk-fieldset__legend--s",
                                           "nhsuk-fieldset__legend nhsuk-fieldset__legend--m",
                                           "nhsuk-fieldset__legend nhsuk-fieldset__legend--l",
                                           "nhsuk-fieldset__legend nhsuk-fieldset__legend--xl"};
  const char* classes = kSizes[static_cast<int>(size)];
  if (!is_heading) return el("legend", {{"class", classes}}, words);
  return el("legend", {{"class", classes}},
            el("h1", {{"class", "nhsuk-fieldset__heading"}}, words));
}

enum class Choice { one, several };

Html option(const Radios& from, const Option& option, Choice choice, const std::string& id,
            const Words& words) {
  const bool radio = choice == Choice::one;
  const std::string block = radio ? "nhsuk-radios" : "nhsuk-checkboxes";
  Html html;
  if (!option.group.empty()) html += el("p", {{"class", "heed-choice-group"}}, option.group);
  if (option.or_before) html += el("div", {{"class", block + "__divider"}}, tr(words, "or"));
  const std::string hint_id = id + "-item-hint";
  Html item = el("input", {{"class", block + "__input"},
                           {"id", id},
                           {"name", from.name},
                           {"type", radio ? "radio" : "checkbox"},
                           {"value", option.value},
                           {"checked", option.chosen},
                           {"aria-describedby", if_any(option.hint.empty() ? "" : hint_id)}});
  // By itself, or "16 or 17" that nobody has translated reads "or 17 16" on an Arabic page.
  item += el("label", {{"class", "nhsuk-label " + block + "__label"}, {"for", id}},
             words.right_to_left() ? el("bdi", option.label) : text(option.label));
  if (!option.hint.empty())
    item += el("div", {{"class", "nhsuk-hint " + block + "__hint"}, {"id", hint_id}}, option.hint);
  html += el("div", {{"class", block + "__item"}}, item);
  if (!option.more.empty()) html += el("div", {{"class", block + "__conditional"}}, option.more);
  return html;
}

Html choices(const Radios& from, Choice choice, const Words& words) {
  const std::string id = from.id.empty() ? from.name : from.id;
  const Described described = describe(id, from.hint, from.error, words);
  std::string classes = choice == Choice::one ? "nhsuk-radios" : "nhsuk-checkboxes";
  const std::string block = classes;
  if (from.inline_options) classes += " " + block + "--inline";
  if (from.small) classes += " " + block + "--small";
  std::vector<Html> options;
  for (const Option& each : from.options) {
    // The first has the bare id, so the error summary's link lands on it.
    const std::string option_id =
        options.empty() ? id : id + "-" + std::to_string(options.size() + 1);
    options.push_back(option(from, each, choice, option_id, words));
  }
  return group(
      !from.error.empty(),
      el("fieldset", {{"class", "nhsuk-fieldset"}, {"aria-describedby", if_any(described.ids)}},
         legend(from.legend, from.heading ? Size::l : Size::m, from.heading), described.html,
         el("div", {{"class", classes}}, options)));
}

Html date_part(const Date& date, const char* part, std::string_view label_words,
               const std::string& value, bool is_year) {
  const std::string id = date.name + "-" + part;
  std::string classes = "nhsuk-input nhsuk-date-input__input nhsuk-input--width-";
  classes += is_year ? "4" : "2";
  if (!date.error.empty()) classes += " nhsuk-input--error";
  return el(
      "div", {{"class", "nhsuk-date-input__item"}},
      el("div", {{"class", "nhsuk-form-group"}},
         el("label", {{"class", "nhsuk-label nhsuk-date-input__label"}, {"for", id}}, label_words),
         el("input", {{"class", classes},
                      {"id", id},
                      {"name", id},
                      {"type", "text"},
                      {"inputmode", "numeric"},
                      {"value", if_any(value)}})));
}

}  // namespace

Html form(const Form& form) {
  Attrs attrs{{"action", form.action}, {"method", form.get ? "get" : "post"}};
  attrs.add_if(form.multipart, {"enctype", "multipart/form-data"});
  attrs.add_if(!form.id.empty(), {"id", form.id});
  // The server says what is wrong, in the same words for everybody.
  attrs.add({"novalidate", true});
  return el("form", attrs, form.csrf.empty() ? Html() : hidden_input("csrf", form.csrf), form.body);
}

Html hidden_input(std::string_view name, std::string_view value) {
  return el("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
}

Html input(const Input& input, const Words& words) {
  const std::string id = input.id.empty() ? input.name : input.id;
  const Described described = describe(id, input.hint, input.error, words);
  std::string classes = "nhsuk-input";
  if (input.width > 0) classes += " nhsuk-input--width-" + std::to_string(input.width);
  if (!input.error.empty()) classes += " nhsuk-input--error";
  Attrs attrs{{"class", classes}, {"id", id}, {"name", input.name}, {"type", input.type}};
  attrs.add({"value", if_any(input.value)});
  attrs.add({"aria-describedby", if_any(described.ids)});
  attrs.add({"autocomplete", if_any(input.autocomplete)});
  attrs.add({"inputmode", if_any(input.inputmode)});
  attrs.add_if(!input.spellcheck, {"spellcheck", "false"});
  attrs.add_if(input.required, {"aria-required", "true"});
  attrs.add_if(input.dir_auto, {"dir", "auto"});
  Html box = el("input", attrs);
  if (!input.prefix.empty() || !input.suffix.empty()) {
    Html wrapped;
    if (!input.prefix.empty())
      wrapped +=
          el("div", {{"class", "nhsuk-input__prefix"}, {"aria-hidden", "true"}}, input.prefix);
    wrapped += box;
    if (!input.suffix.empty())
      wrapped +=
          el("div", {{"class", "nhsuk-input__suffix"}, {"aria-hidden", "true"}}, input.suffix);
    box = el("div", {{"class", "nhsuk-input-wrapper"}}, wrapped);
  }
  return group(!input.error.empty(), label(id, input.label, input.heading), described.html, box);
}

Html textarea(const Textarea& textarea, const Words& words) {
  const std::string id = textarea.id.empty() ? textarea.name : textarea.id;
  Described described = describe(id, textarea.hint, textarea.error, words);
  Html after;
  if (textarea.chars_max > 0) {
    const std::string info_id = id + "-info";
    described.ids += (described.ids.empty() ? "" : " ") + info_id;
    after =
        el("div", {{"class", "nhsuk-hint heed-count"}, {"id", info_id}},
           tr_n(words, "You can write up to {n} character", "You can write up to {n} characters",
                static_cast<std::uint64_t>(textarea.chars_max)));
  }
  Attrs attrs{
      {"class", textarea.error.empty() ? "nhsuk-textarea" : "nhsuk-textarea nhsuk-textarea--error"},
      {"id", id},
      {"name", textarea.name},
      {"rows", std::to_string(textarea.rows)},
      {"aria-describedby", if_any(described.ids)},
      {"lang", if_any(textarea.lang)},
      // Somebody may answer in a script that runs the other way from the page.
      {"dir", "auto"}};
  // A browser drops one newline after the tag, so one goes in that may be dropped.
  const Html box = el("textarea", attrs, "\n", textarea.value);
  return group(!textarea.error.empty(), label(id, textarea.label, textarea.heading), described.html,
               box, after);
}

Html radios(const Radios& radios, const Words& words) {
  return choices(radios, Choice::one, words);
}

Html checkboxes(const Checkboxes& checkboxes, const Words& words) {
  return choices(checkboxes, Choice::several, words);
}

Html select(const Select& select, const Words& words) {
  const std::string id = select.id.empty() ? select.name : select.id;
  const Described described = describe(id, select.hint, select.error, words);
  std::vector<Html> options;
  for (const Option& each : select.options) {
    options.push_back(el("option", {{"value", each.value}, {"selected", each.chosen}}, each.label));
  }
  return group(
      !select.error.empty(), label(id, select.label, select.heading), described.html,
      el("select",
         {{"class", select.error.empty() ? "nhsuk-select" : "nhsuk-select nhsuk-select--error"},
          {"id", id},
          {"name", select.name},
          {"aria-describedby", if_any(described.ids)}},
         options));
}

Html date(const Date& date, const Words& words) {
  if (!date.three_boxes) {
    return input({.name = date.name,
                  .label = date.label,
                  .hint = date.hint,
                  .error = date.error,
                  .value = date.value,
                  .width = 20,
                  .heading = date.heading},
                 words);
  }
  const Described described = describe(date.name, date.hint, date.error, words);
  return group(
      !date.error.empty(),
      el("fieldset",
         {{"class", "nhsuk-fieldset"},
          {"role", "group"},
          {"aria-describedby", if_any(described.ids)}},
         legend(date.label, date.heading ? Size::l : Size::m, date.heading), described.html,
         el("div", {{"class", "nhsuk-date-input"}, {"id", date.name}},
            date_part(date, "day", tr(words, "Day"), date.day, false),
            date_part(date, "month", tr(words, "Month"), date.month, false),
            date_part(date, "year", tr(words, "Year"), date.year, true))));
}

Html file_upload(const FileUpload& upload, const Words& words) {
  const std::string id = upload.id.empty() ? upload.name : upload.id;
  const Described described = describe(id, upload.hint, upload.error, words);
  return group(!upload.error.empty(), label(id, upload.label, upload.heading), described.html,
               el("input", {{"class", upload.error.empty() ? "nhsuk-file-upload__input"
                                                           : "nhsuk-file-upload__input "
                                                             "nhsuk-file-upload__input--error"},
                            {"id", id},
                            {"name", upload.name},
                            {"type", "file"},
                            {"accept", if_any(upload.accept)},
                            {"multiple", upload.multiple},
                            {"aria-describedby", if_any(described.ids)}}));
}

Html fieldset(const Fieldset& fieldset) {
  Html all = el("fieldset",
                {{"class", "nhsuk-fieldset"}, {"aria-describedby", if_any(fieldset.described_by)}},
                legend(fieldset.legend, fieldset.size, fieldset.heading), fieldset.body);
  return fieldset.is_wrong ? group(true, all) : all;
}

Html hint(std::string_view id, std::string_view words) {
  return el("div", {{"class", "nhsuk-hint"}, {"id", id}}, words);
}

Html error_message(std::string_view id, std::string_view message, const Words& words) {
  return el("span", {{"class", "nhsuk-error-message"}, {"id", id}},
            el("span", {{"class", "nhsuk-u-visually-hidden"}}, tr(words, "Error:"), " "), message);
}

Html error_summary(const std::vector<Mistake>& mistakes, const Words& words) {
  if (mistakes.empty()) return {};
  std::vector<Html> items;
  for (const Mistake& mistake : mistakes) {
    const Href href = mistake.href.value_or(Href("#" + mistake.field_id));
    items.push_back(mistake.field_id.empty() && !mistake.href
                        ? el("li", mistake.message)
                        : el("li", el("a", {{"href", href}}, mistake.message)));
  }
  return el(
      "div", {{"class", "nhsuk-error-summary"}},
      el("div", {{"role", "alert"}},
         el("h2", {{"class", "nhsuk-error-summary__heading"}}, tr(words, "There is a problem")),
         el("div", {{"class", "nhsuk-error-summary__body"}},
            el("ul", {{"class", "nhsuk-list nhsuk-error-summary__list"}}, items))));
}

}  // namespace heed::pages
