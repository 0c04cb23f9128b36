# What ./run and ./test share: packages, builds and assets. Sourced by them from the root; bash.

say() { printf '%s\n' "$*" >&2; }
fail() { say "heed: $*"; exit 1; }

# packages_missing FILE...: names of packages in the lists that are not installed, one a line.
packages_missing() {
  local wanted=() package word command
  while read -r package word command; do
    [[ -z $package || $package == \#* ]] && continue
    [[ $word == unless ]] && command -v "$command" >/dev/null && continue
    wanted+=("$package")
  done < <(cat "$@")
  # dpkg-query answers for all at once in some 20 ms; an unknown package is simply not in its answer.
  comm -13 \
    <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null |
      sed -n 's/^installed //p' | sort -u) \
    <(printf '%s\n' "${wanted[@]}" | sort -u)
}

# install_packages FILE...: installs what is missing; costs nothing when nothing is.
install_packages() {
  local missing as_root=()
  command -v dpkg-query >/dev/null ||
    fail "this is not Debian: install what $* name in your system's way, then build with cmake --preset release"
  mapfile -t missing < <(packages_missing "$@")
  ((${#missing[@]} == 0)) && return 0
  say "Installing ${#missing[@]} packages: ${missing[*]}"
  if ((EUID != 0)); then
    command -v sudo >/dev/null ||
      fail "packages are missing and there is no sudo; as root: apt-get install -y --no-install-recommends ${missing[*]}"
    as_root=(sudo)
  fi
  local log
  log=$(mktemp)
  if ! { "${as_root[@]}" apt-get -o DPkg::Lock::Timeout=400 update &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=400 \
      install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -20 "$log" >&2
    local package absent=()
    for package in "${missing[@]}"; do
      apt-cache show "$package" >/dev/null 2>&1 || absent+=("$package")
    done
    ((${#absent[@]})) && fail "this system's package sources do not have ${absent[*]} (Debian 12 has; see packaging/)"
    fail "apt-get could not install ${missing[*]}; its last words are above, all of them in $log"
  fi
  rm -f "$log"
}

# newer_than STAMP PATH...: true when a file or folder below the paths changed after the stamp.
# Folders count, so that a removed file is noticed too.
newer_than() {
  local stamp=$1 path present=()
  shift
  [[ -e $stamp ]] || return 0
  for path in "$@"; do [[ -e $path ]] && present+=("$path"); done
  [[ -n $(find "${present[@]}" -name node_modules -prune -o -newer "$stamp" -print -quit) ]]
}

# node_packages FOLDER: what its package-lock.json pins, when it is not there yet.
node_packages() {
  [[ $1/node_modules/.package-lock.json -nt $1/package-lock.json ]] && return 0
  npm ci --prefix "$1" --no-audit --no-fund >&2 || fail "npm could not fetch what $1/package-lock.json names"
}

# make_assets: the design system's files, cut to what our pages use, into build/assets. The pages' own
# sources count, since a rule that none of them names is left out.
make_assets() {
  [[ -e tools/assets.mjs && -e packaging/assets/package.json ]] || return 0
  newer_than build/assets/heed.css tools/assets.mjs packaging/assets src/pages src/web || return 0
  say "Preparing the pages' assets"
  node_packages packaging/assets
  # npm's own pinned Node, where the assets bring one: Debian's is too old for some tools.
  local node=packaging/assets/node_modules/.bin/node
  [[ -x $node ]] || node=node
  "$node" tools/assets.mjs >&2 || fail "tools/assets.mjs did not finish"
  [[ -e build/assets/heed.css ]] || fail "tools/assets.mjs wrote no build/assets/heed.css"
  touch build/assets/heed.css
}

# build PRESET TARGET...: configures the first time, builds afterwards. One broken file does not keep
# the others from being built.
build() {
  local preset=$1
  shift
  [[ -e build/$preset/build.ninja ]] || cmake --preset "$preset" >&2 || return 1
  cmake --build "build/$preset" --target "$@" -- -k 0 >&2
}
