// The answer on a question's page: read from its inputs, put into them, said in words, put in order by hand.

const inputsOf = (form) => [...form.querySelectorAll("[name=given]")];
const isTick = (input) => input.matches("[type=radio], [type=checkbox]");
const placeOf = (input, place) => Number(input.closest("[data-index]")?.dataset.index ?? place);
export const isEmpty = (given) => !given.some((text) => text.trim());

// A string for each input, in the order of the page as it was sent, however its things stand by now.
export function collect(form) {
  const placed = inputsOf(form).map((input, place) => [placeOf(input, place), input]).sort(([a], [b]) => a - b);
  const given = placed.filter(([, input]) => !isTick(input) || input.checked).map(([, input]) => input.value);
  return { given, certainty: form.querySelector("[name=certainty]:checked")?.value ?? null };
}

export function fill(form, { given, certainty }) {
  inputsOf(form).forEach((input, place) => {
    if (isTick(input)) input.checked = given.includes(input.value);
    else input.value = given[placeOf(input, place)] ?? "";
  });
  for (const input of form.querySelectorAll("[name=certainty]")) input.checked = input.value === certainty;
  form.dispatchEvent(new CustomEvent("quiz:filled", { bubbles: true }));
  show(form);
}

export function sameAnswer(one, other) {
  const plain = ({ given, certainty }) => JSON.stringify([isEmpty(given) ? [] : given.map((text) => text.trim()), certainty]);
  return plain(one) === plain(other);
}

// Whether the inputs hold anything else than the page came with.
export function isTouched(form) {
  const came = new DOMParser().parseFromString(form.outerHTML, "text/html").forms[0];
  return !sameAnswer(collect(form), collect(came));
}

// In a line, for a choice between two answers.
export function inWords(form, { given }) {
  const inputs = inputsOf(form), kind = form.dataset.presentation;
  const words = {
    choice: () => inputs.filter((input) => given.includes(input.value)).map((input) => input.nextElementSibling.textContent),
    order: () => [...form.querySelectorAll("[data-index]")].filter((thing) => given[thing.dataset.index])
      .sort((a, b) => given[a.dataset.index] - given[b.dataset.index]).map((thing) => thing.querySelector("label").textContent),
    pairs: () => inputs.map((input, place) => given[place] && `${input.labels[0].textContent} – ${[...input.options].find((option) => option.value === given[place])?.text}`),
  };
  const parts = (words[kind === "choices" ? "choice" : kind] ?? (() => given))();
  return parts.filter(Boolean).join(kind === "order" ? " → " : "; ") || "nothing";
}

// The palette, and the button that takes an answer back, go by what is on the page.
export function show(form) {
  const answered = !isEmpty(collect(form).given), place = form.querySelector(".place[aria-current]");
  place.classList.toggle("answered", answered);
  const words = place.querySelector("[data-words]");
  if (words) words.textContent = `, ${answered ? "answered" : "not answered"}${place.classList.contains("flagged") ? ", flagged" : ""}`;
  const clear = form.querySelector("[data-clear]");
  if (clear) clear.hidden = !answered;
}

export function showFlag(form, button, on) {
  button.value = on ? "off" : "on";
  button.setAttribute("aria-pressed", String(on));
  const unsaid = (text) => Object.assign(document.createElement("span"), { textContent: text, ariaHidden: "true" });
  button.replaceChildren(unsaid(on ? "⚑ " : "⚐ "), "flag", unsaid(on ? "ged" : "")); // that it is on, aria-pressed says
  form.querySelector(".place[aria-current]").classList.toggle("flagged", on);
  show(form);
}

// --- in order by hand ------------------------------------------------------------------------------------

// Things to be put in order by hand: dragged, or moved by buttons and arrow keys. The selects of the plain form
// stay what is sent; here they follow where the things stand.

const ready = (list) => list?.classList.contains("by-hand");

function makeMovable() {
  const list = document.querySelector("#sheet [data-ordering]");
  if (!list || ready(list) || list.querySelector("select:disabled")) return sorted(list);
  list.classList.add("by-hand");
  for (const thing of list.children) {
    const name = thing.querySelector("label").textContent;
    const grip = Object.assign(document.createElement("span"), { className: "grip", textContent: "⠿" });
    grip.setAttribute("aria-hidden", "true");
    const movers = Object.assign(document.createElement("span"), { className: "movers" });
    for (const [step, sign, words] of [[-1, "↑", "Move up"], [1, "↓", "Move down"]]) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: sign });
      button.dataset.step = step;
      button.setAttribute("aria-label", `${words}: ${name}`);
      movers.append(button);
    }
    thing.prepend(grip);
    thing.append(movers);
  }
  const stay = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: "Answer with this order" });
  stay.dataset.stay = "";
  list.after(stay);
  sorted(list);
}

const rankOf = (thing) => Number(thing.querySelector("select").value) || 0;

// As the places in the selects say; without places as the page came.
function sorted(list) {
  if (!list) return;
  const things = [...list.children];
  const given = things.some(rankOf);
  if (!list.querySelector("select:disabled") || given)
    list.append(...things.sort((a, b) => given ? (rankOf(a) || 99) - (rankOf(b) || 99) : a.dataset.index - b.dataset.index));
  mark(list, given);
}

function mark(list, given) {
  list.classList.toggle("given", given);
  for (const button of list.querySelectorAll("[data-step]")) {
    const thing = button.closest("li");
    const end = button.dataset.step < 0 ? !thing.previousElementSibling : !thing.nextElementSibling;
    button.setAttribute("aria-disabled", String(end));
  }
  const stay = list.parentElement.querySelector("[data-stay]");
  if (stay) stay.hidden = given;
}

// Where the things stand is the answer.
function answer(list) {
  [...list.children].forEach((thing, place) => { thing.querySelector("select").value = String(place + 1); });
  mark(list, true);
  list.dispatchEvent(new CustomEvent("quiz:ordered", { bubbles: true }));
}

// The neighbour moves round the thing, which so keeps the focus and the pointer.
function step(thing, by) {
  const other = by < 0 ? thing.previousElementSibling : thing.nextElementSibling;
  if (!other) return false;
  by < 0 ? thing.after(other) : thing.before(other);
  return true;
}

function move(thing, by) {
  const list = thing.parentElement;
  if (!step(thing, by)) return;
  answer(list);
  const place = [...list.children].indexOf(thing) + 1;
  document.getElementById("said").textContent = `${thing.querySelector("label").textContent}: ${place} of ${list.children.length}`;
  thing.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  if (button) move(button.closest("li"), Number(button.dataset.step));
  if (event.target.closest("[data-stay]")) {
    const list = document.querySelector("[data-ordering]");
    answer(list);
    list.querySelector("[data-step]").focus();
  }
});

document.addEventListener("keydown", (event) => {
  const thing = event.target.closest?.(".by-hand > li");
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!thing || !by || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  move(thing, by);
});

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest(".grip");
  if (!grip || event.button) return;
  event.preventDefault();
  const thing = grip.closest("li"), list = thing.parentElement;
  let moved = false;
  grip.setPointerCapture(event.pointerId);
  thing.classList.add("dragged");
  function drag({ clientY }) {
    for (let other; other = thing.previousElementSibling, other && clientY < other.getBoundingClientRect().bottom - other.offsetHeight / 2;) moved = step(thing, -1);
    for (let other; other = thing.nextElementSibling, other && clientY > other.getBoundingClientRect().top + other.offsetHeight / 2;) moved = step(thing, 1);
    const edge = 48;
    if (clientY < edge + 48 || clientY > innerHeight - edge) scrollBy(0, clientY < innerHeight / 2 ? -12 : 12);
  }
  function end() {
    thing.classList.remove("dragged");
    grip.removeEventListener("pointermove", drag);
    for (const name of ["pointerup", "pointercancel"]) grip.removeEventListener(name, end);
    if (moved) answer(list);
  }
  grip.addEventListener("pointermove", drag);
  for (const name of ["pointerup", "pointercancel"]) grip.addEventListener(name, end);
});

document.addEventListener("quiz:sheet", makeMovable);
document.addEventListener("quiz:filled", () => sorted(document.querySelector("[data-ordering]")));
