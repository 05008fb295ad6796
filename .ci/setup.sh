# Sourced by run, test and bench, from the top of the checkout. Keeps virtual environments in step with their lock files.

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    say "$*"
    exit 1
}

is_root_on_debian() {
    [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null
}

apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null >&2 && apt-get install -qq -y --no-install-recommends "$@" </dev/null >&2
}

# Prints the first Python that is new enough. PYTHON=... selects another one.
find_python() {
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    fail "Memory Pipe needs Python 3.11 or newer; found: $(python3 --version 2>&1).
Install one, or name it: PYTHON=/path/to/python3.11 $0"
}

# create_venv FOLDER: empty, with pip, by the standard library.
create_venv() {
    python=$(find_python) || exit 1
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        if is_root_on_debian; then
            say "Installing python3-venv ..."
            apt_install python3-venv || fail "apt-get could not install python3-venv."
        else
            fail "$python cannot make virtual environments. On Debian and Ubuntu: sudo apt-get install python3-venv"
        fi
    fi
    "$python" -m venv --clear "$1" || fail "Could not make the virtual environment $1."
}

# is_current FOLDER LOCK: whether the virtual environment was built from exactly this LOCK, by the Python that it has or PYTHON names.
is_current() {
    version=$("${PYTHON:-$1/bin/python}" -SEc 'import sys; print("python%d.%d" % sys.version_info[:2])' 2>/dev/null) &&
        [ -d "$1/lib/$version" ] && [ -x "$1/bin/python" ] && grep -qsxF "$(cksum <"$2")" "$1/.locks"
}

# prepare FOLDER LOCK [CONTAINED_LOCK...]
# Rebuilds the virtual environment unless it is current. The stamp also names the locks whose packages LOCK contains, so that
# ./run accepts the environment of ./test. The new environment is built beside the old one, which a server may be using.
prepare() {
    venv=$1
    shift
    if is_current "$venv" "$1"; then
        return
    fi
    say "Preparing $venv from $1 ..."
    if command -v uv >/dev/null; then
        uv venv --quiet --clear --seed --python "${PYTHON:->=3.11}" "$venv-new" &&
            uv pip sync --quiet --require-hashes --python "$venv-new/bin/python" "$1"
    else
        create_venv "$venv-new"
        "$venv-new/bin/python" -m pip install -qq --no-compile --disable-pip-version-check --no-input \
            --only-binary :all: --require-hashes -r "$1"
    fi || fail "Could not install the packages of $1 (see above)."
    for lock; do cksum <"$lock"; done >"$venv-new/.locks"
    "$venv-new/bin/python" .ci/exchange.py "$venv-new" "$venv"
}
