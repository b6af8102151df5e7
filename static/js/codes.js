// Codes that people read, compare and type: shown in groups, written without gaps.

/**
 * Show `code` in `element` in groups of `size` characters. The gaps are drawn, not written, so that what is copied
 * or searched on the page is the code itself; a reader of the screen hears one group at a time.
 */
export function showCode(element, code, size = 4) {
  element.classList.add("code");
  element.replaceChildren(...groupsOf(code, size).map(groupElement));
}

/** "abcdefghij" by 4 is ["abcd", "efgh", "ij"]. */
const groupsOf = (code, size) => code.match(new RegExp(`.{1,${size}}`, "g")) ?? [];

/** What a person typed, without the spaces that the groups suggest. */
export const withoutGaps = (typed) => typed.replace(/\s/g, "");

function groupElement(text) {
  const group = document.createElement("span");
  group.className = "group";
  group.textContent = text;
  return group;
}
