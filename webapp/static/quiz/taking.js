// Taking a quiz: what the buttons, the fields and the clock of its pages do. Without this script the same forms post
// and the server redirects.

import { collect, fill, isEmpty, isTouched, showFlag } from "./answers.js";
import { KEPT, NO_LINE, STRANGE, WAITS, ask, by, formOf, here, outbox, page, question, slot, trouble, turn } from "./attempt.js";
import { edited, ended, flush, flushSoon, look, quarrel, renew, settle, settled, showState, signIn, stop } from "./saving.js";
import { newKey } from "./outbox.js";

const POLL = 15000; // milliseconds between looks at how the attempt stands
const LAST_LOOK = 1500; // of the one at zero

async function poll() {
  if (document.hidden || page.over) return;
  await look().catch(() => {});
  if (outbox.size) flush();
}

// A page of the attempt has come: what was given here and not sent yet stands in it again.
function arrive() {
  const last = outbox.last(slot());
  if (last && question().dataset.final === undefined) fill(question(), last);
  quarrel();
  showState();
  if (by("hand-in")?.dataset.over !== undefined) handIn(true);
}

// Nothing is there to be checked: that is said by the field, which gets the focus.
function lack() {
  by("missing").textContent = by("missing").dataset.words;
  (question().querySelector("[data-stay]") ?? question().querySelector("[name=given]")).focus();
}

async function go(to) {
  await settled();
  if (to === "check" && isEmpty(collect(question()).given)) return lack();
  if (to === "check") edited({ final: true });
  await flush();
  if (page.over || page.signedOut) return;
  if (outbox.disputed?.slot === slot()) return quarrel();
  if (outbox.of(slot()).length) return trouble(`${NO_LINE} Your answer is kept here and will be sent as soon as it is back; then you can move on.`);
  if (to === "check") {
    await turn(location.href, { again: true });
    return by("feedback")?.focus();
  }
  if (to === "next" && question().dataset.sequential !== undefined) {
    const now = collect(question());
    return turn(question().action, { body: formOf({ key: newKey(), base: question().dataset.seq, ...now, was: JSON.stringify(now), go: to }) });
  }
  const number = { next: slot() + 1, back: slot() - 1 }[to] ?? Number(to);
  const places = document.querySelectorAll(".place").length;
  return turn(number >= 1 && number <= places ? `${here}/${number}` : `${here}/summary`);
}

async function flag(button) {
  const form = question(), on = button.value === "on";
  try {
    const response = await ask(`${form.action}/flag`, formOf({ flag: button.value }));
    if (response.ok) return showFlag(form, button, on);
    if (response.status === 401) return signIn(await response.json());
    if (response.status === 409) return ended((await response.json()).see);
    if (response.status === 400 && await renew() === "again") return flag(button);
    trouble("The flag could not be changed just now.");
  } catch {
    trouble(`${NO_LINE} The flag was not changed.`);
  }
}

// Hand in with everything that is not saved yet, until there is a receipt.
async function handIn(timeIsUp) {
  if (page.over) return;
  page.over = true;
  stop();
  for (const input of document.querySelectorAll("#sheet :is(input, select, button)")) input.disabled = true;
  const why = timeIsUp ? "Time is up. " : "";
  trouble(`${why}Handing in …`);
  for (let n = 0; ; n++) {
    const response = await ask(`${here}/submit`, formOf({ unsaved: JSON.stringify(outbox.plain) })).catch(() => null);
    if (response?.status === 200) {
      outbox.wipe();
      return location.replace((await response.json()).see);
    }
    if (response?.status === 400) await look().catch(() => {});
    if (response?.status === 401) return trouble(`${why}You are signed out. ${KEPT}`, (await response.json()).see, "Sign in to hand in");
    if (response?.status === 404) return trouble(STRANGE);
    trouble(`${why}Not handed in yet, trying again. ${KEPT}`);
    await new Promise((done) => setTimeout(done, WAITS[Math.min(n, WAITS.length - 1)]));
  }
}

// --- events ----------------------------------------------------------------------------------------------

document.addEventListener("input", ({ target }) => {
  if (!target.closest("#question")) return;
  edited();
  if (target.matches(".typed")) flushSoon();
  else flush();
});
document.addEventListener("focusout", ({ target }) => { if (target.matches("#question .typed") && outbox.size) flush(); });
document.addEventListener("quiz:ordered", () => {
  edited();
  flush();
});
// At zero. Somebody may have given more time since the last look.
document.addEventListener("quiz:over", async () => {
  const { deadline } = by("quiz").dataset;
  await Promise.race([look().catch(() => {}), new Promise((done) => setTimeout(done, LAST_LOOK))]);
  if (by("quiz").dataset.deadline === deadline) handIn(true);
});

function takeBack() {
  fill(question(), { ...collect(question()), given: [] });
  edited();
  by("prompt").focus();
  flush();
}

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!["hand-in", "question"].includes(event.target.id)) return;
  event.preventDefault();
  if (page.over) return;
  if (event.target.id === "hand-in") handIn();
  else if (button.name === "flag") flag(button);
  else if (button.name === "clear") takeBack();
  else go(button.value);
});
document.addEventListener("click", (event) => {
  const choice = event.target.closest("[data-keep]"), link = event.target.closest("a[data-turn]");
  if (choice) settle(choice.dataset.keep === "mine");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  turn(link.href);
});

// Keys: 1–9 choose, n and p move on and back, f flags. Not while typing or choosing from a list.
document.addEventListener("keydown", (event) => {
  const sheet = document.getElementById("sheet");
  if (!sheet || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const at = event.target;
  if (event.key === "Enter" && at.matches("#question .listed input")) { // Enter goes through the parts of a list
    const fields = [...sheet.querySelectorAll(".listed input")], next = fields[fields.indexOf(at) + 1];
    if (!next) return;
    event.preventDefault();
    return next.focus();
  }
  if (event.key === "Escape" && at.matches("input.typed, select")) return at.blur();
  if (at.matches("input:not([type=radio], [type=checkbox]), textarea, select")) return;
  const key = event.key.toLowerCase();
  const target = /^[1-9]$/.test(key) ? sheet.querySelectorAll(".option input:enabled")[key - 1]
    : key === "f" ? sheet.querySelector("[data-flag]") : sheet.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return;
  event.preventDefault();
  target.focus({ preventScroll: !target.matches("input") });
  target.click();
});

addEventListener("popstate", () => turn(location.href, { back: true }));
addEventListener("online", poll);
addEventListener("pageshow", (event) => { if (event.persisted) poll(); });
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) poll();
  else if (outbox.size) flush({ keepalive: true });
});
addEventListener("beforeunload", (event) => { if (outbox.size && !page.leaving) event.preventDefault(); });

if (question() && isTouched(question())) edited(); // given before this script had come
document.addEventListener("quiz:sheet", arrive);
document.dispatchEvent(new CustomEvent("quiz:sheet"));
if (outbox.size) flush();
setInterval(poll, POLL);
