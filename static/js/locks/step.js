// What is due on a teller's phone: one pure decision over the seat as the kiosk tells it and the key on this phone.

/**
 * `seat` is the answer to POST /teller/seat; `key` what the phone keeps ({seed, isNoted, replaces, code} or null);
 * `verification` the public part of its seed; `code` that of the set of locks which this phone has checked, null before;
 * `isByHand` whether this round is on paper.
 *
 * The answer is the name of a sheet, or of a part that the phone does by itself (ceremony.js): "certifying", "dealing",
 * "proving", "confirming". Before a key takes part it must have been noted: a phone can be lost. A key of another phone is
 * replaced only by one that was made to replace it, and only before the seal. A set of locks other than the one that the
 * teller has compared is never used unseen: "otherset". A share is welcome until the meeting has adopted the outcome, and
 * the key stays until then: another round may need it.
 */
export function dueStep(seat, key, { verification = null, code = null, isByHand = false } = {}) {
  const { stage } = seat;
  if (stage === "adopted") return "adopted";
  if (seat.share_given) return stage === "counted" ? "counted" : "released";
  if (stage === "counted" && isByHand) return "counted";
  const taking = stage === "preparing" ? takingPart(seat, key, verification) : sitting(seat, key, verification);
  if (taking) return taking;
  if (seat.step !== "complete") return inTurn(seat);
  if (code === null) return "confirming";
  if (key.code && key.code !== code) return "otherset";
  return OPENING.includes(stage) ? "releasing" : "waiting";
}

const OPENING = ["closed", "counting", "counted"];

/** Before the seal: what keeps this phone from its part in the making of the locks, or null. */
function takingPart(seat, key, verification) {
  const registered = registeredIn(seat);
  if (key && registered === verification) return null;
  if (key && !key.isNoted) return "noting";
  if (key && (registered === null || registered === key.replaces)) return "certifying";
  return registered ? "elsewhere" : "greeting";
}

function sitting(seat, key, verification) {
  const registered = registeredIn(seat);
  if (key && registered === verification) return null;
  return registered ? "elsewhere" : "late";
}

function inTurn({ step, mine }) {
  if (step === "disputed") return "disputed";
  if (step === "polynomials" && !mine.polynomial) return "dealing";
  if (step === "voutputs" && !mine.voutput) return "proving";
  return "gathering";
}

/** The verification key of the certificate that stands for this seat, or null. */
export function registeredIn({ mine: { cert } }) {
  return cert ? JSON.parse(cert.message).verification : null;
}
