"""A windowed network as a machine: a small network above each step that it reads, and one that joins them."""

from collections.abc import Sequence

from app.learn.drawings.chart import WIDTH, text
from app.learn.drawings.words import Words

HEIGHT = 150.0
LEFT, JOIN, WIDE = 20.0, WIDTH - 118, 46.0
"""Where the first network begins, where the one that joins them begins, and its width."""
WIDEST = 84.0
"""The most room that one network takes."""
NAMED = 6
"""So many steps have room for their number; of more, only the first and the last are written."""


def draw(seen: Sequence[float], answer: float, _: Words) -> str:
    """Return the machine that reads the values `seen` at once, and its answer, as parts of a picture."""
    pitch = min(WIDEST, (JOIN - LEFT - 52) / len(seen))
    middles = [LEFT + pitch * (n + 0.5) for n in range(len(seen))]
    written = range(len(seen)) if len(seen) <= NAMED else (0, len(seen) - 1)
    parts = [f'<path class="hands-on" d="M{middles[0]:.1f} 36 H{JOIN - 2:g}"/>']
    for middle in middles:
        box = f'x="{middle - pitch * 0.36:.1f}" width="{pitch * 0.72:.1f}"'
        parts.append(f'<path class="says" d="M{middle:.1f} 58 V36"/>')
        parts.append(f'<rect class="net" {box} y="58" height="34" rx="4"/>')
        parts.append(f'<path class="reads" d="M{middle:.1f} 112 V93"/>')
    parts += [text(middles[n], 127, f"{seen[n]:.2f}") for n in written]
    if len(seen) <= NAMED:
        parts += [text(middle, 79.5, _("findings.window.net", n=n)) for n, middle in enumerate(middles, 1)]
    parts += [
        text(LEFT, 146, _("findings.window.reads"), "start", "name"),
        f'<rect class="net" x="{JOIN:g}" y="18" width="{WIDE:g}" height="36" rx="4"/>',
        text(JOIN + WIDE / 2, 40.5, "Σ"),
        text(JOIN + WIDE / 2, 76, _("findings.window.joins"), "middle", "name"),
        f'<path class="says" d="M{JOIN + WIDE:g} 36 h18"/>',
        text(JOIN + WIDE + 22, 40.5, f"{answer:.2f}", "start"),
    ]
    return "".join(parts)
