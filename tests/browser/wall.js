// What cannot be read on the wall as it is now, as sentences; run in the page by test_the_wall.py once a frame is drawn.
async () => {
  await document.fonts.ready;
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const SLACK = 1;
  const { innerWidth: width, innerHeight: height } = window;
  const isWall = width > 700; // Narrower ones are held in the hand and scroll.
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true });
  return [...small(), ...outside(), ...full(), ...overlapping()];

  function texts() {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const { data, parentElement: element } = walk.currentNode;
      const isRead = data.trim() && !element.closest(".visually-hidden, .rehearsal-word, svg, script, template, noscript");
      if (isRead && isSeen(element)) found.push({ node: walk.currentNode, element, text: data.trim().slice(0, 40) });
    }
    return found;
  }

  /** The smallest text is 2.2 hundredths of the wall's height (shared/look.md). */
  function small() {
    const least = isWall ? height * 0.022 : 12;
    const size = ({ element }) => parseFloat(getComputedStyle(element).fontSize);
    return texts().filter((one) => size(one) < least - 0.05).map((one) => `“${one.text}” is ${size(one)} px high`);
  }

  function outside() {
    return texts().filter(({ node }) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()].some(({ left, right, top, bottom }) =>
        left < -SLACK || right > width + SLACK || (isWall && (top < -SLACK || bottom > height + SLACK)));
    }).map(({ text }) => `“${text}” leaves the wall`);
  }

  /** A part that holds more than its place has room for. */
  function full() {
    const parts = isWall ? document.querySelectorAll("#scene, #scene > *, #scene section, #scene ol, #scene .name") : [];
    return [...parts].filter((part) => isSeen(part) && getComputedStyle(part).display !== "inline"
      && (part.scrollHeight > part.clientHeight + SLACK && part.clientHeight || part.scrollWidth > part.clientWidth + SLACK))
      .map((part) => `${part.tagName}.${part.className} holds ${part.scrollWidth}×${part.scrollHeight} `
        + `in ${part.clientWidth}×${part.clientHeight}`);
  }

  /** Two lines of different elements on the same place; the letters' own height, without what is above and below. */
  function overlapping() {
    const lines = texts().flatMap(({ node, element, text }) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()].map(({ left, right, top, bottom }) => {
        const spare = (bottom - top) * 0.18;
        return { element, text, left, right, top: top + spare, bottom: bottom - spare };
      });
    });
    const meet = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > SLACK
      && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > SLACK;
    return lines.flatMap((one, place) => lines.slice(place + 1)
      .filter((other) => other.element !== one.element && meet(one, other))
      .map((other) => `“${one.text}” and “${other.text}” lie on each other`));
  }
}
