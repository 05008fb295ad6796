"""The colours of letters and lines stand out from what they lie on, in both themes."""

from itertools import product

import pytest

from tests.palette import DARK, GROUNDS, LETTERS, LIGHT, contrast


def test_the_formula_gives_the_contrasts_that_are_known() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=1e-3)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_letters_lines_and_water_stand_out(theme: dict[str, str]) -> None:
    pairs = [(letter, ground, 4.5) for letter, ground in product(LETTERS, GROUNDS)]
    pairs += [("signal", ground, 3) for ground in ("card", "sunken", "plate")]
    pairs += [("on-accent", "accent", 4.5), ("on-bar", "bar", 4.5), ("on-bar-muted", "bar", 4.5)]
    known = LIGHT | theme  # what the dark theme does not say is as in the light
    faint = [
        (one, other, round(contrast(known[one], known[other]), 2))
        for one, other, least in pairs
        if contrast(known[one], known[other]) < least
    ]
    assert faint == []
