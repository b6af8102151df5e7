// [[state, message], ...] -> the state after each message, "known" where it is the same one, "missed" where facts are missing.
import { drive } from "./driver.mjs";
import { after } from "../../static/js/facts.js";

await drive((cases) => cases.map(([state, message]) => {
  const next = after(state, message);
  return next === state && state ? "known" : next ?? "missed";
}));
