// The <template>s of a page: every text stands in the HTML, where it can be translated; scripts copy it and fill it in.

/** A copy of <template id="…"> as one fragment. */
export const copy = (id) => document.getElementById(id).content.cloneNode(true);

/** The element marked data-slot="name" inside `root`. */
export const slot = (root, name) => root.querySelector(`[data-slot="${name}"]`);

/**
 * `text` with every {name} replaced by values[name], and every {name:one|many} by the word for that number (kiosk/language.py
 * writes them too); what has no value stays as it is.
 */
export const fill = (text, values) => text.replace(/\{(\w+)(?::([^{|}]*)\|([^{|}]*))?\}/g, (whole, name, one, many) => {
  const value = values[name] ?? null;
  if (value === null) return whole;
  if (one === undefined) return value;
  return Number(value) === 1 ? one : many;
});
