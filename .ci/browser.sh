# Sourced by test and bench, after setup.sh. Finds a Chromium, or installs one.

# find_chromium NAME...: prints the path of the first that is installed. CHROMIUM=... selects another one.
find_chromium() {
    for name in ${CHROMIUM:+"$CHROMIUM"} "$@"; do
        if command -v "$name"; then return; fi
    done
    return 1
}

# ensure_chromium PACKAGE: sets CHROMIUM for the programs started from here: to PACKAGE if it is installed or Debian
# has it, otherwise to any other Chromium; empty if Playwright should use its own.
ensure_chromium() {
    chosen=${CHROMIUM:-}
    if ! CHROMIUM=$(find_chromium "$1") && is_root_on_debian; then
        say "Installing $1 ..."
        apt_install "$1" || say "apt-get could not install $1."
    fi
    CHROMIUM=$chosen
    CHROMIUM=$(find_chromium "$1" chromium chromium-browser google-chrome) || CHROMIUM=
    export CHROMIUM
    if [ -z "$CHROMIUM" ]; then
        say "Fetching Playwright's own Chromium ..."
        python -m playwright install chromium </dev/null >&2
    fi
}
