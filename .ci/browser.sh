# Sourced by test and bench, after setup.sh. Finds a Chromium, or installs one.

# Prints the path of an installed Chromium. CHROMIUM=... selects another one.
find_chromium() {
    for name in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome; do
        if command -v "$name"; then return; fi
    done
    return 1
}

# Sets CHROMIUM for the programs started from here; empty if Playwright should use its own.
ensure_chromium() {
    if CHROMIUM=$(find_chromium); then
        export CHROMIUM
        return
    fi
    export CHROMIUM=
    if is_root_on_debian; then
        say "Installing Chromium ..."
        if apt_install chromium; then
            CHROMIUM=$(find_chromium)
            return
        fi
    fi
    say "Fetching Playwright's own Chromium ..."
    python -m playwright install chromium </dev/null >&2
}
