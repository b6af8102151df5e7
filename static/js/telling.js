// The teller's arithmetic: a key at the set-up, a share at the count. The work is done in the background.
import { background } from "./background.js";
import { decryptingPartially } from "./protocol/tally.js";
import { checkMyKey, makeSingle, openingKey, privateKey } from "./protocol/trustee.js";

export const tellingDeeds = () => ({
  *makeKey(seed) {
    return makeSingle(privateKey(seed));
  },
  *confirm(electionRaw, trusteesRaw, publicKey) {
    return checkMyKey(trusteesRaw, electionRaw, publicKey);
  },
  *share(seed, electionRaw, trusteesRaw, tallyRaw) {
    const { secret } = openingKey(seed, trusteesRaw, electionRaw);
    return yield* decryptingPartially(electionRaw, secret, tallyRaw);
  },
});

export class TellerWorker {
  constructor(url = "/static/dist/teller-worker.js") {
    this.work = background(url, tellingDeeds);
  }

  /** The trustee key {pok, public_key} of a seed (trustee.newSeed); each time the same key with another proof. */
  makeKey(seed) {
    return this.work.call("makeKey", seed);
  }

  /** This teller's owner number, once it is sure that ballots are sealed to these trustees; as trustee.checkMyKey. */
  confirm(electionRaw, trusteesRaw, publicKey) {
    return this.work.call("confirm", electionRaw, trusteesRaw, publicKey);
  }

  /** The partial decryption record's exact text; as trustee.openingKey, then tally.decryptingPartially. */
  share(seed, electionRaw, trusteesRaw, tallyRaw) {
    return this.work.call("share", seed, electionRaw, trusteesRaw, tallyRaw);
  }

  stop() {
    this.work.stop();
  }
}
