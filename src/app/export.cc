// heed export: every counted response of an activity into a file, running or not.
#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <filesystem>

#include "app/command.h"
#include "app/control.h"
#include "app/options.h"

namespace heed::app {
namespace {

struct ExportOptions {
  std::shared_ptr<HouseOptions> house;
  std::string activity, format = "csv", out;
  bool json = false;
};

Result<std::string> carry_out(const ExportOptions& options) {
  std::error_code ignored;
  const std::string path = std::filesystem::absolute(options.out, ignored).string();
  return ask_or_do(*options.house, "export", {options.activity, options.format, path});
}

}  // namespace

Work add_export(CLI::App& command) {
  auto options = std::make_shared<ExportOptions>();
  options->house = add_house_options(command);
  command
      .add_option("activity", options->activity, "The activity's id, as in the address of its page")
      ->required();
  command.add_option("--format", options->format, "csv, xlsx or json")->capture_default_str();
  command.add_option("--out", options->out, "The file to write")->required();
  command.add_flag("--json", options->json, "Say what was written as JSON");
  return [options] {
    const auto done = carry_out(*options);
    if (!done) return failed(done.error());
    if (options->json) {
      std::fputs(done->c_str(), stdout);
      return 0;
    }
    const auto told = boost::json::parse(*done).as_object();
    std::printf("%lld responses are in %s\n",
                static_cast<long long>(told.at("responses").as_int64()),
                told.at("file").as_string().c_str());
    return 0;
  };
}

}  // namespace heed::app
