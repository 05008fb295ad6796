# Sourced by run, after setup.sh. Chooses the scripts and styles to serve: a bundle of static/, or the sources.

# choose_static RELOAD: sets MEMORY_PIPE_STATIC_DIR to the bundle, and says which of both is served. Developers need the sources
# (RELOAD is not empty); everybody gets them where the bundle cannot be built.
choose_static() {
    if [ -n "${MEMORY_PIPE_STATIC_DIR:-}" ]; then
        say "Scripts and styles: those in $MEMORY_PIPE_STATIC_DIR."
    elif [ -n "$1" ]; then
        say "Scripts and styles: the sources, for development."
    elif bundle=$PWD/.cache/bundle-$(checksum_of_sources) && { [ -d "$bundle" ] || build_bundle "$bundle"; }; then
        export MEMORY_PIPE_STATIC_DIR="$bundle"
        say "Scripts and styles: bundled."
    else
        say "Scripts and styles: the sources. A bundle is lighter; it needs Node 22 or newer and esbuild, from npm."
    fi
}

checksum_of_sources() {
    find static .ci/esbuild -name node_modules -prune -o -type f -print | LC_ALL=C sort | xargs cksum | cksum | tr -d ' '
}

# build_bundle FOLDER: in place of bundles of earlier sources. If npm cannot reach its registry, it soon gives up.
build_bundle() (
    PATH=$PWD/.venv/bin:$PATH
    node -e 'process.exit(Number(parseInt(process.versions.node) < 22))' 2>/dev/null || return
    export npm_config_fetch_retries=0
    for other in .cache/bundle-*; do
        case $PWD/$other in "$1"*) ;; *) rm -rf "$other" ;; esac
    done
    # Somebody else may be building the same.
    if ! .ci/bundle "$1-$$" || ! python -c 'import os, sys; os.rename(*sys.argv[1:])' "$1-$$" "$1" 2>/dev/null; then
        rm -rf "$1-$$"
    fi
    [ -d "$1" ]
)
