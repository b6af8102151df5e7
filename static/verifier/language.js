// The other language of the single page by one tap. The page is written in Vietnamese; what each of its sentences is in
// English stands beside them, put there when the page was made.

const VIETNAMESE = "vi";
const ENGLISH = "en";

/** `button` says the other language in itself; `changed()` is called when the page's words are the other ones. */
export function languageButton(button, english, changed) {
  const words = wordsIn(document.documentElement, english);
  button.parentElement.hidden = false;
  button.addEventListener("click", () => {
    const language = document.documentElement.lang === VIETNAMESE ? ENGLISH : VIETNAMESE;
    document.documentElement.lang = language;
    for (const [place, own] of words) place.nodeValue = language === ENGLISH ? english[own] : own;
    button.textContent = language === ENGLISH ? "Tiếng Việt" : "English";
    button.lang = language === ENGLISH ? VIETNAMESE : ENGLISH;
    changed();
  });
}

/** Every text and every label of the page that has an English one, with its own words; also what templates keep. */
function wordsIn(root, english) {
  const found = [];
  const note = (place) => {
    const own = place.nodeValue.trim();
    if (own in english) found.push([place, own]);
  };
  for (const element of root.querySelectorAll("*")) {
    for (const child of element.childNodes) if (child.nodeType === Node.TEXT_NODE) note(child);
    if (element.hasAttribute("aria-label")) note(element.getAttributeNode("aria-label"));
    if (element instanceof HTMLTemplateElement) found.push(...wordsIn(element.content, english));
  }
  return found;
}
