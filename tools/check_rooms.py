"""Every file has a room: the folders of src/ are layers.txt, and the root is a short list."""
from checking import Problem, files, layers

RULE = "A file lives in a room: src/ has the folders of layers.txt, the root has a known list."

ROOT_FILES = set("""README.md ARCHITECTURE.md CONTRIBUTING.md SECURITY.md CHANGELOG.md LICENSE layers.txt
CMakeLists.txt CMakePresets.json run test .clang-format .clang-tidy .gitignore .gitattributes
.editorconfig""".split())
ROOT_FOLDERS = set("src words schema tests bench demo docs packaging tools .ci".split())


def problems(root):
    found = []
    rooms = layers(root)
    for path in files(root):
        parts = path.split("/")
        if len(parts) == 1:
            if path not in ROOT_FILES:
                found.append(Problem(path, "does not belong in the root.",
                                     f"move it into one of {', '.join(sorted(ROOT_FOLDERS))}"))
        elif parts[0] not in ROOT_FOLDERS:
            found.append(Problem(path, f"{parts[0]}/ is not a folder of this house.",
                                 f"move it into one of {', '.join(sorted(ROOT_FOLDERS))}"))
        elif parts[0] == "src":
            if len(parts) == 2 or parts[1] not in rooms:
                found.append(Problem(path, "is in no room of layers.txt.",
                                     f"move it into one of {', '.join(rooms)}"))
            elif not path.endswith((".h", ".cc")) and not (
                    parts[1] == "pages" and path.endswith((".css", ".js"))):
                found.append(Problem(path, "is not C++.", "words go in words/, SQL in schema/ or a .cc, data in demo/"))
        elif parts[0] == "schema" and not path.endswith((".sql", ".md")) and not (
                path.startswith("schema/lists/") and path.endswith(".list")):
            found.append(Problem(path, "is not a migration.", "name it NNNN_store_what.sql"))
    return found


GOOD = {"layers.txt": "base:\npages: base\napp: *\n", "src/base/text.h": "", "src/pages/heed.css": "", "README.md": "", "docs/a/b.md": "",
        "schema/0001_main.sql": ""}
BAD = [
    ({"src/utils/text.h": ""}, "is in no room"),
    ({"src/text.h": ""}, "is in no room"),
    ({"notes.md": ""}, "does not belong in the root"),
    ({"lib/a.cc": ""}, "is not a folder of this house"),
    ({"src/base/page.html": ""}, "is not C++"),
    ({"schema/a.txt": ""}, "is not a migration"),
]
