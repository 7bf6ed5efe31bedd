// The attempt on its page: where the page stands, what it says, its line to the server, and another page of the
// attempt in place of this one.

import { Outbox } from "./outbox.js";

const LONGEST = 20000; // milliseconds of one request
export const WAITS = [1000, 3000, 8000, 15000]; // before each further try, the last one again and again
export const NO_LINE = "There is no connection just now.";
export const KEPT = "What you answered is kept on this device.";
export const STRANGE = `This attempt cannot be reached from the account that is signed in here. ${KEPT}`;

export const by = (id) => document.getElementById(id);
export const { here } = by("quiz").dataset;
export const outbox = new Outbox(by("quiz").dataset.user, by("quiz").dataset.attempt);
export const page = {
  token: by("quiz").dataset.token,
  seqs: null, // of the answers on the server, as last heard
  over: false,
  leaving: false,
  signedOut: false,
};

export const question = () => by("question"); // the form, where a question is on the page
export const slot = () => Number(by("sheet").dataset.slot);

export function trouble(text, link, words) {
  const box = by("trouble");
  box.replaceChildren(text);
  if (link) {
    const anchor = Object.assign(document.createElement("a"), { href: link, textContent: words });
    anchor.addEventListener("click", () => { page.leaving = outbox.outlasts; });
    box.append(" ", anchor);
  }
  box.hidden = !text;
}

// --- the line --------------------------------------------------------------------------------------------

export const tellTime = (detail) => document.dispatchEvent(new CustomEvent("quiz:time", { detail }));

export async function ask(url, body, more) {
  const sent = performance.now();
  const response = await fetch(url, { ...(body && { method: "POST", body }), headers: { "In-Place": "1" }, signal: AbortSignal.timeout(LONGEST), ...more });
  const now = Number(response.headers.get("Server-Now"));
  if (now) tellTime({ now, trip: performance.now() - sent, deadline: Number(response.headers.get("Deadline")) || null });
  return response;
}

export function formOf(fields) {
  const body = new FormData();
  body.set("csrf_token", page.token);
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) if (one !== null && one !== undefined) body.append(name, one);
  return body;
}

// --- turning the page ------------------------------------------------------------------------------------

// Another page of the attempt in place of this one. Without a line one stays where one is.
export async function turn(url, { body, again, back } = {}) {
  let response, part;
  try {
    response = await fetch(url, { ...(body && { method: "POST", body }), signal: AbortSignal.timeout(LONGEST) });
    part = new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    if (back) history.pushState(null, "", `${here}/${slot() || "summary"}`);
    return trouble(`${NO_LINE} ${KEPT} Stay on this page, and move on when the connection is back.`);
  }
  const sheet = part.getElementById("sheet");
  if (!sheet && response.status >= 500) return trouble(`The server could not answer just now. ${KEPT} Try again in a moment.`);
  if (!sheet) return location.assign(response.url);
  const held = again && document.activeElement?.closest("#sheet [name]");
  page.token = part.getElementById("quiz").dataset.token;
  by("sheet").replaceWith(document.adoptNode(sheet));
  document.title = part.title;
  for (const notice of document.querySelectorAll("#main > .notice")) notice.remove();
  if (!again && !back) history.pushState(null, "", response.url);
  if (!page.signedOut) trouble("");
  document.dispatchEvent(new CustomEvent("quiz:sheet"));
  if (!again) {
    scrollTo(0, 0);
    focus();
  } else if (held) {
    document.querySelector(`#sheet [name="${held.name}"][value="${CSS.escape(held.value)}"]`)?.focus();
  }
}

// To the field, where that brings up no keyboard on the screen; else to what is asked.
function focus() {
  const field = matchMedia("(hover: hover)").matches && document.querySelector("#sheet input.typed:enabled");
  (field || by("prompt")).focus({ preventScroll: true });
}
