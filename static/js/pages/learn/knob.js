/** Knobs over pictures that are already on the page: only the picture for a knob's position is shown. */

/** @param {ParentNode} root */
export function mount(root) {
  for (const knob of root.querySelectorAll("[data-knob]")) mountKnob(/** @type {HTMLElement} */ (knob));
}

/** @param {HTMLElement} knob with a slider, the names of its positions, and an element for the current one */
function mountKnob(knob) {
  const finding = /** @type {HTMLElement} */ (knob.closest(".finding"));
  const slider = /** @type {HTMLInputElement} */ (knob.querySelector("input"));
  const says = /** @type {HTMLOutputElement} */ (knob.querySelector("output"));
  const names = [...knob.querySelectorAll("option")].map((option) => option.textContent ?? "");
  const parts = [...finding.querySelectorAll(`[data-of="${knob.dataset.knob}"]`)];

  function show() {
    for (const part of parts) part.toggleAttribute("hidden", part.getAttribute("data-at") !== slider.value);
    const name = names[slider.valueAsNumber];
    slider.setAttribute("aria-valuetext", name);
    says.textContent = name;
  }
  slider.addEventListener("input", show);
  const dragged = /** @type {HTMLElement|null} */ (finding.querySelector(`[data-dragged="${knob.dataset.knob}"]`));
  if (dragged) follow(dragged, slider, show);
  knob.hidden = false;
  show(); // a browser may restore the position in which the reader left it
}

/**
 * Where a finger or a pointer is across a picture, the knob stands.
 *
 * @param {HTMLElement} picture with the shares of its width at which the first and the last position lie
 * @param {HTMLInputElement} slider
 * @param {() => void} show
 */
function follow(picture, slider, show) {
  /** @param {PointerEvent} event */
  function point({ clientX }) {
    const { left, width } = picture.getBoundingClientRect();
    const [from, to] = [picture.dataset.from, picture.dataset.to].map(Number);
    slider.value = String(Math.round((((clientX - left) / width - from) / (to - from)) * Number(slider.max)));
    show();
  }
  picture.addEventListener("pointerdown", (event) => {
    picture.setPointerCapture(event.pointerId);
    point(event);
    slider.focus({ preventScroll: true });
    event.preventDefault(); // otherwise the focus leaves the slider again
  });
  picture.addEventListener("pointermove", (event) => {
    if (picture.hasPointerCapture(event.pointerId)) point(event);
  });
}
