# What script/demo and script/test share: put on the machine what is missing, and nothing else.
# Sourced, not run. Functions print to standard error; whoever sources this has `set -euo pipefail`.
# shellcheck shell=bash

readonly root=$PWD
readonly venv=$root/.venv

say() {
    echo "$*" >&2
}

fail() { # CODE MESSAGE…
    local code=$1
    shift
    say "$(basename "$0"): $*"
    exit "$code"
}

# --- Debian's packages: `need` notes what is missing, `install_missing` fetches it ---

missing=()

need() { # PACKAGE CHECK…: notes the package unless the check says that what it brings is there
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}

has_vietnamese_ocr() {
    [[ $(tesseract --list-langs) == *$'\n'vie* ]]
}

has_java() { # one that an OpenSearch node runs on
    [[ -n $(script/opensearch javas) ]]
}

has_postgres() { # whose tools Debian keeps beside PATH; the archive's tests start a server of their own
    compgen -G '/usr/lib/postgresql/*/bin/initdb'
}

has_vietnamese_fonts() { # those that samples are drawn with, and that Chromium shows
    [[ -r /usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf ]]
}

as_root() {
    if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

may_become_root() {
    ((EUID == 0)) || { command -v sudo && { sudo -n true || [[ -t 0 ]]; }; } >/dev/null 2>&1
}

install_missing() {
    ((${#missing[@]})) || return 0
    if ! command -v apt-get >/dev/null || ! may_become_root; then
        say "Missing on this machine, and neither root nor sudo with apt-get is at hand. Please install, then run again:"
        printf '    %s\n' "${missing[@]}" >&2
        say "On Debian or Ubuntu:  apt-get update && apt-get install ${missing[*]}"
        exit 3
    fi
    say "Installing with apt-get: ${missing[*]}"
    as_root apt-get update -qq >&2
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
    missing=()
}

# --- Python ---

find_python() { # sets python to one of 3.11 or newer that can make virtual environments, or to nothing
    local candidate
    for candidate in "${PYTHON:-}" python3 /usr/bin/python3 python3.14 python3.13 python3.12 python3.11; do
        if [[ -n $candidate ]] && "$candidate" -c \
            'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            python=$candidate
            return
        fi
    done
    python=""
}

need_python() {
    [[ -x $venv/bin/python ]] && return
    find_python
    if [[ -z $python ]]; then
        missing+=(python3 python3-venv)
    fi
}

# --- the virtual environment: as locked, with a stamp that says so ---

stamp_of() { # LOCK: what decides whether .venv is up to date
    sha256sum pyproject.toml "$1"
}

was_moved() { # programs in an environment name its folder, so it cannot be moved with the repository
    [[ -r $venv/made-in && $(<"$venv/made-in") != "$root" ]]
}

install_locked() { # LOCK: .venv holds exactly the locked packages of it, and this project in place (editable)
    local lock=$1 stamp
    stamp=$venv/installed-$lock
    if [[ -x $venv/bin/python && -r $stamp && $(<"$stamp") == "$(stamp_of "$lock")" ]] && ! was_moved; then return; fi
    find_python
    [[ -n $python ]] || fail 3 "no Python 3.11 or newer with venv here; on Debian: apt-get install python3 python3-venv"
    if was_moved || ! "$venv/bin/python" -c '' 2>/dev/null; then
        "$python" -m venv --clear "$venv"
    fi
    echo "$root" >"$venv/made-in"
    "$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$venv/bin/python" -m ensurepip >/dev/null
    say "Installing the packages of $lock into .venv (a minute or two, once) …"
    rm -f "$stamp"
    pip_install --require-hashes --only-binary :all: --requirement "$lock"
    pip_install --no-deps --no-build-isolation --no-index --editable .
    stamp_of "$lock" >"$stamp"
}

pip_install() {
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --progress-bar off \
        --root-user-action ignore "$@" >&2
}

# --- ports ---

port_taken() { # PORT
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

free_node_port() { # one that script/opensearch takes and nobody uses; 9201 stays free for the demo
    local port
    for ((port = 9202; port <= 9299; port++)); do
        if ! port_taken "$port"; then
            echo "$port"
            return
        fi
    done
    fail 1 "no free port from 9202 to 9299 for an OpenSearch node"
}
