// Keys of a quiz: 1–9 choose, n and p move on and back, f flags. Not while typing or choosing from a list.

document.addEventListener("keydown", (event) => {
  const sheet = document.getElementById("sheet");
  if (!sheet || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const at = event.target;
  if (event.key === "Enter" && at.matches("#question .listed input")) { // Enter goes through the parts of a list
    const fields = [...sheet.querySelectorAll(".listed input")], next = fields[fields.indexOf(at) + 1];
    if (!next) return;
    event.preventDefault();
    return next.focus();
  }
  if (event.key === "Escape" && at.matches("input.typed, select")) return at.blur();
  if (at.matches("input:not([type=radio], [type=checkbox]), textarea, select")) return;
  const key = event.key.toLowerCase();
  const target = /^[1-9]$/.test(key) ? sheet.querySelectorAll(".option input:enabled")[key - 1]
    : key === "f" ? sheet.querySelector("[data-flag]") : sheet.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return;
  event.preventDefault();
  target.focus({ preventScroll: !target.matches("input") });
  target.click();
});
