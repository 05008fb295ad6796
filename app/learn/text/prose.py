"""Markdown to HTML: no raw HTML, formulas as MathML, links of the site in the page's language."""

import re
from collections.abc import MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from app.learn.text.formulas import mathml

_STOPS = re.compile(r"[.,;:!?)\u3001\u3002\uff01\uff09\uff0c\uff1a\uff1b\uff1f]+")
"""What no line begins with."""


class Prose:
    """Renders the texts in one language.

    Parameters
    ----------
    language : str
        ``en`` or ``zh``; links to pages of the site lead to their version in this language.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
        self._markdown.use(dollarmath_plugin, double_inline=True)
        rules: Any = self._markdown.renderer
        rules.rules |= {
            "math_inline": self._formula,
            "math_inline_double": self._block,
            "math_block": self._block,
            "link_open": self._link,
        }

    def text(self, source: str) -> str:
        """Return paragraphs and lists as HTML."""
        return str(self._markdown.render(source))

    def line(self, source: str) -> str:
        """Return one line of text as HTML, without a paragraph around it."""
        return str(self._markdown.renderInline(source))

    def _formula(self, tokens: Sequence[Token], index: int, *_: object) -> str:
        """Return the formula and the stops behind it, which no line begins with."""
        formula = mathml(tokens[index].content.strip())
        behind = tokens[index + 1] if index + 1 < len(tokens) else None
        stops = _STOPS.match(behind.content) if behind and behind.type == "text" else None
        if not behind or not stops:
            return formula
        behind.content = behind.content[stops.end() :]
        return f'<span class="unbroken">{formula}{stops[0]}</span>'

    def _block(self, tokens: Sequence[Token], index: int, *_: object) -> str:
        return mathml(tokens[index].content.strip(), block=True)

    def _link(
        self,
        tokens: Sequence[Token],
        index: int,
        options: Any,  # noqa: ANN401 - markdown-it's own
        env: MutableMapping[str, Any],
    ) -> str:
        href = str(tokens[index].attrGet("href") or "")
        if self._language != "en" and href.startswith("/") and not href.startswith(f"/{self._language}"):
            tokens[index].attrSet("href", f"/{self._language}{href}".rstrip("/"))
        renderer: Any = self._markdown.renderer
        assert isinstance(renderer, RendererHTML)  # noqa: S101 - what MarkdownIt makes
        return renderer.renderToken(tokens, index, options, env)
