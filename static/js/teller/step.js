// Which sheet is due on a teller's phone: one pure decision over the seat as the kiosk tells it and the key on this
// phone.

/**
 * `seat` is the answer to POST /teller/seat; `key` what the phone keeps ({seed, isNoted, replaces} or null);
 * `publicKey` that of its seed. Before a key is registered it must have been noted: a phone can be lost, and
 * without every key the box stays shut. A key of another phone is replaced only by one that was made to replace it
 * (`replaces`), and only before the seal. After a count the key stays: another round may need it, until the meeting has
 * adopted the outcome.
 */
export function dueStep(seat, key, publicKey) {
  if (seat.stage === "adopted") return "adopted";
  if (seat.stage === "counted") return "counted";
  if (seat.share_given || seat.stage === "counting") return "released";
  if (key && !key.isNoted) return "noting";
  const registered = seat.key?.public_key ?? null;
  if (key && registered === publicKey) return seat.stage === "closed" ? "releasing" : "waiting";
  if (seat.stage !== "preparing") return registered ? "elsewhere" : "late";
  if (key && registered === key.replaces) return "registering";
  return registered ? "elsewhere" : "greeting";
}
