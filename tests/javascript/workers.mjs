// Node has no Web Worker, so the page's `Worker` is played here: "good", "lost" (its script never arrives), "silent",
// "dies" (at the first call that is not named in `spared`).
import { serve } from "../../static/js/background.js";

/** A class to stand in for `Worker`, which does these deeds; `log` gets the names of the calls. */
export function play(kind, deeds, { log = [], spared = [] } = {}) {
  return class {
    constructor() {
      this.scope = {
        postMessage: (message) => setTimeout(() => this.onmessage?.({ data: structuredClone(message) })),
      };
      if (kind === "lost") setTimeout(() => this.onerror({}));
      if (kind === "good" || kind === "dies") serve(deeds(), this.scope);
    }

    postMessage(message) {
      log.push(message.name);
      if (kind === "dies" && !spared.includes(message.name)) setTimeout(() => this.onerror({}));
      else if (this.scope.onmessage) this.scope.onmessage({ data: structuredClone(message) });
    }

    terminate() {
      this.scope.onmessage = null;
    }
  };
}
