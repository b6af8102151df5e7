// The latest vote by show of hands: what about, how many hands, and whether it was carried.
import { slot } from "../templates.js";
import { put } from "./parts.js";
import { word } from "./words.js";

export function dressHands(scene, { hand_votes: votes = [] }) {
  const latest = votes[votes.length - 1];
  slot(scene, "hands").hidden = !latest;
  if (!latest) return;
  put(scene, "hands-about", word(`hands.${latest.subject}`, latest));
  put(scene, "hands-numbers", word("hands.numbers", latest));
  put(scene, "hands-result", word(resultOf(latest)));
  slot(scene, "hands").dataset.carried = String(latest.carried && !latest.withdrawn);
}

export function resultOf({ carried, withdrawn }) {
  if (withdrawn) return "hands.withdrawn";
  return carried ? "hands.carried" : "hands.lost";
}
