// [[key event, ms since the one before], ...] played to a wedge that takes texts with "#" or of 22 characters -> {heard, kept}:
// what it heard, and the keys that the page did not see.
import { drive } from "./driver.mjs";
import { Wedge, characterOf } from "../../static/js/booth/wedge.js";

function play(keys) {
  const heard = [];
  const kept = [];
  const wedge = new Wedge((text) => heard.push(text) > 0 && (text.includes("#") || text.length === 22));
  let at = 0;
  for (const [event, pause] of keys) {
    at += pause;
    if (wedge.press(characterOf(event, event.caps), at)) kept.push(event.key);
  }
  return { heard, kept };
}

await drive((plays) => plays.map(play));
