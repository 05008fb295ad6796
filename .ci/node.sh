# Sourced by test, bench and format, after setup.sh. Node itself is a package of the virtual environment.

# prepare_node_modules FOLDER: its npm packages, reinstalled unless they come from exactly this package-lock.json.
prepare_node_modules() {
    if [ "$(cat "$1/node_modules/.lock" 2>/dev/null)" = "$(cksum <"$1/package-lock.json")" ]; then
        return
    fi
    say "Preparing $1/node_modules ..."
    npm ci --prefix "$1" --ignore-scripts --loglevel error --no-update-notifier >&2 ||
        fail "Could not install the packages of $1/package-lock.json (see above)."
    cksum <"$1/package-lock.json" >"$1/node_modules/.lock"
}

# The unit tests of static/js; there must be some. All in one process: one process per file takes twelve times as long.
test_javascript() {
    files=$(find tests/js -name node_modules -prune -o -name '*.test.js' -print)
    if [ -z "$files" ]; then
        say "No tests/js/*.test.js found."
        return 1
    fi
    # shellcheck disable=SC2086  # the names are ours and contain no spaces
    NODE_OPTIONS=--disable-warning=MODULE_TYPELESS_PACKAGE_JSON node --test --test-isolation=none $files
}
