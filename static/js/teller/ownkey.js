// The key on this phone and the seat it is for: what is kept of it, and which seed may take its place.
import { keyring } from "./keyring.js";

export class OwnKey {
  constructor(worker) {
    this.worker = worker;
    this.mine = keyring.seat(); // {number, invite}: the seat this phone was invited to
    this.seed = null;
    this.verification = null;   // the public part of that seed
  }

  sit(seat) {
    keyring.sit(seat);
    this.mine = seat;
  }

  /** As keyring.key, of this seat. */
  get kept() {
    return this.mine && keyring.key(this.mine);
  }

  /** Keep it with these changes. An error where the browser keeps nothing. */
  keep(changes) {
    keyring.keep(this.mine, { ...this.kept, ...changes });
  }

  /** Another seed: `more` says what is known of it already. */
  take(seed, more = {}) {
    this.keep({ seed, isNoted: false, replaces: null, code: null, ...more });
    return this.know();
  }

  /** The worker may be busy with the box for a while, so it is asked once a seed. */
  async know() {
    const { seed = null } = this.kept ?? {};
    if (seed === this.seed) return;
    this.verification = seed ? await this.worker.verificationKey(seed) : null;
    this.seed = seed;
  }

  /**
   * Why `seed` is not that of the key that takes part, whose public part is `registered`: a code of a sentence, or null.
   * Where no key takes part, any that is well formed is good.
   */
  async whyNot(seed, registered) {
    try {
      return [null, await this.worker.verificationKey(seed)].includes(registered) ? null : "seed-other";
    } catch {
      return "seed-malformed";
    }
  }

  erase() {
    keyring.erase(this.mine);
    this.mine = this.seed = this.verification = null;
  }
}
