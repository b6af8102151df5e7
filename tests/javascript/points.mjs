// Element strings -> what each is read as by either reader: itself, or {code}. Proofs of knowledge -> whether each holds.
// [element, exponent in decimal] -> the power, as it is computed of what everybody may know.
import { attempt, drive } from "./driver.mjs";
import { decode, encode } from "../../static/js/protocol/group.js";
import { readProof, schnorrHolds } from "../../static/js/protocol/proofs.js";
import { PublicPoint } from "../../static/js/protocol/publicpoint.js";

await drive(async ({ elements = [], proofs = [], powers = [] }) => ({
  elements: await Promise.all(elements.map((text) => attempt(() => encode(decode(text))))),
  publicly: await Promise.all(elements.map((text) => attempt(() => encode(PublicPoint.decode(text).point)))),
  proofs: proofs.map(([prefix, text, proof]) => schnorrHolds(prefix, decode(text), readProof(proof, "no-proof"))),
  powers: powers.map(([text, exponent]) => encode(PublicPoint.decode(text).power(BigInt(exponent)))),
}));
