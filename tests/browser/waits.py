"""Waits, and keys pressed on a control, without Playwright's locators.

The first locator in a document has Playwright send its script there, which costs as much as a third of a
page. So what opens many documents for a moment each asks them by `Page.evaluate` alone.
"""

from playwright.sync_api import Error, Page

WAIT = """(arg) => new Promise((done, fail) => {
  const holds = %s;
  const begun = performance.now();
  const look = () => {
    try {
      if (holds(arg)) done();
      else if (performance.now() - begun > 20000) fail(new Error(`after 20 s still not: ${holds}`));
      else setTimeout(look, 20);
    } catch (error) {
      fail(error);
    }
  };
  look();
})"""
LEFT = "Execution context was destroyed"
"""What Playwright says if the document is left for another one."""
HOLD = """([place, n]) => {
  const control = document.querySelectorAll(place)[n];
  control.scrollIntoView({block: 'nearest'});
  control.focus();
  control.select?.();
  const {left, top, width, height} = control.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  if (document.activeElement !== control) throw new Error(`${place} ${n} takes no focus`);
  if (!control.contains(hit)) throw new Error(`${place} ${n} lies below ${hit?.outerHTML}`);
}"""


def until(page: Page, holds: str, arg: object = None) -> None:
    """Wait until a JavaScript function of `arg` returns what counts as true, in this document or the next."""
    while True:
        try:
            page.evaluate(WAIT % holds, arg)
        except Error as error:
            if LEFT not in error.message:
                raise
        else:
            return


def press(page: Page, place: str, n: int = 0, key: str = "Enter", text: str | None = None) -> None:
    """Press a key on the n-th control of a place, which must not be covered, once `text` stands in it."""
    page.evaluate(HOLD, [place, n])
    if text is not None:
        page.keyboard.insert_text(text)
    page.keyboard.press(key)
