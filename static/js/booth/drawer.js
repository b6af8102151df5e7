// What this tab keeps, and for how long: the slip until its receipt, the draft until the sealed ballot is cast or opened,
// the sealed bytes until they are acknowledged, the receipt until the voter leaves, an opened ballot until the voter marks
// another. sessionStorage is read by this tab only and
// survives a reload.

const kept = new Map();
let owner = "booth";

export const drawer = {
  /** The slip {mark, credential}. */
  slip: compartment("slip"),
  /** The draft {uuid, marks: [[chosen indices] per contest], blank: [agreed per contest], step}. */
  draft: compartment("draft"),
  /** The sealed ballot {ballot, tracker, uuid, round, mark}, sent again as it is until the box answers. */
  sealed: compartment("sealed"),
  /** The receipt {tracker, head, uuid, round, mark}; the last three once it lies on the page. */
  receipt: compartment("receipt"),
  /** The ballot that was opened instead of cast {tracker, opening, marked, uuid, round, mark} (opened.js). */
  opened: compartment("opened"),
  /** Keep everything under the name of another page; to be said before anything is kept. */
  nameAfter(page) {
    owner = page;
  },
  /** Leave nothing of this voter behind. */
  empty() {
    for (const name of ["slip", "draft", "sealed", "receipt", "opened"]) drawer[name].drop();
  },
};

// Where a browser refuses storage (some private windows), the tab's memory does; then only a reload needs the slip
// again.
function compartment(name) {
  const key = () => `hom-phieu.${owner}.${name}`;
  return {
    get: () => readKept(key()),
    put(value) {
      kept.set(key(), JSON.stringify(value));
      attempt(() => window.sessionStorage.setItem(key(), kept.get(key())));
    },
    drop() {
      kept.delete(key());
      attempt(() => window.sessionStorage.removeItem(key()));
    },
  };
}

function readKept(key) {
  const text = attempt(() => window.sessionStorage.getItem(key)) ?? kept.get(key);
  return text ? JSON.parse(text) : null;
}

function attempt(deed) {
  try {
    return deed();
  } catch {
    return null;
  }
}
