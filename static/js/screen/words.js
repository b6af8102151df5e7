// The projector's sentences, from the template of the page, where they can be translated.

const sentences = new Map(
  [...document.getElementById("words").content.querySelectorAll("[data-word]")]
    .map((p) => [p.dataset.word, p.textContent.trim()]),
);

/** The sentence of that name with its {names} replaced by `values`. */
export function word(name, values = {}) {
  return sentences.get(name).replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}
