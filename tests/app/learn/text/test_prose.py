"""Text to HTML: numbers, formulas, links."""

import pytest

from app.learn.text.formulas import mathml, role_of
from app.learn.text.places import Place, TutorialError
from app.learn.text.prose import Prose
from app.learn.truth.names import Names
from app.learn.truth.numbers import fill, spelt
from tests.app.learn.samples import FILE

HERE = Place(FILE, 20)


def test_numbers_are_filled_in() -> None:
    names = Names({"a": 0.126, "b": -3.0})
    assert fill("{{ a }}, {{a :0}}, {{ 100*a :1 }} %, {{ b }}", names, HERE) == "0.13, 0, 12.6 %, −3.00"


def test_zero_has_no_sign() -> None:
    assert (spelt(-0.001, 2), spelt(-0.01, 2), spelt(2, 0)) == ("0.00", "−0.01", "2")


def test_a_number_without_a_value_is_told_with_its_line() -> None:
    with pytest.raises(TutorialError, match=r"en/06-sample\.md:22: there is no 'q'"):
        fill("one\ntwo\nthree {{ q }}", Names({"a": 1}), HERE)


def test_symbols_have_the_colour_of_their_role() -> None:
    assert mathml("f_t") == (
        '<math display="inline"><mrow><msub class="role-forget"><mi>f</mi><mi>t</mi></msub></mrow></math>'
    )
    found = mathml(
        r"C_t = f_t \odot C_{t-1} + i_t \odot g_t,\; h_t = o_t \tanh(C_t),\; W_f x_t + b_o", block=True
    )
    roles = [
        "memory",
        "forget",
        "memory",
        "write",
        "candidate",
        "memory",
        "output",
        "memory",
        "forget",
        "output",
    ]
    assert [part.split('"')[0] for part in found.split('class="role-')[1:]] == roles
    assert found.count("⊙") == 2
    assert 'display="block"' in found


def test_roles_of_terms() -> None:
    symbols = ("f_t", "C_{t-1}", "g_t", "b_o", "x_t", "W", "")
    roles = ["forget", "memory", "candidate", "output", None, None, None]
    assert [role_of(symbol) for symbol in symbols] == roles
    of_a_gru = ("z_t", "r_t", "n_t", "U_z", "b_{Un}", "z_f")
    assert [role_of(symbol) for symbol in of_a_gru] == [
        "forget", "reset", "candidate", "forget", "candidate", "forget"
    ]  # fmt: skip


def test_an_unknown_command_in_a_formula_is_refused() -> None:
    with pytest.raises(ValueError, match=r"has a command that is not known: \\odto"):
        mathml(r"f_t \odto C_t")


def test_markdown_has_no_html_and_leads_to_pages_of_its_language() -> None:
    text = "a <b>b</b> *c* [Lab](/lab#model=latch) [it](https://example.org/) $x_t$"
    html = Prose("en").line(text)
    assert html.startswith('a &lt;b&gt;b&lt;/b&gt; <em>c</em> <a href="/lab#model=latch">Lab</a>')
    assert ' <a href="https://example.org/">it</a> <math' in html
    assert '<a href="/zh/lab#model=latch">' in Prose("zh").line(text)
    assert '<a href="/zh">' in Prose("zh").line("[a](/)")
    assert '<a href="/zh/api">' in Prose("zh").line("[a](/zh/api)")


@pytest.mark.parametrize(("language", "stop"), [("en", "."), ("zh", "\u3002")])
def test_no_line_begins_with_the_stop_behind_a_formula(language: str, stop: str) -> None:
    formula = mathml("C_t")
    assert Prose(language).line(f"$C_t${stop} $C_t$ *on*") == (
        f'<span class="unbroken">{formula}{stop}</span> {formula} <em>on</em>'
    )


def test_a_sign_that_stands_for_a_word_has_no_space_around_it() -> None:
    assert (
        mathml(r"\odot") == '<math display="inline"><mrow><mo lspace="0" rspace="0">\u2299</mo></mrow></math>'
    )
