// The panel of the pretended people on the desk's page: one sentence, and one button where there is something to do.
import { fill } from "../templates.js";

export class Panel {
  /** `press(name)` when the button of the offer `name` is pressed. */
  constructor(root, press) {
    this.root = root;
    this.name = null;
    this.button = this.slot("do");
    this.button.addEventListener("click", () => press(this.name));
  }

  /** Show the offer `name`; `values` are filled into its sentence. Idempotent. */
  show(name, values = {}) {
    const { said, does = "" } = this.root.querySelector(`template[data-offer="${name}"]`).dataset;
    this.name = name;
    this.root.hidden = false;
    write(this.slot("said"), fill(said, values));
    write(this.button, does);
    this.button.hidden = !does;
    this.slot("choice").hidden = name !== "vote";
  }

  /** No button while something is done; what is said stays until there is more to say. */
  rest() {
    if (this.root.contains(document.activeElement)) this.root.focus({ preventScroll: true });
    this.button.hidden = true;
  }

  hide() {
    this.root.hidden = true;
  }

  /** What went wrong; an empty text clears it. */
  tell(trouble) {
    const place = this.slot("trouble");
    place.textContent = trouble;
    place.hidden = !trouble;
  }

  get isTied() {
    return this.slot("choice").querySelector("input").checked;
  }

  /** What is said where no answer came, or where something does not hold. */
  get lost() {
    return this.slot("trouble").dataset.lost;
  }

  slot(name) {
    return this.root.querySelector(`[data-slot="${name}"]`);
  }
}

/** What is read aloud when it changes is written only then. */
function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}
