// What the room tells while a sheet lies on the page: the locks on the box, the rounds, the receipt's later news.
import { dressBox } from "../lockedbox.js";
import { drawer } from "./drawer.js";
import { dressHead, dressReceipt, dressRound } from "./rounds.js";

/** Dress what lies on `page`, or is about to, for the public state `room`. */
export function dressSheet(page, room) {
  dressLocks(page, room);
  dressRound(page, room);
  const receipt = drawer.receipt.get();
  dressReceipt(page, receipt, room);
  dressHead(page, receipt, room);
}

function dressLocks(page, room) {
  if (!room?.tellers.length) return;
  const locks = room.tellers.map(({ lock }) => lock);
  page.querySelectorAll("[data-picture='box'] svg").forEach((svg) => dressBox(svg, locks));
}

/** The ballot on its way folds once it is sealed. */
export function foldBallot() {
  document.querySelector(".folding-ballot").classList.add("sealed");
}

/** The line is down: the sheet says so, and offers to hurry. */
export function showLost() {
  document.querySelectorAll(".lost").forEach((element) => { element.hidden = false; });
}
