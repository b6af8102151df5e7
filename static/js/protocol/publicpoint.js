// A point that everybody may know and of which several powers are asked, as of every ciphertext under its proofs. One
// row of powers by 16 serves all of them: a power multiplies together what has the same digit, then the digits (Yao;
// Knuth, The Art of Computer Programming, 4.6.3, exercise 9). How long that takes tells the exponent: never a secret's.
import { Broken } from "./errors.js";
import { ORDER, decompress, neutral } from "./group.js";

const RADIX = 16;
const DIGITS = ORDER.toString(RADIX).length;

export class PublicPoint {
  constructor(point) {
    this.point = point;
    this.row = [point];
    while (this.row.length < DIGITS) this.row.push(timesSixteen(this.row[this.row.length - 1]));
  }

  /** As group.decode: the test for torsion is a power too. */
  static decode(text) {
    const decoded = new PublicPoint(decompress(text, "element-invalid"));
    if (!decoded.power(ORDER).is0()) throw new Broken("element-invalid");
    return decoded;
  }

  /** The point to the power of a public number from 0 to ORDER. */
  power(scalar) {
    const groups = Array(RADIX).fill(null);
    const digits = [...scalar.toString(RADIX)].reverse();
    digits.forEach((digit, place) => {
      const value = parseInt(digit, RADIX);
      if (value > 0) groups[value] = groups[value]?.add(this.row[place]) ?? this.row[place];
    });
    return weighed(groups);
  }
}

const timesSixteen = (point) => point.double().double().double().double();

/** groups[1]^1 * groups[2]^2 * ..., each group multiplied in as often as its number says. */
function weighed(groups) {
  let from = neutral;
  let all = neutral;
  for (const group of groups.slice(1).reverse()) {
    if (group) from = from.add(group);
    all = all.add(from);
  }
  return all;
}
