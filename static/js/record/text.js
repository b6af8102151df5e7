// Names and titles in their one clean form, as ballots/text.py.
//
// What a letter is, both languages ask of the Unicode tables they came with. A letter that only the newer of two tables
// knows is refused by the one (text-unprintable) and taken by the other; no Vietnamese text has one.
import { Refused } from "../protocol/errors.js";

export const NAME_LIMIT = 120;
export const TITLE_LIMIT = 300;

/** No text of ours is a hundredth of it; what is longer is not taken apart letter by letter, which no phone would survive. */
const LONGEST = 100_000;
const MOST_REMEMBERED = 10_000;
/** The blanks of Python's str.split(): those of \s, and the four separators and the next-line mark that \s leaves out. */
const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
const INVISIBLE = /\p{Cf}/gu;
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/u;

/** As NFC, every run of blanks one space, invisible marks dropped. Refused "text-too-long", "text-unprintable". */
export function clean(value, limit = NAME_LIMIT) {
  if (value.length > LONGEST) throw new Refused("text-too-long");
  const visible = value.replace(INVISIBLE, "").normalize("NFC");
  const text = visible.split(BLANKS).filter(Boolean).join(" ");
  if ([...text].length > limit) throw new Refused("text-too-long");
  if (UNPRINTABLE.test(text)) throw new Refused("text-unprintable");
  return text;
}

/** Whether a text is written as `clean` writes it. Refused as `clean`. */
export const isClean = (value, limit = NAME_LIMIT) => clean(value, limit) === value;

/** And whether it says something. */
export const isSaid = (value, limit = NAME_LIMIT) => isClean(value, limit) && value !== "";

const remembered = new Map();

/** The form under which two spellings are one name. Refused "text-too-long", "text-unprintable". */
export function sameName(text) {
  if (!remembered.has(text)) {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(text, casefold(clean(text, LONGEST)));
  }
  return remembered.get(text);
}

/**
 * What Python's str.casefold() tells apart and nothing else: letter by letter, because toLowerCase looks at what follows
 * a sigma. (Cherokee is folded to small letters here and to capitals there, which makes the same names equal.)
 */
const casefold = (text) => Array.from(text, folded).join("");

function folded(letter) {
  if (letter === "ı") return letter; // The dotless i is a letter of its own, although its capital is the common I.
  const capital = letter.toLowerCase().toUpperCase(); // In small letters first, because of the capital ẞ.
  return Array.from(capital, (one) => one.toLowerCase()).join("");
}
