// Taking a quiz: each edit goes to the server at once and stays in the outbox until the server has said that it
// is saved. An edit has a key of its own and the number of the answer it was made on, so that sending it again
// changes nothing twice. Without this script the same forms post and the server redirects.

import { collect, fill, inWords, isEmpty, sameAnswer, show, showFlag } from "./answers.js";
import { Outbox, newKey } from "./outbox.js";

const WAITS = [1000, 3000, 8000, 15000]; // milliseconds before each further try, the last one again and again
const TYPING = 600; // a pause in typing
const POLL = 15000; // between looks at how the attempt stands
const LONGEST = 20000; // of one request
const SILENCE = 4000; // of the server, after which an answer on its way is said not to be saved
const LAST_LOOK = 1500; // of the one at zero
const NO_LINE = "There is no connection just now.";
const KEPT = "What you answered is kept on this device.";

const by = (id) => document.getElementById(id);
const { here, user, attempt } = by("quiz").dataset;
const outbox = new Outbox(user, attempt);
let token = by("quiz").dataset.token;
let seqs = null; // of the answers on the server, as last heard
let sending = null, retry = 0, typing = 0, tries = 0;
let over = false, leaving = false, signedOut = false, everSaved = !by("saved").hidden;

const question = () => by("question"); // the form, where a question is on the page
const slot = () => Number(by("sheet").dataset.slot);
const say = (text) => { by("said").textContent = text; };

// --- what is said ----------------------------------------------------------------------------------------

function trouble(text, link, words) {
  const box = by("trouble");
  box.replaceChildren(text);
  if (link) {
    const anchor = Object.assign(document.createElement("a"), { href: link, textContent: words });
    anchor.addEventListener("click", () => { leaving = outbox.outlasts; });
    box.append(" ", anchor);
  }
  box.hidden = !text;
}

function state() {
  if (!outbox.size) return ["✓ saved", "saved"];
  if (signedOut) return ["✗ not saved, signed out", "unsaved"];
  if (tries) return ["✗ not saved, trying again", "unsaved"];
  return outbox.next ? ["saving …", "saving"] : ["✗ not saved, two answers", "unsaved"];
}

function showState() {
  const box = by("saved"), [text, name] = state(), said = box.dataset.said ?? "saved";
  if (name !== "saving" && name !== said) {
    say(name === "saved" ? "Saved." : `Not saved yet. ${KEPT}`);
    box.dataset.said = name;
  }
  box.hidden = !outbox.size && !everSaved;
  box.textContent = text;
  box.className = `save-state ${name}`;
  if (by("unsent")) {
    const numbers = outbox.slots, many = numbers.length > 1;
    by("unsent").hidden = !numbers.length;
    by("unsent").textContent = many ? `Not saved yet: the answers to questions ${numbers.join(", ")}. Handing in sends them along.`
      : `Not saved yet: the answer to question ${numbers[0]}. Handing in sends it along.`;
  }
}

// --- the line --------------------------------------------------------------------------------------------

const tellTime = (detail) => document.dispatchEvent(new CustomEvent("quiz:time", { detail }));

async function ask(url, body, more) {
  const sent = performance.now();
  const response = await fetch(url, { ...(body && { method: "POST", body }), headers: { "In-Place": "1" }, signal: AbortSignal.timeout(LONGEST), ...more });
  const now = Number(response.headers.get("Server-Now"));
  if (now) tellTime({ now, trip: performance.now() - sent, deadline: Number(response.headers.get("Deadline")) || null });
  return response;
}

function formOf(fields) {
  const body = new FormData();
  body.set("csrf_token", token);
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) if (one !== null && one !== undefined) body.append(name, one);
  return body;
}

// Send what is waiting, one after another. True when nothing is left that could be sent.
function flush(more) {
  clearTimeout(typing);
  clearTimeout(retry);
  return sending ??= drain(more).finally(() => {
    sending = null;
    showState();
  });
}

async function drain(more) {
  for (let edit, renewed = false; !over && (edit = outbox.next);) {
    edit.tried = true;
    outbox.keep(edit);
    showState();
    let done = false;
    const silent = setTimeout(() => {
      tries ||= 1;
      showState();
    }, SILENCE);
    try {
      done = await send(edit, more);
    } catch {
      // No line, or no answer in time.
    } finally {
      clearTimeout(silent);
    }
    if (!done || done === "again" && renewed) {
      if (!over) retry = setTimeout(flush, WAITS[Math.min(tries++, WAITS.length - 1)]);
      return false;
    }
    renewed = done === "again";
    tries = 0;
  }
  return !over;
}

// True where the edit is settled, one way or another; "again" where it can be sent once more at once.
async function send(edit, more) {
  const { key, base, given, certainty, final } = edit;
  const response = await ask(`${here}/${edit.slot}`, formOf({ key, base, given, certainty, go: final ? "check" : null }), more);
  switch (response.status) {
    case 200: return saved(edit, await response.json());
    case 409: return refused(edit, await response.json());
    case 401: return signIn(await response.json());
    case 400: return renew();
    case 403: return wasFinal(edit);
    case 422: outbox.rename(edit); break;
    case 404: trouble(`This attempt cannot be reached from the account that is signed in here. ${KEPT}`);
  }
  return false;
}

function saved(edit, found) {
  if (tries || signedOut) trouble("");
  outbox.drop(edit);
  everSaved = true;
  signedOut = false;
  heard(edit.slot, found.seq);
  if (edit.slot === slot() && by("understood") && !outbox.last(slot()))
    by("understood").textContent = found.understood && `understood as ${found.understood}`;
  return true;
}

// The number of the answer that the server has: what the next edit is made on.
function heard(number, seq) {
  if (seqs) seqs[number - 1] = seq;
  if (number === slot()) question().dataset.seq = seq;
}

// Another tab or device answered since. The same answer is no quarrel; else the learner chooses.
function refused(edit, found) {
  if (found.result !== "stale") return ended(found.see);
  const edits = outbox.of(edit.slot);
  heard(edit.slot, found.seq);
  if (sameAnswer(found, edits.at(-1))) for (const one of edits) outbox.drop(one);
  else outbox.dispute(edits, found);
  quarrel();
  return true;
}

function quarrel() {
  const edit = outbox.disputed;
  if (!edit) return;
  if (edit.slot !== slot())
    return trouble("An answer was also given from another tab or device.", `${here}/${edit.slot}`, `Choose which shall stay in question ${edit.slot}`);
  const box = by("conflict");
  box.querySelector("[data-theirs]").textContent = inWords(question(), edit.conflict);
  box.querySelector("[data-mine]").textContent = inWords(question(), edit);
  box.hidden = false;
  box.focus();
}

function settle(mine) {
  const edit = outbox.disputed, now = collect(question());
  outbox.drop(edit);
  by("conflict").hidden = true;
  if (mine) outbox.put(slot(), edit.base, now);
  else fill(question(), edit.conflict);
  by("prompt").focus();
  flush();
}

async function wasFinal(edit) {
  for (const one of outbox.of(edit.slot)) outbox.drop(one);
  await turn(location.href, { again: true });
  trouble("That question had been closed already, so its answer was not changed.");
  return true;
}

// The token of this page no longer fits: another session has begun, or none is left.
async function renew() {
  const before = token;
  await look();
  if (token === before) return false;
  return over || "again";
}

function signIn({ see }) {
  if (!signedOut) trouble(`You are signed out. ${KEPT}`, see, "Sign in and go on");
  signedOut = true;
  return false;
}

// The attempt is over. What could not be sent in time is named, not passed over.
function ended(see) {
  const lost = outbox.slots;
  over = true;
  outbox.wipe();
  if (!lost.length) location.replace(see);
  else trouble(`This attempt was over before everything had arrived. Not in it: your last answer to question ${lost.join(", ")}.`, see, "See where it stands");
  return true;
}

// How the attempt stands: more time, a fresh token, answers from elsewhere, the end.
async function look() {
  const response = await ask(`${here}/state`);
  if (response.status === 401) return signIn(await response.json());
  if (!response.ok) return;
  const found = await response.json();
  token = found.csrf_token;
  for (const input of document.querySelectorAll("[name=csrf_token]")) input.value = token;
  tellTime({ until: found.until, timing: found.timing });
  if (signedOut) trouble("");
  signedOut = false;
  if (over) return;
  if (found.state !== "in_progress") return ended(found.see);
  const changed = seqs && found.seqs.some((seq, index) => seq !== seqs[index]);
  const behind = question() && found.seqs[slot() - 1] > Number(question().dataset.seq);
  seqs = found.seqs;
  if ((changed || behind) && !outbox.size && !document.activeElement.matches("input.typed, select"))
    await turn(location.href, { again: true });
}

async function poll() {
  if (document.hidden || over) return;
  await look().catch(() => {});
  if (outbox.size) flush();
}

// --- moving on -------------------------------------------------------------------------------------------

// Another page of the attempt in place of this one. Without a line one stays where one is.
async function turn(url, { body, again, back } = {}) {
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
  token = part.getElementById("quiz").dataset.token;
  by("sheet").replaceWith(document.adoptNode(sheet));
  document.title = part.title;
  for (const notice of document.querySelectorAll("#main > .notice")) notice.remove();
  if (!again && !back) history.pushState(null, "", response.url);
  if (!signedOut) trouble("");
  arrive();
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

// A page of the attempt has come: what was given here and not sent yet stands in it again.
function arrive() {
  document.dispatchEvent(new CustomEvent("quiz:sheet"));
  const last = outbox.last(slot());
  if (last && question().dataset.final === undefined) fill(question(), last);
  quarrel();
  showState();
  if (by("hand-in")?.dataset.over !== undefined) handIn(true);
}

async function go(to) {
  if (sending) await sending;
  if (to === "check" && isEmpty(collect(question()).given)) return trouble("Give an answer first; then it can be checked.");
  if (to === "check") edited({ final: true });
  await flush();
  if (over || signedOut) return;
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
  if (over) return;
  over = true;
  clearTimeout(typing);
  clearTimeout(retry);
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
    if (response?.status === 404) return trouble(`This attempt cannot be reached from the account that is signed in here. ${KEPT}`);
    trouble(`${why}Not handed in yet, trying again. ${KEPT}`);
    await new Promise((done) => setTimeout(done, WAITS[Math.min(n, WAITS.length - 1)]));
  }
}

// --- events ----------------------------------------------------------------------------------------------

// What the inputs hold now is an edit.
function edited(more = {}) {
  if (over || question().dataset.final !== undefined) return;
  show(question());
  if (outbox.last(slot())?.conflict) return; // the choice between the two is still to be made
  outbox.put(slot(), Number(question().dataset.seq), { ...collect(question()), ...more });
  showState();
}

document.addEventListener("input", ({ target }) => {
  if (!target.closest("#question")) return;
  edited();
  clearTimeout(typing);
  if (target.matches(".typed")) typing = setTimeout(flush, TYPING);
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
  if (over) return;
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
addEventListener("popstate", () => turn(location.href, { back: true }));
addEventListener("online", poll);
addEventListener("pageshow", (event) => { if (event.persisted) poll(); });
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) poll();
  else if (outbox.size) flush({ keepalive: true });
});
addEventListener("beforeunload", (event) => { if (outbox.size && !leaving) event.preventDefault(); });

arrive();
if (outbox.size) flush();
setInterval(poll, POLL);
