// What another round means for the voter: which round the slip is open for, and what has become of the one before.
import { showCode } from "../codes.js";
import { originOf, roundOf, roundWas } from "../rounds.js";
import { sentence } from "../sheets.js";

const SLIP_IS_OF_USE = ["issued", "open"];

/** What a tab knows of the round it votes in, to be kept with the sealed ballot and with the receipt. */
export const roundKept = ({ uuid, round, mark }) => ({ uuid, round: round.number, mark });

/**
 * What is to be said beside the `receipt` {uuid, round, mark} in the present `room`, as [{name, values}]: that its round
 * was voided, and that another round is voted on.
 */
export function afterRound(receipt, room) {
  if (!room || !receipt.round) return [];
  const was = roundWas(room, receipt.uuid);
  const voided = was?.voided ? [{ name: "receipt-voided", values: { before: was.number, reason: was.voided } }] : [];
  const { number } = roundOf(room);
  const isOpen = SLIP_IS_OF_USE.includes(room.stage);
  if (number <= receipt.round || !(isOpen || room.stage === "sealed")) return voided;
  return [...voided, { name: `receipt-${isOpen ? wayToVote(receipt, room) : "soon"}`, values: { number }, isOpen }];
}

function wayToVote(receipt, room) {
  if (room.slips && receipt.mark && room.slips.mark !== receipt.mark) return "new-slip";
  return roundOf(room).runoff ? "runoff" : "again";
}

/** Say on the receipt that lies on the page what has become of its round. */
export function dressReceipt(page, receipt, room) {
  const place = page.querySelector("[data-after-round]");
  if (!place) return;
  const said = afterRound(receipt, room);
  const words = said.map(({ name, values }) => sentence(name, values)).join(" ");
  const notice = place.querySelector(".notice span");
  if (notice.textContent !== words) notice.textContent = words;
  place.hidden = said.length === 0;
  place.querySelector("button").hidden = !said.some(({ isOpen }) => isOpen);
}

/**
 * Show the head of the box on the receipt that lies on the page: as the box answered, or, where that answer was lost, as
 * the room has it now. A photograph of either pins every ballot up to this one.
 */
export function dressHead(page, receipt, room) {
  const place = page.querySelector("[data-code='head']");
  if (!place) return;
  const isOfThis = room?.election && room.election.uuid === receipt.uuid;
  const head = receipt.head ?? (isOfThis ? room.box.head : null);
  if (head && place.textContent !== head) showCode(place, head, 8);
  place.closest("section").hidden = !head;
}

/** Say on a sheet that waits which round it waits for. */
export function dressRound(page, room) {
  const origin = originOf(room);
  const among = (room?.contests ?? []).flatMap(({ nominees }) => nominees).join(", ");
  for (const place of page.querySelectorAll("[data-round]")) {
    const said = sentence(`round-${origin.kind}`, { ...origin, among });
    place.hidden = !said;
    place.firstElementChild.textContent = said ?? "";
  }
}
