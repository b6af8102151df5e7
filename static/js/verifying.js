// Checking a whole record on this machine: what the board's page and the single page of a record (static/verifier) do.
// The work is done in the background, and can be given up.
import { background } from "./background.js";
import { builtAddress } from "./built.js";
import { Refused } from "./protocol/errors.js";
import { verifying } from "./record/verifying.js";

export function verifyingDeeds() {
  const known = new Map(); // What was verified before, see audit.auditing: a second look at a box that has grown is short.
  return {
    *verify(raw) {
      return yield* verifying(raw, known);
    },
  };
}

export class Verifier {
  /** `report({done, of, what})` hears how far a check is, as record/verifying.js tells it. */
  constructor(report, url = builtAddress("verifying-worker.js")) {
    this.report = report;
    this.url = url;
    this.work = null;
    this.stop = () => {};
  }

  /**
   * What verifying() returns for a file's bytes (a Uint8Array). One check at a time. Rejects with Refused "file-unknown",
   * and "verifying-stopped" once stop() was called.
   */
  verify(raw) {
    return new Promise((resolve, reject) => {
      let isStopped = false;
      // Where there is no worker, a step that throws ends the work in the page too.
      const report = (progress) => {
        if (isStopped) throw new Refused("verifying-stopped");
        this.report(progress);
      };
      this.work ??= background(this.url, verifyingDeeds, undefined, (progress) => this.hear(progress));
      this.hear = report;
      this.stop = () => {
        isStopped = true;
        this.work?.stop();
        this.work = null;
        reject(new Refused("verifying-stopped"));
      };
      this.work.call("verify", raw).then(resolve, reject);
    });
  }
}
