// The teller's arithmetic: a key made together with the others at the set-up, a look at the box, a share at the count.
// All that is known of the box comes from its archive, the public file that anybody can take home; the work is done in
// the background.
import { background } from "./background.js";
import { builtAddress } from "./built.js";
import { auditing } from "./protocol/audit.js";
import { read } from "./protocol/board.js";
import * as ceremony from "./protocol/ceremony.js";
import { Broken } from "./protocol/errors.js";
import { checkMyKey, checkTrustees, codeOf, openingKey } from "./protocol/ownkey.js";
import { decryptingPartially } from "./protocol/tally.js";

/** The deeds of the set-up: one trustee's part in making the key (ceremony.js). */
const ceremonyDeeds = {
  *verificationKey(seed) {
    return ceremony.verificationKey(seed);
  },
  *makeCertificate(seed, size, threshold, index) {
    return ceremony.makeCertificate(seed, size, threshold, index);
  },
  *makePolynomial(seed, certs) {
    return ceremony.makePolynomial(seed, certs);
  },
  *makeVoutput(seed, certs, vinput) {
    return ceremony.makeVoutput(seed, certs, vinput);
  },
  *checkTrustees(seed, trusteesRaw, privateKeyMessage) {
    return checkTrustees(seed, trusteesRaw, privateKeyMessage);
  },
};

export function tellingDeeds() {
  const known = new Map(); // What was verified before, see audit.auditing.
  return {
    ...ceremonyDeeds,
    *confirm(bel, verificationKey, code = null) {
      const board = read(bel);
      const { election, trustees } = board.setup;
      const owner = checkMyKey(trustees, election, verificationKey);
      if (code !== null && codeOf(trustees) !== code) throw new Broken("trustees-other");
      return { owner, uuid: board.uuid, code: codeOf(trustees), ...yield* auditing(board, known) };
    },
    *share(seed, privateKeyMessage, bel, only) {
      const board = read(bel);
      const { election, trustees } = board.setup;
      const { secret } = openingKey(seed, privateKeyMessage, trustees, election);
      const audited = yield* auditing(board, known);
      if (audited.tally === null) throw new Broken("tally-missing");
      if (audited.tally !== only) throw new Broken("tally-other");
      return { ...audited, share: yield* decryptingPartially(election, secret, board.record(audited.tally)) };
    },
  };
}

export class TellerWorker {
  /** `report({checked, ballots})` hears how far the audit of a box is. */
  constructor(report, url = builtAddress("teller-worker.js")) {
    this.work = background(url, tellingDeeds, undefined, report);
  }

  /** The element by which the holder of a seed (trustee.newSeed) is known; Refused "seed-malformed". */
  verificationKey(seed) {
    return this.work.call("verificationKey", seed);
  }

  /** As ceremony.makeCertificate: each time the same two keys, with another signature. */
  makeCertificate(seed, size, threshold, index) {
    return this.work.call("makeCertificate", seed, size, threshold, index);
  }

  /** As ceremony.makePolynomial: each time another one. */
  makePolynomial(seed, certs) {
    return this.work.call("makePolynomial", seed, certs);
  }

  /** As ceremony.makeVoutput: each time the same share. Broken "dealing-invalid" tells the `sender`. */
  makeVoutput(seed, certs, vinput) {
    return this.work.call("makeVoutput", seed, certs, vinput);
  }

  /** As ownkey.checkTrustees, of the text of a trustees.json and of the own voutput's private_key. */
  checkTrustees(seed, trusteesRaw, privateKeyMessage) {
    return this.work.call("checkTrustees", seed, trusteesRaw, privateKeyMessage);
  }

  /**
   * {owner, uuid, code, ballots, head, tally} of an archive's bytes, once everything in it has been audited and its
   * ballots are sealed to the teller of `verificationKey` among others, as number `owner`, in the election `uuid`, with
   * the set of keys of this `code`; the rest as audit.auditing. Where a `code` is given, the set has to be that one.
   * Broken "trustees-other", or as board.read, ownkey.checkMyKey, audit.auditing.
   */
  confirm(bel, verificationKey, code = null) {
    return this.work.call("confirm", bel, verificationKey, code);
  }

  /**
   * {share, ballots, head, tally}: the exact text of the partial decryption record, for a board that was audited as by
   * confirm. `privateKeyMessage` is that of the own voutput (null for a key that was made alone); `only` is the hash of
   * the one tally of this election that the holder of `seed` may open. Broken "tally-other" for a board with another
   * one, "tally-missing" for one with none, "share-not-mine" for a message that is not one's own, or as confirm;
   * nothing has been computed with the key then.
   */
  share(seed, privateKeyMessage, bel, only) {
    return this.work.call("share", seed, privateKeyMessage, bel, only);
  }

  stop() {
    this.work.stop();
  }
}
