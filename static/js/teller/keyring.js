// What a teller's phone keeps. localStorage, because the key must last from the set-up to the count, over reloads
// and restarts; one entry a seat, so that another invitation can never overwrite a key that is still needed.

const SEAT = "hom-phieu.teller.seat";
const KEY = "hom-phieu.teller.key.";
const OPENED = "hom-phieu.teller.opened.";
const INVITATION = /^([1-9][0-9]?)\.([\w-]+)(?:\.([1-9A-HJ-NP-Za-km-z]{22}))?$/;

/**
 * The seat {number, invite} and the seed of "2.invite" (the desk shows that; no seed, null) or "2.invite.seed" (another
 * phone of the same teller does); null for anything else.
 */
export function readInvitation(text) {
  const [, number, invite, seed = null] = INVITATION.exec(text.trim()) ?? [];
  return invite ? { seat: { number: Number(number), invite }, seed } : null;
}

/** What another phone of the same teller scans, as readInvitation reads it. */
export const invitationOf = ({ number, invite }, seed) => `${number}.${invite}.${seed}`;

export const keyring = {
  /** The seat this phone was last invited to. */
  seat: () => read(SEAT),
  sit: (seat) => write(SEAT, seat),

  /**
   * The key of a seat: {seed, isNoted, replaces, code}, or null. `isNoted`: its holder says that the code is written down;
   * `replaces`: the public part of another phone's key in whose place it is to be, or null; `code`: of the set of locks
   * that its holder has compared, null before.
   */
  key: (seat) => read(nameOf(seat)),
  keep: (seat, key) => write(nameOf(seat), key),

  /**
   * The one tally (its hash) of the election `uuid` that the key with this public part may open: `tally`, unless it was
   * another before. Every round is an election of its own, and a ballot of one is none in another. To be asked before a
   * share is computed. It outlives the key: whoever types its code in again opens no second one either.
   */
  onlyTally(publicKey, uuid, tally) {
    const name = `${OPENED}${publicKey}.${uuid}`;
    if (!read(name)) write(name, tally);
    return read(name);
  },

  /** Take the seat and its key off the phone. */
  erase(seat) {
    window.localStorage.removeItem(nameOf(seat));
    window.localStorage.removeItem(SEAT);
  },
};

const nameOf = ({ number, invite }) => `${KEY}${number}.${invite}`;

function read(name) {
  const text = window.localStorage.getItem(name);
  return text ? JSON.parse(text) : null;
}

const write = (name, value) => window.localStorage.setItem(name, JSON.stringify(value));
