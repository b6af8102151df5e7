// What a teller's phone does by itself while the phones make the locks together (protocol.md 6.2, 6.3). Each part is
// computed from the seed and from what the kiosk passes on, all of which the worker checks; nothing of it needs to be kept,
// so any phone with the seed goes on where another stopped. The kiosk keeps what came first, and a repeat is harmless.
import { postJson } from "../http.js";
import { compact, shaHex } from "../protocol/encoding.js";
import { Broken } from "../protocol/errors.js";

const CHEATED = "dealing-invalid";

/** By the name of the part that is due (step.js): do it with the `worker`, of the `seat` as the kiosk told it. */
export const PARTS = {
  certifying: async (worker, seat, { mine, kept: { seed, replaces } }) => {
    const cert = await worker.makeCertificate(seed, seat.size, seat.threshold, seat.number);
    await postJson("/teller/certificate", { ...mine, cert, replaces });
  },
  dealing: async (worker, seat, { mine, seed }) => {
    const polynomial = await worker.makePolynomial(seed, seat.certs);
    await postJson("/teller/polynomial", { ...mine, certs: nameOf(seat.certs), polynomial });
  },
  proving: async (worker, seat, { mine, seed }) => {
    const certs = nameOf(seat.certs);
    try {
      const voutput = await worker.makeVoutput(seed, seat.certs, seat.vinput);
      await postJson("/teller/voutput", { ...mine, certs, voutput });
    } catch (error) {
      if (error.code !== CHEATED || error.sender === seat.number) throw error; // Nobody reports himself.
      await postJson("/teller/complaint", { ...mine, certs, against: error.sender, code: error.code });
    }
  },
};

/**
 * {trustees, code, size, threshold} of the finished set, checked by the `worker` with the own `seed`. How many locks there
 * are and how many open the box is read from the set itself and nowhere else: a laptop that told each phone of fewer locks,
 * or of more that are needed, could put locks of its own into a set whose code all compare. Broken "set-told" where the
 * seat tells it otherwise, or as ownkey.checkTrustees.
 */
export async function checkSet(worker, seed, seat) {
  const { trustees, private_key: sealed } = seat;
  const { owner, size, threshold, code } = await worker.checkTrustees(seed, trustees, sealed);
  const isAsTold = owner === seat.number && size === seat.size && threshold === seat.threshold;
  if (!isAsTold) throw new Broken("set-told");
  return { trustees, code, size, threshold };
}

const OVERTAKEN = [
  "ceremony-moved-on", "ceremony-disputed", "trustee-context", "seat-taken", "lock-sealed", "share-invalid",
];

/**
 * Whether the kiosk refused something after which the seat only has to be asked again: another phone was quicker, the room
 * has gone on, or the sheet that is due says it (a share that did not hold). What this phone found wrong itself is none.
 */
export const isOvertaken = ({ code, status }) => Boolean(status) && OVERTAKEN.includes(code);

/** What names a list of certificates to the kiosk: a part is good for the ones that it was made for, and no others. */
const nameOf = (certs) => shaHex(compact(certs));
