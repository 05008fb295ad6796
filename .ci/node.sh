# Sourced by test and bench, after setup.sh. Node itself is a package of the virtual environment.

# The linter and the type checker, made anew unless they were made from this very package-lock.json.
prepare_node_modules() {
    if [ "$(cat tests/js/node_modules/.lock 2>/dev/null)" = "$(cksum <tests/js/package-lock.json)" ]; then
        return
    fi
    say "Preparing tests/js/node_modules from tests/js/package-lock.json ..."
    npm ci --prefix tests/js --loglevel error --no-update-notifier >&2 ||
        fail "Could not install the packages of tests/js/package-lock.json (see above)."
    cksum <tests/js/package-lock.json >tests/js/node_modules/.lock
}

# The unit tests of static/js, of which there must be some.
test_javascript() {
    files=$(find tests/js -name node_modules -prune -o -name '*.test.js' -print)
    if [ -z "$files" ]; then
        say "No tests/js/*.test.js found."
        return 1
    fi
    # shellcheck disable=SC2086  # the names are ours and hold no space
    NODE_OPTIONS=--disable-warning=MODULE_TYPELESS_PACKAGE_JSON node --test $files
}
