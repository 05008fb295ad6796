"""Rules that no compiler enforces: files at the top, hosts and paths, what pages may not contain."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

import pytest

from tests.architecture import pages
from tests.architecture.tree import names, text_files

TOP_LEVEL = {
    ".ci", ".dockerignore", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "README.md",
    "README.zh.md", "app",
    "bench", "lstm_core", "pyproject.toml", "requirements-bench.lock", "requirements-test.lock",
    "requirements.lock", "run", "static", "templates", "test", "tests",
}  # fmt: skip

KNOWN_HOSTS = {
    *("127.0.0.1", "localhost", "testserver", "www.w3.org", "www.sitemaps.org"),
    *("keepachangelog.com", "semver.org"),
}
"""Hosts that files other than documents may name: our own machine, Starlette's test client, namespaces."""

MADE_UP_HOSTS = re.compile(r"(^|\.)(example(\.\w+)?|test|invalid)$")
_HOST = re.compile(r"https?://([^/\s\"'`<>)\]{}:,]+)")
_INDEX = re.compile(r"--(extra-)?index-url|--find-links|--trusted-host|\bregistry\s*=")
_MACHINE_PATH = re.compile(r"(?<![\w.$}/-])/(home|root|Users)/\w")


def foreign_hosts(text: str) -> list[str]:
    return [h for h in _HOST.findall(text) if h not in KNOWN_HOSTS and not MADE_UP_HOSTS.search(h)]


def test_the_top_level_holds_what_was_agreed() -> None:
    assert set(names()) - TOP_LEVEL == set()
    assert {"app", "lstm_core", "run", "test", "README.md"} <= set(names())


def test_locks_and_scripts_name_no_package_host() -> None:
    everything = dict(text_files())
    machinery = {
        path: text
        for path, text in everything.items()
        if re.search(r"lock(\.json)?$|^\.ci/|^(run|test|bench|Dockerfile)$|\.npmrc$", path)
    }
    assert {"requirements.lock", "tests/js/package-lock.json", ".ci/setup.sh", "run"} <= set(machinery)
    assert [p for p, text in machinery.items() if foreign_hosts(text) or _INDEX.search(text)] == []


def test_only_documents_name_other_hosts() -> None:
    found = {path: foreign_hosts(text) for path, text in text_files() if not path.endswith(".md")}
    assert {path: hosts for path, hosts in found.items() if hosts} == {}


def test_a_foreign_host_is_found() -> None:
    address = "https:/" + "/files.somewhere.org/x.whl"
    assert foreign_hosts(f'fetch("{address}")') == ["files.somewhere.org"]
    assert foreign_hosts("http://127.0.0.1:8000 http://elsewhere.test/ http://www.w3.org/2000/svg") == []
    assert _INDEX.search("pip install --extra-index-url x")


def test_no_file_names_a_path_of_one_machine() -> None:
    assert _MACHINE_PATH.search("cd " + "/ho" + "me/ada/memory-pipe")
    faults = [p for p, text in text_files() if _MACHINE_PATH.search(text) and p != "Dockerfile"]
    assert faults == []


CHECKERS: dict[str, Callable[[str], list[str]]] = {
    ".html": pages.template_faults,
    ".css": pages.style_faults,
    ".js": pages.script_faults,
}


def test_pages_load_nothing_foreign_and_hold_no_inline_code_or_text() -> None:
    faults = []
    seen = set()
    for path, text in text_files("templates", "static"):
        suffix = PurePosixPath(path).suffix
        if suffix in CHECKERS:
            seen.add(suffix)
            faults += [f"{path}: {fault}" for fault in CHECKERS[suffix](text)]
    assert seen == set(CHECKERS)
    assert faults == []


@pytest.mark.parametrize(
    ("suffix", "source"),
    [
        (".html", '<script src="https://cdn.example/x.js"></script>'),
        (".html", '<link rel="stylesheet" href="//cdn.example/x.css">'),
        (".html", "<script>start()</script>"),
        (".html", "<style>p { color: red }</style>"),
        (".html", '<p style="color: red">{{ _("lab.title") }}</p>'),
        (".html", '<button onclick="go()">{{ _("lab.go") }}</button>'),
        (".html", "<p>Turn the {{ valve }}</p>"),
        (".html", "<p>转动阀门</p>"),
        (".html", '<button aria-label="Play"></button>'),
        (".css", "@import 'https://fonts.example/x.css';"),
        (".css", "p { background: url(//img.example/x.png) }"),
        (".js", 'fetch("https://api.example/x")'),
        (".js", "el.innerHTML = text"),
        (".js", 'el.setAttribute("style", "color: red")'),
        (".js", 'new Function("return 1")'),
        (".js", 'button.textContent = "Play"'),
        (".js", "button.title = `Play ${n}`"),
        (".js", 'html("button", { type: "button",\n class: "plain" }, "Play")'),
        (".js", 'html("button", { "aria-label": "Play", onclick }, icon("play"))'),
    ],
)
def test_a_fault_of_a_page_is_found(suffix: str, source: str) -> None:
    assert len(CHECKERS[suffix](source)) == 1


@pytest.mark.parametrize(
    ("suffix", "source"),
    [
        (".html", '<h1>Memory Pipe</h1><a href="https://example.org/">{{ _("home.source") }}</a> 2 × 3'),
        (".html", '<script src="{{ asset("js/main.js") }}" type="module"></script>'),
        (".html", '<script type="application/json" id="messages">{"a": "words here"}</script>'),
        (".html", '{# a comment with words #}<svg><path d="M0 0"/></svg>{% if open %}{{ text }}{% endif %}'),
        (".css", "p { background: url(img/x.svg) }"),
        (".js", 'document.createElementNS("http://www.w3.org/2000/svg", "g"); // a comment'),
        (".js", 'button.textContent = t("lab.play"); el.textContent = "×"; el.textContent = `${n}`'),
        (".js", 'html("p", { class: "hint" }, t("lab.hint")); html("b", {}, "×"); svg("text", {}, "tanh")'),
    ],
)
def test_a_right_page_is_left_alone(suffix: str, source: str) -> None:
    assert CHECKERS[suffix](source) == []
