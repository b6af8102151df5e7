// Templates of the page filled in: every text stands in the HTML, where it can be translated; scripts add the values.

/** A copy of <template id="…"> as one fragment. */
export function copy(id) {
  return document.getElementById(id).content.cloneNode(true);
}

/** The element marked data-slot="name" inside `root`. */
export function slot(root, name) {
  return root.querySelector(`[data-slot="${name}"]`);
}

/** The sentence in the element's data-text, its {names} replaced by `values`. */
export function sentence(element, values) {
  return element.dataset.text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Say that sentence in the element itself. */
export function say(element, values) {
  element.textContent = sentence(element, values);
}

/** The drawing that `text` describes, as a node of this page. */
export function drawing(text) {
  return document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
}
