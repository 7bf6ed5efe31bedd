// What had not reached the server when an attempt ended is not in its result: say so there, once, and forget it.

const ended = location.pathname.match(/\/quizzes\/attempts\/([0-9a-f-]{36})$/)?.[1].replaceAll("-", "");
if (ended && !document.getElementById("quiz")) {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith("footnote-quiz/") && name.includes(`/${ended}/`));
    const slots = new Set(names.map((name) => JSON.parse(localStorage.getItem(name)).slot));
    for (const name of names) localStorage.removeItem(name);
    if (slots.size) {
      const notice = Object.assign(document.createElement("p"), { className: "notice careful", textContent: `Not in this result: what you gave last to question ${[...slots].sort((a, b) => a - b).join(", ")}. It had not reached the server when the attempt ended.` });
      notice.setAttribute("role", "status");
      document.getElementById("main").prepend(notice);
    }
  } catch {
    // The browser keeps nothing for us.
  }
}
