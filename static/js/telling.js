// The teller's arithmetic: a key at the set-up, a look at the box, a share at the count. All that is known of the box
// comes from its archive, the public file that anybody can take home; the work is done in the background.
import { background } from "./background.js";
import { auditing } from "./protocol/audit.js";
import { read } from "./protocol/board.js";
import { Broken } from "./protocol/errors.js";
import { decryptingPartially } from "./protocol/tally.js";
import { checkMyKey, makeSingle, openingKey, privateKey } from "./protocol/trustee.js";

export function tellingDeeds() {
  const known = new Map(); // What was verified before, see audit.auditing.
  return {
    *makeKey(seed) {
      return makeSingle(privateKey(seed));
    },
    *confirm(bel, publicKey) {
      const board = read(bel);
      const owner = checkMyKey(board.setup.trustees, board.setup.election, publicKey);
      return { owner, uuid: board.uuid, ...yield* auditing(board, known) };
    },
    *share(seed, bel, only) {
      const board = read(bel);
      const { election, trustees } = board.setup;
      const { secret } = openingKey(seed, trustees, election);
      const audited = yield* auditing(board, known);
      if (audited.tally === null) throw new Broken("tally-missing");
      if (audited.tally !== only) throw new Broken("tally-other");
      return { ...audited, share: yield* decryptingPartially(election, secret, board.record(audited.tally)) };
    },
  };
}

export class TellerWorker {
  /** `report({checked, ballots})` hears how far the audit of a box is. */
  constructor(report, url = "/static/dist/teller-worker.js") {
    this.work = background(url, tellingDeeds, undefined, report);
  }

  /** The trustee key {pok, public_key} of a seed (trustee.newSeed); each time the same key with another proof. */
  makeKey(seed) {
    return this.work.call("makeKey", seed);
  }

  /**
   * {owner, uuid, ballots, head, tally} of an archive's bytes, once everything in it has been audited and its ballots
   * are sealed to `publicKey` among others, as number `owner`, in the election `uuid`; the rest as audit.auditing.
   * Broken as board.read, trustee.checkMyKey, audit.auditing.
   */
  confirm(bel, publicKey) {
    return this.work.call("confirm", bel, publicKey);
  }

  /**
   * {share, ballots, head, tally}: the exact text of the partial decryption record, for a board that was audited as by
   * confirm. `only` is the hash of the one tally of this election that the holder of `seed` may open. Broken
   * "tally-other" for a board with another one, "tally-missing" for one with none, or as confirm; nothing has been
   * computed with the key then.
   */
  share(seed, bel, only) {
    return this.work.call("share", seed, bel, only);
  }

  stop() {
    this.work.stop();
  }
}
