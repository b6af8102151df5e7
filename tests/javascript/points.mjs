// Element strings -> what each is read as: itself, or {code}. Proofs of knowledge -> whether each holds.
import { attempt, drive } from "./driver.mjs";
import { decode, encode } from "../../static/js/protocol/group.js";
import { schnorrHolds } from "../../static/js/protocol/proofs.js";

await drive(async ({ elements = [], proofs = [] }) => ({
  elements: await Promise.all(elements.map((text) => attempt(() => encode(decode(text))))),
  proofs: proofs.map(([prefix, text, proof]) => schnorrHolds(prefix, decode(text), proof)),
}));
