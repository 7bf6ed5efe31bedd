// Writing a deck: line numbers, problems beside their lines, the draft kept as one types, an item as it will
// look. Without this script the same form is checked by its button.

const PAUSE = 800; // milliseconds without a key before the text is checked
const TRIES = [2000, 5000, 15000];
const SIGNED_OUT = "not saved: you are signed out. Sign in in another tab: this text waits here and is tried again.";
const LONGEST_LAST_WORD = 60000; // bytes that a browser still sends for a page that is closed

const form = document.getElementById("deck-form");
if (form) startEditor(form);
const selectable = document.querySelector("[data-selectable]");
if (selectable) startSelecting(selectable);

function startEditor(form) {
  const text = form.elements.text, gutter = form.querySelector(".gutter"), state = document.getElementById("save-state");
  const pick = document.getElementById("pick"), here = document.getElementById("at-line");
  let lines = 0, marks = "", saved = text.value, sending = false, again = false, timer = 0, tries = 0, looked = 0, stuck = false, leaving = false, goal = null;
  for (const hint of form.querySelectorAll("[data-scripted]")) hint.hidden = false;
  gutter.hidden = false;
  stuck = form.hasAttribute("data-conflict");
  if (stuck) saved = null;

  // --- what the page says ---

  function say(kind, words) {
    const said = Object.assign(document.createElement("span"), { className: kind, textContent: words });
    if (state.textContent !== words) state.replaceChildren(said);
  }
  const dirty = () => text.value !== saved;

  function number() {
    const count = text.value.split("\n").length, now = text.dataset.lines;
    if (count === lines && now === marks) return;
    lines = count;
    marks = now;
    const wrong = new Map(now.split(" ").filter(Boolean).map((one) => [parseInt(one), one.endsWith("w") ? "weak" : "wrong"]));
    const parts = [];
    let plain = "";
    for (let line = 1; line <= count; line++) {
      if (!wrong.has(line)) { plain += `${line}\n`; continue; }
      parts.push(plain);
      plain = "\n";
      parts.push(Object.assign(document.createElement("span"), { className: wrong.get(line), textContent: `${line}` }));
    }
    gutter.replaceChildren(...parts, plain);
    gutter.scrollTop = text.scrollTop;
  }

  const lineAt = (place) => text.value.slice(0, place).split("\n").length;

  function startOf(line) {
    let place = 0;
    for (let at = 1; at < line; at++) {
      const next = text.value.indexOf("\n", place);
      if (next < 0) break;
      place = next + 1;
    }
    return place;
  }

  function goTo(line, column = 1) {
    const start = startOf(line), end = text.value.indexOf("\n", start);
    const place = Math.min(start + [...text.value.slice(start)].slice(0, column - 1).join("").length, end < 0 ? text.value.length : end);
    text.focus({ preventScroll: true });
    text.setSelectionRange(place, place);
    const height = parseFloat(getComputedStyle(text).lineHeight);
    text.scrollTop = Math.max(0, (line - 6) * height);
    text.scrollLeft = 0;
    form.querySelector(".code").scrollIntoView({ block: "nearest" });
    moved();
  }

  const problemsAt = (line) => [...document.querySelectorAll(`#checked [data-line="${line}"]`)];

  function moved() {
    const line = lineAt(text.selectionStart), found = problemsAt(line);
    here.hidden = found.length === 0;
    here.textContent = found.length ? `Line ${line}: ${found[0].closest("p").textContent.replace(found[0].textContent, "").trim()}` : "";
    for (const one of document.querySelectorAll(".problem.here")) one.classList.remove("here");
    for (const one of found) one.closest(".problem").classList.add("here");
    const shown = document.getElementById("preview");
    if (!dirty() && !sending && line !== looked && (line < Number(shown.dataset.first ?? 1) || line > Number(shown.dataset.last ?? 0))) look(line);
  }

  // --- sending ---

  async function look(line) {
    looked = line;
    const response = await fetch(`${location.pathname}?line=${line}`, { headers: { "In-Place": "1" } }).catch(() => null);
    if (response?.ok && !response.redirected && looked === line) put(await response.text(), ["preview"]);
  }

  function put(html, names) {
    const got = new DOMParser().parseFromString(html, "text/html");
    for (const name of names) {
      const part = got.getElementById(name);
      if (part) document.getElementById(name)?.replaceWith(part);
    }
    return got;
  }

  function bodyOf(sent) {
    const body = new FormData(form);
    body.set("text", sent);
    body.set("item", pick.value);
    body.set("line", lineAt(text.selectionStart));
    return body;
  }

  async function check() {
    clearTimeout(timer);
    if (stuck) return;
    if (sending) { again = true; return; }
    sending = true;
    again = false;
    const sent = text.value;
    const slow = setTimeout(() => say("saving", "saving …"), 300);
    const response = await fetch(form.action, { method: "POST", body: bodyOf(sent), headers: { "In-Place": "1" } }).catch(() => null);
    clearTimeout(slow);
    sending = false;
    await received(response, sent);
    if (again || (dirty() && tries === 0 && !stuck)) later(again ? 0 : PAUSE);
  }

  async function received(response, sent) {
    if (response?.redirected) return trouble(SIGNED_OUT);
    if (response?.status === 400) return renewed();
    if (response?.status === 413) { tries = 1; return say("unsaved", "not saved: a deck may have 1 MB at most"); }
    if (response?.status === 422) { tries = 1; return say("unsaved", `not saved: ${await response.text()}`); }
    if (response?.status === 409) return conflict(await response.text());
    if (!response?.ok) return trouble("not saved yet, trying again");
    tries = 0;
    const html = await response.text(), focused = document.activeElement?.closest("#checked, #preview")?.id;
    put(html, ["checked", "preview"]);
    if (focused) document.getElementById(focused).focus({ preventScroll: true });
    const checked = document.getElementById("checked");
    form.elements.rev.value = checked.dataset.rev;
    saved = sent;
    text.dataset.lines = checked.dataset.lines;
    items();
    number();
    if (!dirty()) {
      say("saved", Number(checked.dataset.rev) ? `draft saved · ${document.getElementById("checked-title").textContent}` : "no changes yet");
      if (goal) return onward(goal);
      moved();
    }
  }

  function trouble(words) {
    say("unsaved", words);
    later(TRIES[Math.min(tries++, TRIES.length - 1)]);
  }

  // Whoever signed in again has another token: the page is asked for it.
  async function renewed() {
    const response = await fetch(location.pathname).catch(() => null);
    if (!response?.ok) return trouble("not saved yet, trying again");
    if (response.redirected) return trouble(SIGNED_OUT);
    const page = new DOMParser().parseFromString(await response.text(), "text/html"), own = form.elements.csrf_token;
    const name = (of) => of.querySelector(".menu > summary")?.textContent;
    if (name(page) !== name(document)) return trouble("not saved: somebody else is signed in now");
    const token = page.querySelector("#deck-form [name=csrf_token]")?.value;
    if (!token || token === own.value) return trouble("not saved yet, trying again");
    own.value = token;
    later(0);
  }

  function conflict(html) {
    const got = put(html, []);
    const part = got.getElementById("conflict");
    if (!part) return trouble("not saved yet, trying again");
    stuck = true;
    document.getElementById("conflict")?.remove();
    form.before(part);
    say("unsaved", "not saved: there is another text");
    part.focus();
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(check, wait);
  }

  // The list of items follows the text.
  function items() {
    const list = document.getElementById("checked").querySelector("template");
    if (!list) return;
    const chosen = pick.value;
    pick.replaceChildren(pick.options[0], ...list.content.cloneNode(true).querySelectorAll("option"));
    pick.value = chosen;
    if (pick.selectedIndex < 0) pick.selectedIndex = 0;
  }

  // --- events ---

  text.addEventListener("input", () => {
    number();
    pick.selectedIndex = 0;
    goal = null; // whoever types on stays
    if (stuck) return;
    say("saving", "not saved yet");
    later(PAUSE);
  });
  text.addEventListener("scroll", () => { gutter.scrollTop = text.scrollTop; });
  document.addEventListener("selectionchange", () => { if (document.activeElement === text) moved(); });
  gutter.addEventListener("click", (event) => {
    const line = parseInt(event.target.closest("span")?.textContent);
    if (line) goTo(line);
  });
  pick.addEventListener("change", () => {
    const line = Number(pick.selectedOptions[0]?.dataset.line);
    if (!line) return;
    if (dirty()) check(); else look(line);
  });

  document.addEventListener("click", (event) => {
    const problem = event.target.closest("#checked a[data-line]");
    if (problem) {
      event.preventDefault();
      goTo(Number(problem.dataset.line), Number(problem.dataset.column));
    }
    // Nobody leaves for the review with a text that is not the one on this page.
    const link = event.target.closest("[data-then]");
    if (link && dirty()) {
      event.preventDefault();
      onward(link.href);
    }
    if (event.target.closest("[data-keep-mine]")) {
      event.preventDefault();
      form.elements.rev.value = document.getElementById("conflict").dataset.rev;
      document.getElementById("conflict").remove();
      stuck = false;
      text.focus();
      check();
    }
    if (event.target.closest("[data-keep-theirs]")) saved = text.value; // chosen: no warning
  });

  function onward(address) {
    if (stuck) return document.getElementById("conflict").focus();
    goal = address;
    if (dirty()) return check();
    leaving = true;
    location.assign(goal);
  }

  form.addEventListener("submit", (event) => {
    const then = event.submitter?.value;
    event.preventDefault();
    if (then === "passage") return onward(`${location.pathname}/passage`);
    if (then === "look" && pick.value) {
      const line = Number(pick.selectedOptions[0].dataset.line);
      goTo(line);
      return dirty() ? check() : look(line);
    }
    if (stuck) form.elements.rev.value = document.getElementById("conflict").dataset.rev, document.getElementById("conflict").remove(), stuck = false;
    check();
  });

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      check();
    }
    if (event.key === "F8") {
      const found = [...document.querySelectorAll("#checked a[data-line]")];
      if (!found.length) return;
      event.preventDefault();
      const line = lineAt(text.selectionStart), each = event.shiftKey ? found.reverse() : found;
      const next = each.find((one) => event.shiftKey ? Number(one.dataset.line) < line : Number(one.dataset.line) > line) ?? each[0];
      goTo(Number(next.dataset.line), Number(next.dataset.column));
    }
  });

  addEventListener("beforeunload", (event) => { if (dirty() && !leaving) event.preventDefault(); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !dirty() || stuck || leaving) return;
    if (!sending && new Blob([text.value]).size < LONGEST_LAST_WORD) {
      // The answer may never be read: the same text sent once more changes nothing.
      fetch(form.action, { method: "POST", body: bodyOf(text.value), headers: { "In-Place": "1" }, keepalive: true })
        .then((response) => received(response, text.value)).catch(() => {});
    } else check();
  });

  number();
  const item = new URLSearchParams(location.search).get("item");
  const wanted = item && [...pick.options].find((one) => one.value === item);
  if (wanted && location.hash === "#text") goTo(Number(wanted.dataset.line));
}

// Words of a document that are selected, by mouse, touch or keyboard, become an item.
function startSelecting(article) {
  const box = document.querySelector("[data-selected]"), form = box.querySelector("form");
  let closing = 0;
  for (const hint of document.querySelectorAll("[data-scripted]")) hint.hidden = false;

  // Characters of the document, counted as Python does: one for each sign, however many units it takes here.
  function placeOf(node, offset) {
    const passage = (node.nodeType === 1 ? node : node.parentElement)?.closest("[data-start]");
    if (!passage) return null;
    const range = document.createRange();
    range.setStart(passage, 0);
    range.setEnd(node, offset);
    return Number(passage.dataset.start) + [...range.toString()].length;
  }

  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    clearTimeout(closing);
    if (!selection.rangeCount || selection.isCollapsed) { // a finger on the button lets go of the words before it presses
      closing = setTimeout(() => { box.hidden = !box.contains(document.activeElement); }, 700);
      return;
    }
    const range = selection.getRangeAt(0);
    if (!article.contains(range.commonAncestorContainer)) return;
    const start = placeOf(range.startContainer, range.startOffset);
    const end = placeOf(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return;
    form.elements.start.value = start;
    form.elements.end.value = end;
    const words = selection.toString().trim();
    box.querySelector("[data-words]").textContent = words.length > 160 ? `${words.slice(0, 80)} … ${words.slice(-60)}` : words;
    box.hidden = false;
  });
}
