# Runs the Python tests; to be sourced after setup.sh.

# test_python [OPTION...]: a test in the browser that fails gets a second attempt, without others beside it, and this is said:
# on a busy machine, a page, its server and Chromium may miss each other where each of them does its work.
test_python() {
    status=0
    python -m pytest -n 3 --dist worksteal "$@" || status=$?
    [ $status -eq 1 ] || return $status
    others=0
    python -m pytest --last-failed --last-failed-no-failures none -m "not browser" --collect-only -qq >/dev/null || others=$?
    [ $others -eq 5 ] || return $status # 5: there are no others
    say "
A second attempt for the browser tests that failed. What passes now passed only once of twice, and is worth a look:"
    python -m pytest --last-failed --last-failed-no-failures none -m browser --maxfail 1 -v
}
