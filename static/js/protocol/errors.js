// The two kinds of trouble, as in ballots/errors.py. Here they carry only the stable code: the page has the sentence
// for it, and no text of ours can then carry a mark, a slip's secret or a key. One more thing may be said: which trustee
// (a number) sent what does not hold.

class Trouble extends Error {
  constructor(code, sender = undefined) {
    super(code);
    this.code = code;
    this.sender = sender;
  }
}

/** Asked for what the rules do not allow, or mistyped; nothing has changed and nothing is lost. */
export class Refused extends Trouble {
  get kind() {
    return "refused";
  }
}

/** A record, a proof or a key that does not hold: altered on its way, or written wrongly. */
export class Broken extends Trouble {
  get kind() {
    return "broken";
  }
}
