// A phone's look into the box while its sheet lies there: what is new is audited as it comes, so that little is left to do
// when the box is closed, and a box that is locked with other keys is noticed at the first look.
import { isPassing, pause } from "../errand.js";
import { lookInto } from "./closedbox.js";

// Between two looks into a box that fills: the archive is fetched whole, by every teller's phone.
const BETWEEN_LOOKS_MS = 10_000;

export class BoxWatch {
  /**
   * `sheet()`: the name of the sheet that lies there; `head()`: of the room's box; `key()`: as lookInto takes it;
   * `onChange()` after every look; `onTrouble(error)` for what does not hold.
   */
  constructor(worker, { sheet, head, key, onChange, onTrouble }) {
    Object.assign(this, { worker, sheet, head, key, onChange, onTrouble });
    this.box = null;      // what this phone found in the archive, all of it audited
    this.progress = null; // of the audit: {checked, ballots}
    this.looks = 0;
    this.isWatching = false;
  }

  /** Another round has another box; a look into the old one that is still under way finds nothing for the new. */
  forget() {
    this.box = this.progress = null;
    this.looks += 1;
  }

  hear(progress) {
    this.progress = progress;
    this.onChange();
  }

  /** Look once, for whoever waits for it. */
  async look() {
    this.box = await lookInto(this.worker, this.key());
  }

  /** Look where the room's box has another head than the one seen: a ballot has fallen into it, or a lock was released. */
  again() {
    const head = this.head();
    if (!head || head === this.box?.head) return;
    if (this.sheet() === "releasing") this.lookFor("releasing");
    if (this.sheet() === "waiting") this.watch();
  }

  async watch() {
    if (this.isWatching) return;
    this.isWatching = true;
    await this.lookFor("waiting");
    await pause(BETWEEN_LOOKS_MS);
    this.isWatching = false;
    this.again();
  }

  /** Look into the box for the sheet that lies there; a later look overtakes an earlier one. */
  async lookFor(shown) {
    this.looks += 1;
    const look = this.looks;
    let trouble = null;
    const box = await lookInto(this.worker, this.key()).catch((error) => { trouble = error; });
    if (this.sheet() !== shown || look !== this.looks) return;
    if (trouble && !isPassing(trouble)) this.onTrouble(trouble);
    else if (box) { this.box = box; this.onChange(); }
  }
}
