// Words of a document that are selected, by mouse, touch or keyboard, become an item.

const article = document.querySelector("[data-selectable]");
if (article) startSelecting(article);

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
