// What the desk's tab keeps of the people whom it pretends in a rehearsal: their keys, their slips, and the votes that they
// are about to cast. In sessionStorage: a reload goes on with it, no other tab has it, and it is gone with the tab. Nothing
// of it is ever sent.

const NAME = "hom-phieu.practice";
const NOTHING = { keys: {}, slips: null, plan: null };

export const kept = {
  /**
   * {keys: {seed, replaces} by nameOf(seat), slips: {mark, secrets} or null, plan: {uuid, number, isToAudit, ballots} or
   * null}; a ballot of the plan, which is still to come, is {secret, marks}.
   */
  get: () => ({ ...NOTHING, ...JSON.parse(window.sessionStorage.getItem(NAME) ?? "{}") }),
  put: (changes) => window.sessionStorage.setItem(NAME, JSON.stringify({ ...kept.get(), ...changes })),
  forget: () => window.sessionStorage.removeItem(NAME),
};

/** A teller's seat {number, invite}; whoever is named in it afterwards has another invitation. */
export const nameOf = ({ number, invite }) => `${number}.${invite}`;
