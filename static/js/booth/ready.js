// The ballot of the review: sealed in the background as soon as the review lies on the page, so that its tracking code is
// there before the voter chooses to cast it or to have it opened. A machine that seals something else than what was marked
// cannot know by then which of the two it will be. It is in no drawer yet: a reload seals afresh.

export class Ready {
  constructor(sealer) {
    this.sealer = sealer;
    this.promise = null;
  }

  /** A promise of {ballot, tracker}. The review laid again before anything was marked: the same ballot. */
  seal(slip, marks) {
    this.promise ??= this.sealing(slip, marks);
    return this.promise;
  }

  async sealing(slip, marks) {
    try {
      return await this.sealer.seal(slip.credential, marks);
    } catch (error) {
      this.promise = null; // The next who asks has it tried again.
      throw error;
    }
  }

  /** Nothing is left here of the sealed ballot, nor of what would open it; whether there was one. Idempotent. */
  drop() {
    const wasThere = this.promise !== null;
    if (wasThere) this.sealer.forget().catch(() => {});
    this.promise = null;
    return wasThere;
  }
}
