// What a teller's phone says of a trouble: the kiosk's refusals bring their own sentence, what this phone found out itself
// has one on the page.
import { sentence } from "../sheets.js";

export const wordsFor = (trouble) => sentence(trouble.code) ?? (trouble.status ? trouble.message : ownWords(trouble));

function ownWords({ kind, code }) {
  if (kind !== "broken") return sentence("not-done");
  return sentence(/^(trustee|dealing)-/.test(code) ? "set-unsound" : "box-unsound");
}
