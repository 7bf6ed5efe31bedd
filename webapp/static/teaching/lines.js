// The lines of the text: their numbers beside it, those with a problem marked, and the way to one of them.

export class Lines {
  constructor(form) {
    this.text = form.elements.text;
    this.frame = form.querySelector(".code");
    this.gutter = form.querySelector(".gutter");
    this.gutter.hidden = false;
    this.count = 0;
    this.marks = "";
    this.text.addEventListener("scroll", () => { this.gutter.scrollTop = this.text.scrollTop; });
  }

  // Number them; `data-lines` of the text names those to be marked, "3 17 20w".
  number() {
    const count = this.text.value.split("\n").length, now = this.text.dataset.lines;
    if (count === this.count && now === this.marks) return;
    this.count = count;
    this.marks = now;
    const wrong = new Map(now.split(" ").filter(Boolean).map((one) => [parseInt(one), one.endsWith("w") ? "weak" : "wrong"]));
    const parts = [];
    let plain = "";
    for (let line = 1; line <= count; line++) {
      if (!wrong.has(line)) { plain += `${line}\n`; continue; }
      parts.push(plain);
      plain = "\n";
      parts.push(Object.assign(document.createElement("span"), { className: wrong.get(line), textContent: `${line}` }));
    }
    this.gutter.replaceChildren(...parts, plain);
    this.gutter.scrollTop = this.text.scrollTop;
  }

  // The line that the cursor stands in.
  get current() { return this.text.value.slice(0, this.text.selectionStart).split("\n").length; }

  startOf(line) {
    let place = 0;
    for (let at = 1; at < line; at++) {
      const next = this.text.value.indexOf("\n", place);
      if (next < 0) break;
      place = next + 1;
    }
    return place;
  }

  goTo(line, column = 1) {
    const text = this.text, start = this.startOf(line), end = text.value.indexOf("\n", start);
    const place = Math.min(start + [...text.value.slice(start)].slice(0, column - 1).join("").length, end < 0 ? text.value.length : end);
    text.focus({ preventScroll: true });
    text.setSelectionRange(place, place);
    const height = parseFloat(getComputedStyle(text).lineHeight);
    text.scrollTop = Math.max(0, (line - 6) * height);
    text.scrollLeft = 0;
    this.frame.scrollIntoView({ block: "nearest" });
  }
}
