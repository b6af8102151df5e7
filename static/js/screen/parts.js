// Drawing idempotently: a list keeps its elements while only their words change, so that bars grow and nothing blinks.
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
