"""A tape of prices to be remembered by the reader: the first thing that the tutorial asks for."""

from collections.abc import Mapping
from html import escape

from app.learn.drawings.words import Words

MARKS = ("bought", "sold")


def draw(options: Mapping[str, str], _: Words) -> str:
    """Return the tape as HTML: all prices in a list, and what a script needs to show them one by one.

    Parameters
    ----------
    options : mapping of str to str
        ``prices``: numbers with two decimals, separated by ``;``, of which one is followed by ``bought`` and
        the last by ``sold``.

    Raises
    ------
    ValueError
        When the prices are written in another way.
    """
    steps = [_step(text) for text in options["prices"].split(";")]
    paid = [price for price, mark in steps if mark == "bought"]
    if len(paid) != 1 or steps[-1][1] != "sold" or sum(mark == "sold" for _price, mark in steps) != 1:
        raise ValueError("expected one price 'bought', and the last one 'sold'")
    profit = f"{steps[-1][0] - paid[0]:+.2f}".replace("-", "−")
    sum_ = f"{steps[-1][0]:.2f} − {paid[0]:.2f} = {profit}"

    def says(key: str, **values: str) -> str:
        return escape(_(f"findings.tape.{key}", **values))

    items = "".join(
        f'<li data-says="{says("place", n=str(n), count=str(len(steps)))}"><span>{price:.2f}</span>'
        f"{f' <b>{says(mark)}</b>' if mark else ''}</li>"
        for n, (price, mark) in enumerate(steps, start=1)
    )
    return (
        f'<div class="tape" data-tape data-profit="{steps[-1][0] - paid[0]:.2f}"><ol>{items}</ol>'
        '<div class="tape-play" hidden><p class="tape-place"></p><p class="tape-card" aria-live="polite"></p>'
        f'<button type="button" class="button" data-next>{says("next")}</button>'
        f"<form hidden><label>{says('ask')} "
        '<input name="profit" inputmode="decimal" autocomplete="off" maxlength="12"></label>'
        f'<button class="button">{says("answer")}</button></form>'
        '<div class="verdict" aria-live="polite">'
        f'<p class="verdict-text right" data-said="right" hidden>{says("right", sum=sum_)}</p>'
        f'<p class="verdict-text wrong" data-said="wrong" hidden>{says("wrong", sum=sum_)}</p>'
        f'<p class="verdict-text" data-said="unread" hidden>{says("unread")}</p></div>'
        f'<button type="button" class="again" data-again hidden>{says("again")}</button></div>'
        f'<p class="tape-sum">{says("solution")} {sum_}</p></div>'
    )


def _step(text: str) -> tuple[float, str]:
    price, *marks = text.split()
    if len(marks) > 1 or any(mark not in MARKS for mark in marks):
        raise ValueError(
            f"expected a price, perhaps followed by {' or '.join(MARKS)}, found {text.strip()!r}"
        )
    return float(price), "".join(marks)
