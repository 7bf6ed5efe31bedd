// Edits of answers that the server has not confirmed yet: in the page, and where the browser lets us in its own
// keeping, under the learner and the attempt. Each is kept by itself, so that two tabs never overwrite each other.

const PREFIX = "footnote-quiz/"; // app.js wipes everything under it when somebody signs out

const shelf = (() => {
  try {
    localStorage.setItem(PREFIX, "");
    localStorage.removeItem(PREFIX);
    return localStorage;
  } catch {
    return null;
  }
})();

// Random also where the site is not served securely, as in a classroom.
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 15 | 64;
  bytes[8] = bytes[8] & 63 | 128;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// An edit: {key, slot, base, given, certainty}; `tried` once it was sent, so that it is never changed again;
// `conflict` with the answer from elsewhere that came before it.
export class Outbox {
  constructor(user, attempt) {
    this.place = `${PREFIX}${user}/${attempt}/`;
    this.edits = this.#names().map((name) => JSON.parse(shelf.getItem(name)))
      .sort((a, b) => a.slot - b.slot || a.base - b.base);
  }

  #names() {
    return Object.keys(shelf ?? {}).filter((name) => name.startsWith(this.place));
  }

  get outlasts() {
    return Boolean(shelf);
  }

  get size() {
    return this.edits.length;
  }

  get slots() {
    return [...new Set(this.edits.map((edit) => edit.slot))].sort((a, b) => a - b);
  }

  of(slot) {
    return this.edits.filter((edit) => edit.slot === slot);
  }

  last(slot) {
    return this.of(slot).at(-1);
  }

  // What the page of a slot holds now. An edit that was not sent yet takes it in; else it is a new one.
  put(slot, seq, answer) {
    const last = this.last(slot);
    if (last && !last.tried) this.keep(Object.assign(last, answer));
    else this.#add({ key: newKey(), slot, base: last ? last.base + 1 : seq, ...answer });
  }

  #add(edit) {
    this.edits.push(edit);
    this.#store(edit);
  }

  #store(edit) {
    try {
      shelf?.setItem(this.place + edit.key, JSON.stringify(edit));
    } catch {
      // Full: it stays in the page.
    }
  }

  // As it is now. What was wiped meanwhile, at signing out in another tab, is not put back.
  keep(edit) {
    if (shelf?.getItem(this.place + edit.key)) this.#store(edit);
  }

  drop(edit) {
    this.edits = this.edits.filter((other) => other !== edit);
    shelf?.removeItem(this.place + edit.key);
  }

  // The same edit under another key.
  rename(edit) {
    this.drop(edit);
    edit.key = newKey();
    this.#add(edit);
  }

  // Several edits upon an answer from elsewhere become one that waits for a choice.
  dispute(edits, conflict) {
    for (const edit of edits) this.drop(edit);
    this.#add({ ...edits.at(-1), key: newKey(), base: conflict.seq, tried: false, conflict });
  }

  get disputed() {
    return this.edits.find((edit) => edit.conflict);
  }

  get next() {
    return this.edits.find((edit) => !this.of(edit.slot).some((one) => one.conflict));
  }

  // As the server reads them when they are handed in.
  get plain() {
    return this.edits.map(({ slot, key, base, given, certainty }) => ({ slot, key, base, given, certainty }));
  }

  wipe() {
    for (const name of this.#names()) shelf.removeItem(name);
    this.edits = [];
  }
}
