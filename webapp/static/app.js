// Small conveniences of every page. Each of them works as a plain form or link without this script.

// Switching the theme shows at once and does not leave the page (a half-typed answer stays).
document.addEventListener("submit", (event) => {
  const form = event.target, chosen = event.submitter;
  if (!form.matches(".theme") || !chosen) return;
  event.preventDefault();
  document.documentElement.dataset.theme = chosen.value;
  for (const button of form.querySelectorAll("button"))
    button.setAttribute("aria-pressed", String(button === chosen));
  const body = new FormData(form);
  body.set("theme", chosen.value);
  fetch(form.action, { method: "POST", body, keepalive: true }).catch(() => {});
});

// The user menu closes at Escape and at a click elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".menu[open]"))
    if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll(".menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// The key that leads from a card to its passage leads back again: by Tab the way would be long from there.
document.addEventListener("keydown", (event) => {
  if (event.key !== "e" || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea")) return;
  document.querySelector(".return a")?.click();
});

// In a document, a click anywhere on a marked passage goes to its item, as its number does.
document.addEventListener("click", (event) => {
  const mark = event.target.closest(".reader mark");
  if (mark && !event.target.closest("a") && getSelection().isCollapsed) location.hash = `note-${mark.dataset.note}`;
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// Whoever signs out leaves nothing of their quizzes (quiz/outbox.js) to the next person at this device.
document.addEventListener("submit", (event) => {
  if (!event.target.action.endsWith("/sign-out")) return;
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith("footnote-quiz/")) localStorage.removeItem(name);
  } catch {
    // The browser keeps nothing for us.
  }
});
