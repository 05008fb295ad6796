/** Files that a teacher saves. */

/** @param {Document} document @param {string} name @param {Blob} content */
export function saveFile(document, name, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @param {Document} document @param {string} name @param {string} text */
export const saveText = (document, name, text) =>
  saveFile(document, name, new Blob([text], { type: "application/json" }));
