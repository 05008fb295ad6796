/**
 * One request to the server's JSON API. Every failure, including a server that cannot be reached, is a rejected ApiError
 * with a Problem.
 *
 * @typedef {import("./types.js").Problem} Problem
 */

export class ApiError extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.detail);
    this.problem = problem;
  }

  /** @param {number} status @param {string} statusText @param {any} body of the answer, if it is JSON @param {string|null} [language] of its words */
  static of(status, statusText, body, language) {
    return new ApiError({
      status,
      title: body?.title ?? statusText,
      detail: body?.detail ?? "",
      errors: body?.errors ?? [],
      ...(language && language !== "en" ? { language } : {}),
    });
  }
}

/** @param {unknown} error of a request, or of a script that was to be fetched */
export const unreachable = (error) =>
  new ApiError({ status: 0, title: "unreachable", detail: String(error), errors: [] });

/** @param {typeof fetch} send @param {string} url @param {unknown} body */
export const ask = (send, url, body) =>
  call(send, url, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/**
 * @param {typeof fetch} send
 * @param {string} url
 * @param {RequestInit} [options]
 * @returns {Promise<any>} null if the answer has no content
 */
export async function call(send, url, options) {
  let response;
  try {
    response = await send(url, options);
  } catch (error) {
    throw unreachable(error);
  }
  if (response.status === 204) return null;
  const isJson = /\bjson\b/.test(response.headers.get("Content-Type") ?? "");
  const body = isJson ? await response.json().catch(() => null) : null;
  if (response.ok && body) return body;
  const language = response.headers.get("Content-Language");
  throw ApiError.of(response.ok ? 0 : response.status, response.statusText, body, language);
}
