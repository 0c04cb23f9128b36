# Puts files into the binary: schema/*.sql, the catalogs of words/ as .mo, and the pages' assets
# that tools/assets wrote to build/assets. base/embedded.h is how the program reads them.
find_program(HEED_MSGFMT msgfmt REQUIRED)
file(GLOB embed_schema CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/schema/*.sql)
file(GLOB embed_words CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/words/*.po)
file(GLOB embed_assets CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/build/assets/*)

file(GLOB embed_demo CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/demo/*.csv)

# Monitoring code lists: data with an owner and a version, never constants.
file(GLOB embed_lists CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/schema/lists/*.list)

set(embed_list ${embed_schema} ${embed_assets} ${embed_demo} ${embed_lists})
foreach(po IN LISTS embed_words)
  get_filename_component(language ${po} NAME_WE)
  set(mo ${CMAKE_BINARY_DIR}/words/${language}.mo)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/words)
  add_custom_command(OUTPUT ${mo} COMMAND ${HEED_MSGFMT} --check-format -o ${mo} ${po} DEPENDS ${po})
  list(APPEND embed_list ${mo})
endforeach()

set(embed_out ${CMAKE_BINARY_DIR}/embedded.S)
set(embed_table ${CMAKE_BINARY_DIR}/embedded_table.cc)
# .incbin keeps the compiler out of it: no megabytes of literals to parse.
set(assembly ".section .rodata\n")
set(table "#include \"base/embedded.h\"\nextern \"C\" {\n")
set(rows "")
set(n 0)
foreach(file IN LISTS embed_list)
  get_filename_component(name ${file} NAME)
  get_filename_component(folder ${file} DIRECTORY)
  get_filename_component(folder ${folder} NAME)
  string(APPEND assembly ".global heed_e${n}\n.global heed_e${n}_end\nheed_e${n}:\n.incbin \"${file}\"\nheed_e${n}_end:\n.byte 0\n")
  string(APPEND table "extern const char heed_e${n}[], heed_e${n}_end[];\n")
  string(APPEND rows "    {\"${folder}/${name}\", heed_e${n}, heed_e${n}_end},\n")
  math(EXPR n "${n}+1")
endforeach()
string(APPEND assembly ".section .note.GNU-stack,\"\",%progbits\n")
string(APPEND table "}\nnamespace heed {\nnamespace {\nstruct Span { const char *name, *begin, *end; };\nconst Span kSpans[] = {\n${rows}    {nullptr, nullptr, nullptr}};\n}\n"
  "std::vector<EmbeddedFile> embedded_files(std::string_view folder) {\n  std::vector<EmbeddedFile> found;\n  for (const Span* s = kSpans; s->name; ++s) {\n    const std::string_view name(s->name);\n    if (name.starts_with(folder) && name.size() > folder.size() && name[folder.size()] == '/')\n      found.push_back({name.substr(folder.size() + 1), {s->begin, static_cast<std::size_t>(s->end - s->begin)}});\n  }\n  return found;\n}\n}  // namespace heed\n")
file(CONFIGURE OUTPUT ${embed_out} CONTENT "${assembly}" @ONLY)
file(CONFIGURE OUTPUT ${embed_table} CONTENT "${table}" @ONLY)
enable_language(ASM)
add_library(heed_embedded STATIC ${embed_out} ${embed_table})
set_source_files_properties(${embed_out} PROPERTIES OBJECT_DEPENDS "${embed_list}")
target_include_directories(heed_embedded PRIVATE ${CMAKE_SOURCE_DIR}/src)
