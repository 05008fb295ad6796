/**
 * Sets the theme before the first paint, and keeps the header's two switches working: the theme, and a language link that
 * carries the place in the address along. A classic script: it must run before the page is drawn.
 */
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const stored = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  };
  const apply = () => {
    root.dataset.theme = stored() ?? (dark.matches ? "dark" : "light");
  };

  apply();
  dark.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", () => {
    document.getElementById("theme-toggle")?.addEventListener("click", () => {
      root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
      try {
        localStorage.setItem("theme", root.dataset.theme);
      } catch {
        // Without storage the choice lasts as long as the page.
      }
    });
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("[data-language]"))) {
      link.addEventListener("click", () => {
        const room = /\/(?:desk|board)(\/[^/]+)$/.exec(location.pathname)?.[1] ?? "";
        if (!link.pathname.endsWith(room)) link.pathname += room;
        link.search = location.search;
        link.hash = location.hash;
      });
    }
  });
})();
