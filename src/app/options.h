// Options that several commands share.
#pragma once

#include <memory>

#include "app/house.h"

namespace CLI {
class App;
}

namespace heed::app {

// --data, --database (and its two companions) and --unsafe-disk.
std::shared_ptr<HouseOptions> add_house_options(CLI::App& command);

}  // namespace heed::app
