// Making the slips, between the button and the kiosk's answer. A set that is not answered yet is kept: after a lost reply
// the same one is sent again, and the kiosk takes it once.
import { inSlices } from "../protocol/steps.js";
import { slot } from "../templates.js";
import { say } from "./sentences.js";
import { newSlips } from "./slipset.js";

const SAID_EVERY = 10;

let made = null;

/** A promise of the deed's body: the public parts of one slip for each unit present. The page stays as it is meanwhile. */
export async function setsOf(form) {
  const number = Number(document.getElementById("room").dataset.present);
  document.getElementById("task").dataset.held = "";
  if (made?.secrets.length !== number) made = await inSlices(newSlips(number), (done) => tell(form, done, number));
  slot(form, "making").hidden = true;
  return { sets: made.sets };
}

export const isMaking = () => made !== null;

/** The secrets of the set that the kiosk has taken, or will never take; they are then nowhere else. */
export function takeSecrets() {
  const { secrets } = made;
  made = null;
  return secrets;
}

function tell(form, done, number) {
  const place = slot(form, "making");
  if (done % SAID_EVERY === 0) say(place, { done, number });
  place.hidden = number < SAID_EVERY;
}
