// The sentences of a verdict, from the template of the page, where they can be translated.
import { fill } from "../templates.js";

/** A function (name, values) -> the sentence of that name with its {names} replaced. */
export function wordsOf(template) {
  const marked = [...template.content.querySelectorAll("[data-word]")];
  const sentences = new Map(marked.map((p) => [p.dataset.word, p.textContent.trim()]));
  return (name, values = {}) => fill(sentences.get(name), values);
}
