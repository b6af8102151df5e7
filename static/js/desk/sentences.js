// The desk's sentences: they stand in the data-text of the elements that say them.
import { fill } from "../templates.js";

/** The sentence of `element`, its {names} replaced by `values`. */
export const sentence = (element, values) => fill(element.dataset.text, values);

/** Say that sentence in the element itself. */
export function say(element, values) {
  element.textContent = sentence(element, values);
}
