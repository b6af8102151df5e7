// A sentence with its sign: kind "" (it is so), "good", "care" (may be mended) or "stop" (does not hold).

/** The notice, not on the page yet. */
export function notice(kind, words) {
  const element = document.createElement("p");
  element.className = kind ? `notice ${kind}` : "notice";
  element.append(document.createElement("span"));
  element.firstElementChild.textContent = words;
  return element;
}
