#include "app/command.h"

int main(int argc, char** argv) { return heed::app::run_command(argc, argv); }
