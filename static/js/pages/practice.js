// The desk in a rehearsal: the same page, and the pretended people of the room beside it. Only the pages of a rehearsal load
// this module, and the kiosk serves it at no other time (kiosk/practice.py).
import "./desk.js";
import { areSlipsAtHand, handOut, keepSlipsWith } from "../desk/slips.js";
import { Practice } from "../practice/practice.js";

const { step } = document.getElementById("task").dataset;
const slips = { isAtHand: areSlipsAtHand, handOut };
const practice = new Practice(document.getElementById("practice"), step, slips);

keepSlipsWith((made) => practice.keepSlips(made));
addEventListener("desk:told", ({ detail }) => practice.hear(detail));
addEventListener("desk:swapped", () => practice.turn());
document.addEventListener("submit", ({ target }) => { if (target.dataset.deed === "meeting") practice.end(); });
