// The draft kept as one types: sent when the keys rest, tried again where that fails, and never written over
// the text of another tab.

import { put, say, wordsOf } from "./parts.js";

export const PAUSE = 800; // milliseconds without a key before the text is checked
const TRIES = [2000, 5000, 15000];
const SIGNED_OUT = "not saved: you are signed out. Sign in in another tab: this text waits here and is tried again.";
const LONGEST_LAST_WORD = 60000; // bytes that a browser still sends for a page that is closed
const HEADERS = { "In-Place": "1" };

export class Saving {
  // `bodyOf` makes what is sent with a text; `checked` is called when its check stands on the page.
  constructor(form, bodyOf, checked) {
    Object.assign(this, { form, bodyOf, checked, text: form.elements.text });
    this.stuck = form.hasAttribute("data-conflict"); // another text stands there: one has to choose
    this.saved = this.stuck ? null : this.text.value;
    this.sending = this.again = this.isRenewed = false; // the last: the token is, since a text was taken
    this.timer = this.tries = 0;
  }

  get dirty() { return this.text.value !== this.saved; }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), wait);
  }

  async check() {
    clearTimeout(this.timer);
    if (this.stuck) return;
    if (this.sending) { this.again = true; return; }
    this.sending = true;
    this.again = false;
    const sent = this.text.value;
    const slow = setTimeout(() => say("saving", "saving …"), 300);
    const response = await this.send(sent).catch(() => null);
    clearTimeout(slow);
    this.sending = false;
    await this.received(response, sent);
    if (this.again || (this.dirty && this.tries === 0 && !this.stuck)) this.later(this.again ? 0 : PAUSE);
  }

  send(sent, more = {}) {
    return fetch(this.form.action, { method: "POST", body: this.bodyOf(sent), headers: HEADERS, ...more });
  }

  // The page is left: the answer may never be read, and the same text sent once more changes nothing.
  lastWord() {
    if (!this.sending && new Blob([this.text.value]).size < LONGEST_LAST_WORD) {
      const sent = this.text.value;
      this.send(sent, { keepalive: true }).then((response) => this.received(response, sent)).catch(() => {});
    } else this.check();
  }

  async received(response, sent) {
    if (response?.redirected) return this.trouble(SIGNED_OUT);
    if (response?.status === 400) return this.renewed(wordsOf(await response.text()));
    if (response?.status === 413) return this.refused("a deck may have 1 MB at most");
    if (response?.status === 422) return this.refused(await response.text());
    if (response?.status === 409) return this.conflict(await response.text());
    if (!response?.ok) return this.trouble("not saved yet, trying again");
    this.tries = 0;
    this.isRenewed = false;
    const html = await response.text(), focused = document.activeElement?.closest("#checked, #preview")?.id;
    put(html, ["checked", "preview"]);
    if (focused) document.getElementById(focused).focus({ preventScroll: true });
    this.form.elements.rev.value = document.getElementById("checked").dataset.rev;
    this.saved = sent;
    this.checked();
  }

  refused(words) {
    this.tries = 1;
    this.isRenewed = false;
    say("unsaved", `not saved: ${words}`);
  }

  trouble(words) {
    say("unsaved", words);
    this.later(TRIES[Math.min(this.tries++, TRIES.length - 1)]);
  }

  // Whoever signed in again has another token: the page is asked for it. With that it is no matter of tokens.
  async renewed(words) {
    if (this.isRenewed) return this.refused(words);
    const response = await fetch(location.pathname).catch(() => null);
    if (!response?.ok) return this.trouble("not saved yet, trying again");
    if (response.redirected) return this.trouble(SIGNED_OUT);
    const page = new DOMParser().parseFromString(await response.text(), "text/html"), own = this.form.elements.csrf_token;
    const name = (of) => of.querySelector(".menu > summary")?.textContent;
    if (name(page) !== name(document)) return this.trouble("not saved: somebody else is signed in now");
    const token = page.querySelector("#deck-form [name=csrf_token]")?.value;
    if (!token) return this.trouble("not saved yet, trying again");
    if (token === own.value) return this.refused(words);
    own.value = token;
    this.isRenewed = true;
    this.later(0);
  }

  conflict(html) {
    const part = put(html, []).getElementById("conflict");
    if (!part) return this.trouble("not saved yet, trying again");
    this.stuck = true;
    document.getElementById("conflict")?.remove();
    this.form.before(part);
    say("unsaved", "not saved: there is another text");
    part.focus();
  }

  // The text of this page is to take the place of the other one.
  keepMine() {
    const conflict = document.getElementById("conflict");
    this.form.elements.rev.value = conflict.dataset.rev;
    conflict.remove();
    this.stuck = false;
  }

  keepTheirs() { this.saved = this.text.value; }
}
