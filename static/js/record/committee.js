// The counting committee and the codes of its locks, as ballots/committee.py.
import { base32, sha } from "../protocol/encoding.js";
import { isClean, isSaid, sameName } from "./text.js";

const FEWEST_TELLERS = 1;
const MOST_TELLERS = 7;

/** What names one lock: the head of the key's SHA-256, as XXXX-XXXX. */
export const lockCode = (publicKey) => grouped(publicKey, 8);

/** What names the set of locks, from the bytes of trustees.json: 80 bits, as XXXX-XXXX-XXXX-XXXX. */
export const setCode = (trusteesRaw) => grouped(trusteesRaw, 16);

const grouped = (raw, length) => base32(sha(raw), length).match(/.{4}/g).join("-");

/** Whether the tellers are numbered from 1, told apart by name or unit, each with the code of its own lock. */
export function areTellers(tellers) {
  if (tellers.length < FEWEST_TELLERS || tellers.length > MOST_TELLERS) return false;
  const named = new Set(tellers.map(({ name, unit }) => JSON.stringify([sameName(name), unit])));
  return named.size === tellers.length && tellers.every((teller, place) =>
    teller.number === place + 1 && isSaid(teller.name) && isClean(teller.unit)
    && teller.code === lockCode(teller.public_key));
}

/** Whether at least one of them opens the box, and no more than there are. */
export const isCommittee = ({ tellers, committee: { threshold } }) =>
  areTellers(tellers) && threshold >= 1 && threshold <= tellers.length;
