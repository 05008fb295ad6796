"""Views can be mounted in any document: only pages name the browser's globals, and the linter sees to it."""

import re
import subprocess
from pathlib import Path

TESTS = Path(__file__).parents[1] / "js"
REFUSED = {
    "static/js/view/panels/by_name.js": "export const sample = () => document.body;\n",
    "static/js/view/base/window.js": "export const sample = () => window.innerWidth;\n",
    "static/js/features/share/location.js": "export const sample = () => location.hash;\n",
    "static/js/features/tour/history.js": "export const sample = () => history.back();\n",
    "static/js/state/navigator.js": "export const sample = () => navigator.clipboard;\n",
    "static/js/data/by_default.js": "export const sample = (page = document) => page;\n",
    "static/js/data/asking.js": "export const sample = (url) => fetch(url);\n",
    "static/js/data/asking_by_default.js": "export const sample = (send = fetch) => send;\n",
    "static/js/features/share/passed_on.js": "export const sample = (ask) => ask(fetch);\n",
    "static/js/features/models/sending.js": "export const sample = () => new XMLHttpRequest();\n",
    "static/js/features/tour/stored.js": "export const sample = () => localStorage.length;\n",
    "static/js/state/stored_briefly.js": "export const sample = () => sessionStorage.length;\n",
    "static/js/view/roundabout.js": "export const sample = () => globalThis.document;\n",
    "static/js/features/keys/other_name.js": "export const sample = () => self.location;\n",
    "static/js/unit/inside.js": "export function sample() {\n  return () => document;\n}\n",
}
ALLOWED = {
    "static/js/view/handed_in.js": "export const sample = ({ document }) => document.body;\n",
    "static/js/view/of_the_place.js": "export const sample = (place) => place.ownerDocument.location;\n",
    "static/js/features/share/handed_on.js": "export const sample = ({ outside }) => outside.fetch();\n",
    "static/js/features/models/handed_on.js": "export const sample = ({ outside }) => outside.request();\n",
    "static/js/features/tasks/handed_on.js": "export const sample = ({ storage }) => storage?.length;\n",
    "static/js/pages/outside.js": "export const sample = () => [fetch, localStorage, sessionStorage];\n",
    "static/js/pages/page.js": "export const sample = () => document.body;\n",
}


def test_globals_of_the_page_are_refused_outside_pages(tmp_path: Path) -> None:
    for path, source in (REFUSED | ALLOWED).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(source)
    linter = str(TESTS / "node_modules/.bin/biome")
    command = [linter, "lint", "--colors=off", f"--config-path={TESTS / 'lint.json'}", "static"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    seen = re.findall(r"^(\S+?):\S+ lint/style/noRestrictedGlobals", said.stdout + said.stderr, re.MULTILINE)
    assert set(seen) == set(REFUSED)
