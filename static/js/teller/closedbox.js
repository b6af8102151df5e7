// The box as a teller's phone knows it: not what the kiosk says of it, but the archive that anybody can take home,
// audited on this phone (P2: what a key opens is the total of all ballots, each of them a legal vote, and in each round
// it opens one total only), and locked with the very set of locks that the teller has compared.
import { getBytes } from "../http.js";
import { keyring } from "./keyring.js";

/**
 * {bel, uuid, owner, ballots, head, tally, code}: the archive and what TellerWorker.confirm found in it. `verification`:
 * the public part of the seed; `code`: of the set that was compared. Broken as TellerWorker.confirm.
 */
export async function lookInto(worker, { verification, code }) {
  const bel = await getBytes("/archive/box.bel");
  return { bel, ...(await worker.confirm(bel, verification, code)) };
}

/**
 * The text of the share that opens this box (as lookInto); `privateKey` is the part of the seat that only this seed reads.
 * Broken "tally-other" where the key opened another one.
 */
export async function shareOf(worker, { seed, verification }, privateKey, { bel, uuid, tally }) {
  const only = keyring.onlyTally(verification, uuid, tally);
  const { share } = await worker.share(seed, privateKey, bel, only);
  return share;
}
