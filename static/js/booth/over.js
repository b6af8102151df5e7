// What is said or asked over the sheet that lies on a shared tablet; one thing at a time, the sheet under it stays as it is.
import { sheet } from "../sheets.js";
import { fill } from "../templates.js";

export class Over {
  constructor(place = document.getElementById("over")) {
    this.place = place;
    this.shown = null;
  }

  /** The page wipes itself in `left` seconds; `stay` is the button of who is there. */
  warn(left, stay) {
    if (this.shown !== "warning") this.ask("warning", { stay });
    const said = this.place.querySelector("[data-left]");
    said.textContent = fill(said.dataset.left, { left });
  }

  stopWarning() {
    if (this.shown === "warning") this.close();
  }

  /** Lay the sheet over-`name`; its first button takes the focus. */
  ask(name, deeds) {
    const closing = Object.entries(deeds).map(([deed, act]) => [deed, () => { this.close(); act(); }]);
    this.shown = name;
    this.place.replaceChildren(sheet(`over-${name}`, {}, Object.fromEntries(closing)));
    this.place.hidden = false;
    this.place.querySelector("button").focus();
  }

  close() {
    if (!this.shown) return;
    this.shown = null;
    this.place.hidden = true;
    this.place.replaceChildren();
    document.querySelector("#stage h1")?.focus({ preventScroll: true });
  }
}
