// A check from the first press to its result on the page: the bar, the words for a reader of the screen, the way out.
import { Refused } from "../protocol/errors.js";
import { Verifier } from "../verifying.js";
import { drawn } from "./sheet.js";
import { refusedTold, sentenceOf, toldOf } from "./told.js";
import { wordsOf } from "./words.js";

const PARTS = ["going", "step", "bar", "stop", "said", "sheet", "title", "told"];
const QUARTERS = 4;

/**
 * {check(file), retell()}: `check` verifies what the promise `file` brings (a Uint8Array) and shows it, `retell` says what was
 * found once more, in the words that the page has by then. `workerUrl` as the Verifier's. `begin` is the button that starts
 * it, and gets the focus back where a check was stopped.
 */
export function showing(begin, workerUrl = undefined) {
  const page = Object.fromEntries(PARTS.map((part) => [part, document.getElementById(`verdict-${part}`)]));
  const word = wordsOf(document.getElementById("verdict-words"));
  const verifier = new Verifier((progress) => progressed(progress), workerUrl);
  let current = 0;
  let quarter = 0;
  let telling = null; // What was found, told in the page's words of the moment: () => [parts, one sentence].

  function progressed({ done, of, what }) {
    page.bar.max = Math.max(of, 1) + 1; // The rest of the record is the last step.
    page.bar.value = done;
    page.step.textContent = word(`step.${what}`, { done, of });
    const now = Math.floor((QUARTERS * done) / Math.max(of, 1));
    if (now > quarter && now < QUARTERS) page.said.textContent = word("said.going", { done, of });
    quarter = now;
  }

  function start() {
    quarter = 0;
    begin.disabled = true;
    page.sheet.hidden = true;
    page.going.hidden = false;
    page.bar.removeAttribute("value");
    page.step.textContent = word("step.fetching");
    page.said.textContent = word("step.fetching");
    page.stop.focus();
  }

  function finish(told) {
    // Whoever has meanwhile gone on to another place of the page is not taken away from it.
    const isWaiting = [page.stop, begin, document.body].includes(document.activeElement);
    begin.disabled = false;
    page.going.hidden = true;
    telling = told;
    retell();
    page.sheet.hidden = false;
    if (isWaiting) page.title.focus();
  }

  function retell() {
    if (!telling) return;
    const [parts, sentence] = telling();
    page.said.textContent = sentence;
    page.told.replaceChildren(...drawn(parts));
  }

  async function look(file, isStopped) {
    const raw = await file;
    if (isStopped()) throw new Refused("verifying-stopped");
    page.step.textContent = word("step.opening");
    return verifier.verify(raw);
  }

  async function check(file) {
    current += 1;
    const mine = current;
    start();
    try {
      const found = await look(file, () => mine !== current);
      finish(() => [toldOf(found, word), sentenceOf(found, word)]);
    } catch ({ code }) {
      if (mine === current) finish(() => [refusedTold(code, word), refusedTold(code, word)[0].text]);
    }
  }

  page.stop.addEventListener("click", () => {
    current += 1;
    verifier.stop();
    page.going.hidden = true;
    begin.disabled = false;
    page.said.textContent = word("said.stopped");
    begin.focus();
  });

  return { check, retell };
}
