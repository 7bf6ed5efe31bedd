// Parts of the editor's page: taken out of an answer of the server, and the line that says what is saved.

export function put(html, names) {
  const got = new DOMParser().parseFromString(html, "text/html");
  for (const name of names) {
    const part = got.getElementById(name);
    if (part) document.getElementById(name)?.replaceWith(part);
  }
  return got;
}

// What the server says of a refusal.
export function wordsOf(html) {
  return new DOMParser().parseFromString(html, "text/html").querySelector(".notice p")?.textContent ?? "it was refused";
}

export function say(kind, words) {
  const state = document.getElementById("save-state");
  const said = Object.assign(document.createElement("span"), { className: kind, textContent: words });
  if (state.textContent !== words) state.replaceChildren(said);
}
