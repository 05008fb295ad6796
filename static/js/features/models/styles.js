/** The looks of models of one's own: who imports this runs when they are there. Without them it still works. */

const link = document.createElement("link");
link.rel = "stylesheet";
link.href = new URL("./models.css", import.meta.url).href;
await new Promise((resolve) => {
  link.onload = link.onerror = resolve;
  document.head.append(link);
});

export {};
