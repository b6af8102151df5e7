// Drawing idempotently: a list keeps its elements while only their words change, so that bars grow and nothing blinks.
import { showCode } from "../codes.js";
import { copy, slot } from "../templates.js";

/** Say `text` in the slot; what stands there already is left alone. */
export function put(root, name, text) {
  const element = slot(root, name);
  if (element.textContent !== text) element.textContent = text;
  return element;
}

/** One copy of <template id=item> in `list` for each of `values`, dressed by dress(element, value, index). */
export function listOf(list, item, values, dress) {
  while (list.children.length > values.length) list.lastElementChild.remove();
  values.forEach((value, index) => {
    const there = list.children[index];
    const element = there ?? copy(item).firstElementChild;
    dress(element, value, index);
    if (!there) list.append(element);
  });
}

const SMALLER = [1, 0.9, 0.8, 0.7];

/** The largest letters with which everything in `element` has room: it is never cut, and no name is shortened. The style
    sheet says what --fit makes smaller, and how small letters may get. */
export function fit(element) {
  for (const size of SMALLER) {
    element.style.setProperty("--fit", size);
    if (element.scrollHeight <= element.clientHeight + 1 && element.scrollWidth <= element.clientWidth + 1) return;
  }
}

/** A code in groups of `size`, drawn again only where it has changed. */
export function showGroups(element, code, size) {
  if (element.textContent !== code) showCode(element, code, size);
}
