// Saving: each edit goes to the server at once and stays in the outbox until the server has said that it is saved.
// An edit has a key of its own and the number of the answer it was made on, so that sending it again changes nothing
// twice.

import { collect, fill, inWords, sameAnswer, show } from "./answers.js";
import { KEPT, STRANGE, WAITS, ask, by, formOf, here, outbox, page, question, slot, tellTime, trouble, turn } from "./attempt.js";

const SILENCE = 4000; // milliseconds of the server, after which an answer on its way is said not to be saved
const TYPING = 600; // of a pause in typing

let sending = null, retry = 0, typing = 0, tries = 0;
let everSaved = !by("saved").hidden;

function state() {
  if (!outbox.size) return ["✓ saved", "saved"];
  if (page.signedOut) return ["✗ not saved, signed out", "unsaved"];
  if (tries) return ["✗ not saved, trying again", "unsaved"];
  return outbox.next ? ["saving …", "saving"] : ["✗ not saved, two answers", "unsaved"];
}

export function showState() {
  const box = by("saved"), [text, name] = state(), said = box.dataset.said ?? "saved";
  if (name !== "saving" && name !== said) {
    by("said").textContent = name === "saved" ? "Saved." : `Not saved yet. ${KEPT}`;
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

// What the inputs hold now is an edit.
export function edited(more = {}) {
  if (page.over || question().dataset.final !== undefined) return;
  show(question());
  if (by("missing")) by("missing").textContent = "";
  if (outbox.last(slot())?.conflict) return; // the choice between the two is still to be made
  outbox.put(slot(), Number(question().dataset.seq), { ...collect(question()), ...more });
  showState();
}

// Send once the typing pauses.
export function flushSoon() {
  clearTimeout(typing);
  typing = setTimeout(flush, TYPING);
}

// What is on its way has arrived, or has not.
export const settled = () => sending;

export function stop() {
  clearTimeout(typing);
  clearTimeout(retry);
}

// Send what is waiting, one after another. True when nothing is left that could be sent.
export function flush(more) {
  stop();
  return sending ??= drain(more).finally(() => {
    sending = null;
    showState();
  });
}

async function drain(more) {
  for (let edit, renewed = false; !page.over && (edit = outbox.next);) {
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
      if (!page.over) retry = setTimeout(flush, WAITS[Math.min(tries++, WAITS.length - 1)]);
      return false;
    }
    renewed = done === "again";
    tries = 0;
  }
  return !page.over;
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
    case 404: trouble(STRANGE);
  }
  return false;
}

function saved(edit, found) {
  if (tries || page.signedOut) trouble("");
  outbox.drop(edit);
  everSaved = true;
  page.signedOut = false;
  heard(edit.slot, found.seq);
  if (edit.slot === slot() && by("understood") && !outbox.last(slot()))
    by("understood").textContent = found.understood && `understood as ${found.understood}`;
  return true;
}

// The number of the answer that the server has: what the next edit is made on.
function heard(number, seq) {
  if (page.seqs) page.seqs[number - 1] = seq;
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

export function quarrel() {
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

export function settle(mine) {
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
export async function renew() {
  const before = page.token;
  await look();
  if (page.token === before) return false;
  return page.over || "again";
}

export function signIn({ see }) {
  if (!page.signedOut) trouble(`You are signed out. ${KEPT}`, see, "Sign in and go on");
  page.signedOut = true;
  return false;
}

// The attempt is over. What could not be sent in time is named, not passed over.
export function ended(see) {
  const lost = outbox.slots;
  page.over = true;
  outbox.wipe();
  if (!lost.length) location.replace(see);
  else trouble(`This attempt was over before everything had arrived. Not in it: your last answer to question ${lost.join(", ")}.`, see, "See where it stands");
  return true;
}

// How the attempt stands: more time, a fresh token, answers from elsewhere, the end.
export async function look() {
  const response = await ask(`${here}/state`);
  if (response.status === 401) return signIn(await response.json());
  if (!response.ok) return;
  const found = await response.json();
  page.token = found.csrf_token;
  for (const input of document.querySelectorAll("[name=csrf_token]")) input.value = page.token;
  tellTime({ until: found.until, timing: found.timing });
  if (page.signedOut) trouble("");
  page.signedOut = false;
  if (page.over) return;
  if (found.state !== "in_progress") return ended(found.see);
  const changed = page.seqs && found.seqs.some((seq, index) => seq !== page.seqs[index]);
  const behind = question() && found.seqs[slot() - 1] > Number(question().dataset.seq);
  page.seqs = found.seqs;
  if ((changed || behind) && !outbox.size && !document.activeElement.matches("input.typed, select"))
    await turn(location.href, { again: true });
}
