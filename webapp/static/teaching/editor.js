// Writing a deck: problems beside their lines, the draft kept as one types, an item as it will look. Without
// this script the same form is checked by its button.

import { Lines } from "./lines.js";
import { put, say } from "./parts.js";
import { PAUSE, Saving } from "./saving.js";

const form = document.getElementById("deck-form");
const text = form.elements.text, pick = document.getElementById("pick"), here = document.getElementById("at-line");
const lines = new Lines(form), saving = new Saving(form, bodyOf, checked);
let looked = 0, leaving = false, goal = null; // the line whose item was asked for; where to once all is saved

function bodyOf(sent) {
  const body = new FormData(form);
  body.set("text", sent);
  body.set("item", pick.value);
  body.set("line", lines.current);
  return body;
}

// --- what the page says ---

function checked() {
  const part = document.getElementById("checked");
  text.dataset.lines = part.dataset.lines;
  items(part);
  lines.number();
  if (saving.dirty) return;
  say("saved", Number(part.dataset.rev) ? `draft saved · ${document.getElementById("checked-title").textContent}` : "no changes yet");
  if (goal) onward(goal); else moved();
}

// The list of items follows the text.
function items(part) {
  const list = part.querySelector("template");
  if (!list) return;
  const chosen = pick.value;
  pick.replaceChildren(pick.options[0], ...list.content.cloneNode(true).querySelectorAll("option"));
  pick.value = chosen;
  if (pick.selectedIndex < 0) pick.selectedIndex = 0;
}

// The cursor stands somewhere else: what is wrong with its line, and its item.
function moved() {
  const line = lines.current, found = [...document.querySelectorAll(`#checked [data-line="${line}"]`)];
  here.hidden = found.length === 0;
  here.textContent = found.length ? `Line ${line}: ${found[0].closest("p").textContent.replace(found[0].textContent, "").trim().replace(/^— /, "")}` : "";
  for (const one of document.querySelectorAll(".problem.here")) one.classList.remove("here");
  for (const one of found) one.closest(".problem").classList.add("here");
  const shown = document.getElementById("preview").dataset;
  if (!saving.dirty && !saving.sending && line !== looked && (line < Number(shown.first ?? 1) || line > Number(shown.last ?? 0))) look(line);
}

async function look(line) {
  looked = line;
  const response = await fetch(`${location.pathname}?line=${line}`, { headers: { "In-Place": "1" } }).catch(() => null);
  if (response?.ok && !response.redirected && looked === line) put(await response.text(), ["preview"]);
}

function goTo(line, column) {
  lines.goTo(line, column);
  moved();
}

function onward(address) {
  if (saving.stuck) return document.getElementById("conflict").focus();
  goal = address;
  if (saving.dirty) return saving.check();
  leaving = true;
  location.assign(goal);
}

// --- events ---

text.addEventListener("input", () => {
  lines.number();
  pick.selectedIndex = 0;
  goal = null; // whoever types on stays
  if (saving.stuck) return;
  say("saving", "not saved yet");
  saving.later(PAUSE);
});
document.addEventListener("selectionchange", () => { if (document.activeElement === text) moved(); });
lines.gutter.addEventListener("click", (event) => {
  const line = parseInt(event.target.closest("span")?.textContent);
  if (line) goTo(line);
});
pick.addEventListener("change", () => {
  const line = Number(pick.selectedOptions[0]?.dataset.line);
  if (!line) return;
  if (saving.dirty) saving.check(); else look(line);
});

document.addEventListener("click", (event) => {
  const problem = event.target.closest("#checked a[data-line]");
  if (problem) {
    event.preventDefault();
    goTo(Number(problem.dataset.line), Number(problem.dataset.column));
  }
  // Nobody leaves for the review with a text that is not the one on this page.
  const link = event.target.closest("[data-then]");
  if (link && saving.dirty) {
    event.preventDefault();
    onward(link.href);
  }
  if (event.target.closest("[data-keep-mine]")) {
    event.preventDefault();
    saving.keepMine();
    text.focus();
    saving.check();
  }
  if (event.target.closest("[data-keep-theirs]")) saving.keepTheirs(); // chosen: no warning
});

form.addEventListener("submit", (event) => {
  const then = event.submitter?.value;
  event.preventDefault();
  if (then === "passage") return onward(`${location.pathname}/passage`);
  if (then === "look" && pick.value) {
    const line = Number(pick.selectedOptions[0].dataset.line);
    goTo(line);
    return saving.dirty ? saving.check() : look(line);
  }
  if (saving.stuck) saving.keepMine();
  saving.check();
});

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    saving.check();
  }
  if (event.key === "F8") {
    const found = [...document.querySelectorAll("#checked a[data-line]")];
    if (!found.length) return;
    event.preventDefault();
    const line = lines.current, each = event.shiftKey ? found.reverse() : found;
    const next = each.find((one) => event.shiftKey ? Number(one.dataset.line) < line : Number(one.dataset.line) > line) ?? each[0];
    goTo(Number(next.dataset.line), Number(next.dataset.column));
  }
});

addEventListener("beforeunload", (event) => { if (saving.dirty && !leaving) event.preventDefault(); });
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && saving.dirty && !saving.stuck && !leaving) saving.lastWord();
});

// --- the beginning ---

for (const hint of form.querySelectorAll("[data-scripted]")) hint.hidden = false;
lines.number();
const item = new URLSearchParams(location.search).get("item");
const wanted = item && [...pick.options].find((one) => one.value === item);
if (wanted && location.hash === "#text") goTo(Number(wanted.dataset.line));
