// A square code (QR) drawn by the page itself: what stands in it need never be on the server to become a picture.
import { correction, generate } from "lean-qr";
import { toSvgPath } from "lean-qr/extras/svg";

const SVG = "http://www.w3.org/2000/svg";
const BORDER = 4; // modules, as cameras expect (ISO 18004)

/** `text` as an <svg> of black modules, level M or better, without a size of its own: the style sheet gives it. */
export function squareCode(text) {
  const code = generate(text, { minCorrectionLevel: correction.M });
  const side = code.size + 2 * BORDER;
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", toSvgPath(code));
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `${-BORDER} ${-BORDER} ${side} ${side}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
}

/** Draw the square code of every [data-square] in `root`: what it says is no secret, and stands in the page. */
export function drawSquares(root) {
  for (const place of root.querySelectorAll("[data-square]")) place.replaceChildren(squareCode(place.dataset.square));
}
