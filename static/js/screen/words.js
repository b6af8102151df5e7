// The projector's sentences, from the template of the page, where they can be translated.
import { fill } from "../templates.js";

const sentences = new Map(
  [...document.getElementById("words").content.querySelectorAll("[data-word]")]
    .map((p) => [p.dataset.word, p.textContent.trim()]),
);

/** The sentence of that name with its {names} replaced by `values`. */
export const word = (name, values = {}) => fill(sentences.get(name), values);
