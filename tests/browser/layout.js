// What is wrong with how a page is laid out at the width it has now, as sentences; run in the page by layout.py.
// `targets`: {selector: least width and height of what is touched, in px}, the first that fits counts.
(targets) => {
  const SLACK = 1.5; // Browsers round to parts of a pixel.
  const HIDDEN = ".visually-hidden, .rehearsal-word, [aria-hidden='true'] svg, script, style, template, noscript, title";
  const room = document.documentElement;
  const top = topmost();
  const lines = linesOf(top);
  const controls = controlsOf(top);

  return [...scrolled(), ...cut(), ...overlapping(), ...colliding(), ...small()];

  /** Under a dialog nothing is read: the dialog alone counts. */
  function topmost() {
    const open = [...document.querySelectorAll("dialog[open], [aria-modal='true']")].filter(isSeen);
    return open[open.length - 1] ?? document.body;
  }

  function isSeen(element) {
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  }

  /** Every line of text that is seen: {text, element, rect}; the letters' own height, without what is above and below. */
  function linesOf(root) {
    const found = [];
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walk.nextNode()) {
      const { currentNode: node } = walk;
      const element = node.parentElement;
      if (!node.data.trim() || element.closest(HIDDEN) || !isSeen(element) || isForTheEar(element)) continue;
      range.selectNodeContents(node);
      for (const rect of range.getClientRects())
        if (rect.width > 1) found.push({ text: told(node.data), element, rect: lettersOf(rect) });
    }
    return found;
  }

  /** Tucked away in a point, for those who hear the page. */
  function isForTheEar(element) {
    for (let one = element; one && one !== document.body; one = one.parentElement)
      if (one.offsetWidth === 1 && one.offsetHeight === 1 && getComputedStyle(one).overflowX === "hidden") return true;
    return false;
  }

  function lettersOf({ left, right, top: above, bottom }) {
    const spare = (bottom - above) * 0.18;
    return { left, right, top: above + spare, bottom: bottom - spare };
  }

  function controlsOf(root) {
    const all = root.querySelectorAll("a[href], button, input:not([type='hidden']), select, textarea, summary, label.row, label.choice");
    return [...all].filter((one) => isSeen(one) && !one.closest(HIDDEN) && one.getBoundingClientRect().width > 0);
  }

  function told(text) {
    return text.trim().replace(/\s+/g, " ").slice(0, 40);
  }

  function named(element) {
    const name = element.getAttribute("aria-label") || element.textContent || element.id || element.name;
    return `${element.tagName.toLowerCase()}.${element.className} “${told(name)}”`;
  }

  function scrolled() {
    const wide = room.scrollWidth > room.clientWidth ? [`scrolls sideways by ${room.scrollWidth - room.clientWidth} px`] : [];
    const isWall = document.body.classList.contains("screen") && room.clientWidth >= 1024;
    const tall = isWall && room.scrollHeight > room.clientHeight + SLACK;
    return tall ? [...wide, `a wall scrolls by ${room.scrollHeight - room.clientHeight} px`] : wide;
  }

  /** Lines that leave the window, or the box that clips them. */
  function cut() {
    return lines.flatMap(({ text, element, rect }) => {
      const where = outside(rect, { left: 0, right: room.clientWidth, top: -Infinity, bottom: Infinity }) && isStill(element)
        ? "the window" : clippedBy(element, rect);
      return where ? [`“${text}” is cut off by ${where}`] : [];
    });
  }

  /** What stands in a box with its own scroll bar can be scrolled to. */
  function isStill(element) {
    for (let one = element; one; one = one.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(one).overflowX)) return false;
    return true;
  }

  function clippedBy(element, rect) {
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      const { overflowX, overflowY, display } = getComputedStyle(one);
      const clips = (overflow) => display !== "inline" && ["hidden", "clip"].includes(overflow);
      if (["auto", "scroll"].includes(overflowX) || ["auto", "scroll"].includes(overflowY)) return "";
      const box = one.getBoundingClientRect();
      const sides = {
        left: clips(overflowX) ? box.left : -Infinity, right: clips(overflowX) ? box.right : Infinity,
        top: clips(overflowY) ? box.top : -Infinity, bottom: clips(overflowY) ? box.bottom : Infinity,
      };
      if (outside(rect, sides)) return named(one);
    }
    return "";
  }

  function outside(rect, box) {
    return rect.left < box.left - SLACK || rect.right > box.right + SLACK || rect.top < box.top - SLACK || rect.bottom > box.bottom + SLACK;
  }

  /** Two lines of different elements on the same place; what scrolls under a bar that stays is apart from it. */
  function overlapping() {
    const layers = lines.map(({ element }) => layerOf(element));
    const found = [];
    for (let i = 0; i < lines.length; i += 1)
      for (let j = i + 1; j < lines.length; j += 1)
        if (lines[i].element !== lines[j].element && layers[i] === layers[j] && meet(lines[i].rect, lines[j].rect, SLACK))
          found.push(`“${lines[i].text}” and “${lines[j].text}” lie on each other`);
    return found;
  }

  function layerOf(element) {
    for (let one = element; one; one = one.parentElement)
      if (["fixed", "sticky"].includes(getComputedStyle(one).position)) return one;
    return null;
  }

  function meet(one, other, slack) {
    return Math.min(one.right, other.right) - Math.max(one.left, other.left) > slack
      && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > slack;
  }

  /** Two targets on the same place, neither inside of the other. */
  function colliding() {
    const found = [];
    const touched = controls.filter((one) => !isInline(one));
    for (const [i, one] of touched.entries())
      for (const other of touched.slice(i + 1))
        if (!one.contains(other) && !other.contains(one) && one.control !== other && layerOf(one) === layerOf(other)
          && meet(one.getBoundingClientRect(), other.getBoundingClientRect(), SLACK))
          found.push(`${named(one)} and ${named(other)} lie on each other`);
    return found;
  }

  /** A link within a sentence is as high as its line. */
  function isInline(element) {
    if (getComputedStyle(element).display !== "inline") return false;
    return told(element.parentElement.textContent) !== told(element.textContent);
  }

  function small() {
    return controls.filter((one) => !isInline(one) && !["checkbox", "radio"].includes(one.type)).flatMap((one) => {
      const least = Object.entries(targets).find(([selector]) => one.matches(selector))?.[1] ?? 0;
      const { width, height } = one.getBoundingClientRect();
      const size = `${Math.round(width)} × ${Math.round(height)} px`;
      return Math.min(width, height) < least - 0.5 ? [`${named(one)} is ${size}, less than ${least}`] : [];
    });
  }
}
