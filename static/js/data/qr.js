/** A text as a QR code. It is sent in a body, so that an address ends up in no log. */

/** @param {typeof fetch} send @param {string} text @returns {Promise<string>} the address of a picture, for an `<img>` */
export async function qrPicture(send, text) {
  const headers = { "Content-Type": "application/json", Accept: "image/svg+xml" };
  const answer = await send("/qr", { method: "POST", headers, body: JSON.stringify({ text }) });
  if (!answer.ok) throw new Error(`/qr: ${answer.status}`);
  return `data:image/svg+xml,${encodeURIComponent(await answer.text())}`;
}
