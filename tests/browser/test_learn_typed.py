"""A number is typed before it is shown, in any spelling; each mistake has words of its own."""

import pytest
from playwright.sync_api import Page, expect

from app.learn.pages.views import QuestionView
from tests.browser.axe import violations
from tests.browser.learn import BOOK, wait_for_scripts
from tests.browser.screens import PHONE
from tests.browser.test_learn_answers import notes, plain, reasons, reasons_of, truth_of

PATH = "/learn/forget-valve/without"


@pytest.mark.browser_context_args(**PHONE)
def test_a_number_is_typed_and_each_mistake_has_words_of_its_own(page: Page) -> None:
    (question,) = (part for part in BOOK.page(PATH).parts if isinstance(part, QuestionView))
    right = next(n for n, choice in enumerate(question.choices) if choice.right)
    true = question.choices[right].value
    assert true
    assert question.within
    page.goto(PATH)
    wait_for_scripts(page)
    section = page.locator(f"#{question.id}")
    field, again = section.locator(".typed input"), section.locator(".again:not(.look)")
    expect(field).to_be_visible()
    expect(section.locator(".choices")).to_be_hidden()

    field.fill("about a tenth")
    field.press("Enter")
    expect(section.locator(".typed-unread")).to_be_visible()
    assert reasons(page, question.id) == []
    assert notes(page)["answers"] == {}
    assert violations(page) == []

    for n, choice in enumerate(question.choices):
        field.fill(f"{choice.value:g}".replace(".", ",").replace("-", "\u2212"))
        field.press("Enter")
        expect(section.locator(".verdict-text").first).to_be_visible()
        assert reasons(page, question.id) == reasons_of(page, question, n), choice
        assert field.get_attribute("readonly") is not None
        again.click()
        expect(field).to_be_focused()
        expect(field).to_have_value("")

    field.fill(f"{true + 1.5 * question.within}")
    section.locator(".typed button").tap()
    told = f"The answer: {truth_of(question, 'en')}"
    assert reasons(page, question.id) == plain(page, "No.", told)
    again.click()
    field.fill(f"{true - 0.9 * question.within}")
    section.locator(".typed button").tap()
    assert reasons(page, question.id) == reasons_of(page, question, right)
    assert notes(page)["answers"] == {question.id: "wrong"}  # the first answer counts
