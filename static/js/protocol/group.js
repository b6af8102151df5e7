// The group: Ed25519, its prime-order subgroup (protocol.md 2.1). The only importer of noble's curves.
// Inside the protocol an element is a noble point and a scalar a BigInt below ORDER; in records both are strings.
import { ed25519 } from "@noble/curves/ed25519.js";
import { bytesToHex, bytesToNumberBE, hexToBytes, randomBytes } from "@noble/curves/utils.js";
import { Broken } from "./errors.js";

const { Point } = ed25519;
const field = Point.Fn;
const ELEMENT = /^[0-9a-f]{64}$/;
// 6 bits a window is where table building (7 ms) and a ballot's 200 to 800 multiplications together cost least.
const TABLE_WINDOW = 6;

export const NAME = "Ed25519";
export const ORDER = field.ORDER;
export const generator = Point.BASE;
export const neutral = Point.ZERO;

/** The element string: the 32-byte encoding reversed, 64 lower-case hex digits. */
export const encode = (point) => bytesToHex(point.toBytes().reverse());

/** The point of an element string, the neutral one too. Broken(code) unless canonical, on the curve, torsion free. */
export function decode(text, code = "element-invalid") {
  const point = decompress(text, code);
  if (!point.isTorsionFree()) throw new Broken(code);
  return point;
}

/** As decode, but the point may have a torsion component: to be tested before anything else. */
export function decompress(text, code) {
  if (typeof text !== "string" || !ELEMENT.test(text)) throw new Broken(code);
  try {
    return Point.fromBytes(hexToBytes(text).reverse());
  } catch {
    throw new Broken(code);
  }
}

/** point^scalar, in a time that tells nothing of the scalar; noble refuses a zero scalar, so that case is ours. */
export const power = (point, scalar) => (scalar === 0n ? neutral : point.multiply(scalar));

/** point^scalar where everybody may know both. */
export const publicPower = (point, scalar) => point.multiplyUnsafe(scalar);

/**
 * A copy of `point` that gets a table for many powers of it when the first is asked. A copy, because noble blinds every
 * power of its own base point: right for a key, but twice the price for an exponent that is used once.
 */
export const tabled = (point) => Point.fromAffine(point.toAffine()).precompute(TABLE_WINDOW);

export const product = (points) => points.reduce((left, right) => left.add(right), neutral);

/** [point^0, point^1, ..., point^most] by additions. */
export function smallPowers(point, most) {
  const powers = [neutral];
  while (powers.length <= most) powers.push(powers[powers.length - 1].add(point));
  return powers;
}

/** A big-endian number of any length, modulo the order. */
export const scalarOf = (bytes) => field.create(bytesToNumberBE(bytes));

/** Uniform but for a bias of 2^-259: 64 random bytes modulo the order. */
export const randomScalar = () => scalarOf(randomBytes(64));

export const sum = (scalars) => scalars.reduce((left, right) => field.add(left, right), 0n);
export const plus = (left, right) => field.add(left, right);
export const minus = (left, right) => field.sub(left, right);
export const times = (left, right) => field.mul(left, right);
export const inverse = (scalar) => field.inv(scalar);
