// The box as a teller's phone knows it: not what the kiosk says of it, but the archive that anybody can take home,
// audited on this phone (P2: what a key opens is the total of all ballots, each of them a legal vote, and in each round
// it opens one total only).
import { getBytes } from "../http.js";
import { keyring } from "./keyring.js";

/** {bel, uuid, owner, ballots, head, tally}: the archive and what TellerWorker.confirm found in it. */
export async function lookInto(worker, publicKey) {
  const bel = await getBytes("/archive/box.bel");
  return { bel, ...(await worker.confirm(bel, publicKey)) };
}

/** The text of the share that opens this box (as lookInto). Broken "tally-other" where the key opened another one. */
export async function shareOf(worker, seed, publicKey, { bel, uuid, tally }) {
  const only = keyring.onlyTally(publicKey, uuid, tally);
  const { share } = await worker.share(seed, bel, only);
  return share;
}
