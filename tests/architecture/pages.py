"""What templates, styles and scripts may not contain: foreign loads, inline code, visible text."""

import re
from html.parser import HTMLParser

LOADING = {"src", "srcset", "poster", "data", "action", "formaction"}
NO_LOAD = {"a", "area"}
"""Elements whose href is only a link and loads nothing."""

LITERALS = {"Memory Pipe", "EN", "English", "中文", "API", "JSON", "CSV", "openapi.json"}
"""Names that read the same in every language."""

_SPOKEN = {"aria-label", "aria-description", "title", "placeholder", "alt"}
_WORD = re.compile(r"[^\W\d_]{2,}")
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_REMOTE = re.compile(r"^\s*(https?:)?//", re.IGNORECASE)
_CSS_LOAD = re.compile(r"""(?:url\(|@import)\s*["']?\s*(?:https?:)?//""", re.IGNORECASE)
_JS_ADDRESS = re.compile(r"""["'`](?:https?:|wss?:)?//(?!www\.w3\.org/)[^"'`\s]+""", re.IGNORECASE)
_JS_MARKUP = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\s*\(|new Function)|"
    r"""setAttribute\(\s*["'](style|on\w+)["']"""
)
_JS_LITERAL = re.compile(
    r"""\b(?:textContent|innerText|ariaLabel|ariaDescription|title|placeholder|alt)\s*=\s*(["'`])"""
    r"""(?:(?!\1|\$\{).)*[^\W\d_]{3,}"""
)

_JS_CHILD = re.compile(
    r"""\b(?:html|svg)\(\s*"[\w-]+",\s*\{[^{}]*\},\s*(["'`])(?!tanh\1)(?:(?!\1|\$\{).)*[^\W\d_]{3,}|"""
    r"""(?:"aria-label"|"aria-description"|\bplaceholder|\balt):\s*(["'`])(?:(?!\2|\$\{).)*[^\W\d_]{3,}"""
)


def template_faults(source: str) -> list[str]:
    """Return the faults of a Jinja template, each with what was found."""
    reader = _Template()
    reader.feed(_JINJA.sub("{}", source))
    reader.close()
    return reader.faults


def style_faults(source: str) -> list[str]:
    """Return the faults of a style sheet."""
    return [f"loads from elsewhere: {match[0]}" for match in _CSS_LOAD.finditer(source)]


def script_faults(source: str) -> list[str]:
    """Return the faults of a script: foreign addresses, markup or code made from text, text to read.

    Text is only looked for where a literal is put into the page by an assignment, as the first child of an
    element or as an attribute to be read out; what goes through a variable first is left to the test of the
    Chinese pages.
    """
    return [
        *(f"names another origin: {match[0]}" for match in _JS_ADDRESS.finditer(source)),
        *(f"makes markup or code from text: {match[0]}" for match in _JS_MARKUP.finditer(source)),
        *(f"text outside the catalogues: {match[0]}" for match in _JS_LITERAL.finditer(source)),
        *(f"text outside the catalogues: {match[0]}" for match in _JS_CHILD.finditer(source)),
    ]


class _Template(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside.append(tag)
        given = {name: value or "" for name, value in attrs}
        if tag == "style":
            self.faults.append("inline <style>")
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.faults.append("inline <script>")
        for name, value in given.items():
            loads = name in LOADING or (name in {"href", "xlink:href"} and tag not in NO_LOAD)
            if loads and _REMOTE.match(value):
                self.faults.append(f"loads from elsewhere: <{tag} {name}={value}>")
            if name == "style" or name.startswith("on"):
                self.faults.append(f"inline {name} on <{tag}>")
            if name in _SPOKEN:
                self._look_for_words(value, f" in {name}")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self._inside):
            self._look_for_words(data, "")

    def _look_for_words(self, text: str, where: str) -> None:
        shown = text.replace("{}", " ").strip()
        if _WORD.search(shown) and shown not in LITERALS:
            self.faults.append(f"text outside the catalogues{where}: {shown}")
