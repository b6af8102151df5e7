// A button for each round whose box there is, once there is more than one; a voided one says so.
import { earlierRounds, roundOf, roundWas } from "../rounds.js";
import { copy, fill } from "../templates.js";

const section = document.getElementById("rounds");
const list = document.getElementById("round-list");
const voided = document.getElementById("voided");

/** `chosen` is the election of the earlier round that is looked at, null for the present one; `choose(uuid)` another. */
export function drawRounds(room, chosen, choose) {
  const earlier = earlierRounds(room).filter(({ uuid }) => uuid);
  const all = [...earlier, { ...roundOf(room), uuid: null }];
  section.hidden = earlier.length === 0;
  list.replaceChildren(...all.map((round) => button(round, chosen, choose)));
  const reason = roundWas(room, chosen)?.voided;
  voided.hidden = !reason;
  voided.firstElementChild.textContent = fill(voided.dataset.words, { reason });
}

function button({ number, uuid }, chosen, choose) {
  const element = copy("round-button").firstElementChild;
  element.textContent = fill(element.textContent, { number });
  element.setAttribute("aria-pressed", String(uuid === chosen));
  element.addEventListener("click", () => {
    choose(uuid);
    list.querySelector("[aria-pressed='true']").focus();
  });
  return element;
}
