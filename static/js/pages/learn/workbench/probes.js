/** The inputs by which a reader examines a unit under its lid: a few of those on offer; what was tried once may be looked at again. */

/**
 * @param {HTMLElement} section
 * @param {import("./judge.js").Bench} bench
 * @param {(inputs: number[][]) => void} look
 */
export function mountProbes(section, { probes, most }, look) {
  const buttons = /** @type {HTMLButtonElement[]} */ ([...section.querySelectorAll("[data-probe]")]);
  if (!buttons.length) return;
  const left = /** @type {HTMLElement} */ (section.querySelector("[data-left]"));
  const tried = new Set();

  function show() {
    left.textContent = String(left.dataset.left).replace("{left}", String(most - tried.size));
    for (const [n, button] of buttons.entries()) {
      button.disabled = tried.size >= most && !tried.has(n);
      button.toggleAttribute("data-tried", tried.has(n));
    }
  }

  for (const [n, button] of buttons.entries()) {
    button.addEventListener("click", () => {
      tried.add(n);
      show();
      look(probes[n]);
    });
  }
  show();
}
