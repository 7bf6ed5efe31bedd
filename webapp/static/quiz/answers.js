// The answer on a question's page: read from its inputs, put into them, said in words.

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
