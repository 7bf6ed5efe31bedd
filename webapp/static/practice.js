// A row of cards without leaving the page: sending forms in place, keys, focus. Without this script the same
// forms post and the server redirects.

const card = () => document.getElementById("card");
const WAITS = [1000, 3000, 8000, 15000]; // milliseconds before each further try, the last one again and again
let sending = false;

// What is sent carries its own id, so that sending it again after a broken line changes nothing twice.
async function send(url, body) {
  for (let tries = 0; ; tries++) {
    try {
      const response = await fetch(url, { method: "POST", body, headers: { "In-Place": "1" } });
      if (response.status < 502 || response.status > 504) return response;
    } catch {
      // No line: wait and try again.
    }
    document.getElementById("unsent").hidden = false;
    await new Promise((done) => setTimeout(done, WAITS[Math.min(tries, WAITS.length - 1)]));
  }
}

async function submit(form, button) {
  if (sending) return;
  sending = true;
  const body = new FormData(form, button);
  const url = button?.hasAttribute("formaction") ? button.formAction : form.action;
  const slow = setTimeout(() => card().setAttribute("aria-busy", "true"), 300);
  const response = await send(url, body);
  clearTimeout(slow);
  document.getElementById("unsent").hidden = true;
  const text = await response.text();
  const part = new DOMParser().parseFromString(text, "text/html").getElementById("card");
  sending = false;
  if (!response.redirected && response.ok && part) return put(part);
  if (response.redirected) return location.assign(response.url);
  const main = document.getElementById("main"); // an error's words, with the card kept below
  document.getElementById("trouble")?.remove();
  const trouble = Object.assign(document.createElement("div"), { id: "trouble", tabIndex: -1, innerHTML: text });
  trouble.setAttribute("role", "alert");
  main.prepend(trouble);
  card().removeAttribute("aria-busy");
  trouble.focus();
}

function put(part) {
  document.getElementById("trouble")?.remove();
  for (const notice of document.querySelectorAll("#main > .notice:not(#unsent)")) notice.remove();
  card().replaceWith(part);
  history.replaceState(null, "", addressOf(part)); // a reload, and the way back from a document, show the same
  document.getElementById("said").textContent = part.dataset.say.trim();
  focus();
  if (part.getBoundingClientRect().top < 0) part.scrollIntoView({ block: "start" });
}

// Of an answer side the card with what was typed; else the row as it stands now.
function addressOf(part) {
  if (part.dataset.here) return part.dataset.here;
  const sent = new FormData(part.querySelector("form") ?? undefined), query = new URLSearchParams();
  for (const name of ["document", "deck", "kind", "done", "new", "ahead"])
    if (sent.get(name)) query.set(name, sent.get(name));
  return `${location.pathname.replace(/[^/]*$/, "card")}?${query}`;
}

// On a card's front the field, where that brings up no keyboard on the screen; on its back the rating that fits.
function focus() {
  const here = card();
  const to = here.dataset.side === "front"
    ? matchMedia("(hover: hover)").matches && here.querySelector("input.typed, select")
    : here.querySelector("[data-preselected]") ?? here.querySelector("#answer");
  const target = to || here.querySelector("[data-show]");
  target?.focus({ preventScroll: here.dataset.side !== "front" });
}

const writing = (element) => element.matches("input:not([type=hidden]), textarea, select, [contenteditable]");
const acting = (element) => element.matches("button, a[href], summary, progress, [role=button]");

function keyed(event) {
  const here = card();
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const at = event.target;
  if (event.key === "Escape" && writing(at)) return at.blur();
  // An empty field has no use for a space, nor a choice for Enter: it shows the answer, as everywhere else.
  const empty = at.matches("input.typed") && at.value === "" && event.key === " "
    || at.matches("#card select") && event.key === "Enter";
  if (writing(at) && !empty) return;
  if (event.key === " " || event.key === "Enter") {
    if (acting(at) && !empty) return; // the button or link in focus is what was meant
    const button = here.querySelector("[data-show], [data-preselected]");
    if (!button) return;
    event.preventDefault();
    return button.click();
  }
  const key = event.key.toLowerCase();
  const target = key === "e" ? here.querySelector(".to-document") : here.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return;
  event.preventDefault();
  target.click();
}

if (card()) {
  document.addEventListener("submit", (event) => {
    if (!event.target.closest("#card")) return;
    event.preventDefault();
    submit(event.target, event.submitter);
  });
  document.addEventListener("keydown", keyed);
  focus();
}
