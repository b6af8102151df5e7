// How long the box has been open, by the laptop's own clock: that of another projector may be wrong, or far away.
import { word } from "./words.js";

const MINUTE = 60_000;
let ahead = 0;

/** `now` of the laptop, "YYYY-MM-DDTHH:MM:SS" without a zone, as the page was sent at the time `here` (ms). */
export function setClock(now, here = Date.now()) {
  ahead = timestamp(now) - here || 0;
}

/** "Bắt đầu lúc 09:05, đã 12 phút"; `opened` as `setClock` takes it, to the minute. Empty where it is not told. */
export function openWords(opened, here = Date.now()) {
  if (!opened) return "";
  const minutes = Math.floor((here + ahead - timestamp(opened)) / MINUTE);
  return word(minutes < 1 ? "time.now" : "time", { at: opened.slice(11, 16), minutes });
}

/** Both are the same laptop's, so the zone does not matter. */
const timestamp = (time) => Date.parse(`${time}Z`);
