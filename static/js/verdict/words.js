// The sentences of a verdict, from the template of the page, where they can be translated.
import { fill } from "../templates.js";

/** A function (name, values) -> the sentence of that name with its {names} replaced, as the page has it by then. */
export const wordsOf = (template) => (name, values = {}) =>
  fill(template.content.querySelector(`[data-word="${name}"]`).textContent.trim(), values);
