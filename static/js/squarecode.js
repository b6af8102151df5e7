// Square codes (QR) drawn in the page, for what the kiosk must not see: a slip's secret, a teller's seed, an opening.
import { correction, generate } from "lean-qr";
import { toSvgPath } from "lean-qr/extras/svg";

const SVG = "http://www.w3.org/2000/svg";
const BORDER = 4; // modules, as the standard asks for

/**
 * The square code of `text` as an <svg> without a size: the style sheet gives it, on the white ground of a .square. Level M
 * at least: 15 % of it may be soiled or folded.
 */
export function squareCode(text) {
  const modules = generate(text, { minCorrectionLevel: correction.M });
  const side = modules.size + 2 * BORDER;
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", `${-BORDER} ${-BORDER} ${side} ${side}`);
  const dark = document.createElementNS(SVG, "path");
  dark.setAttribute("d", toSvgPath(modules));
  dark.setAttribute("fill", "#000");
  drawing.append(dark);
  return drawing;
}
