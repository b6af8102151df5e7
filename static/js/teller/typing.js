// The form where a teller types the key's code that was written down.
import { withoutGaps } from "../codes.js";
import { sentence } from "../sheets.js";

/**
 * Let `form` take a seed. `whyNot(seed)` resolves to the code of what is wrong with it, or null; then `accept(seed)`.
 * The page says what is wrong and what was typed stays.
 */
export function takeTypedSeed(form, whyNot, accept) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const seed = withoutGaps(form.typed.value).replace(/-/g, "");
    const wrong = await whyNot(seed);
    if (wrong) explain(form, sentence(wrong));
    else accept(seed);
  });
}

function explain(form, words) {
  const notice = form.querySelector(".notice");
  notice.hidden = false;
  notice.firstElementChild.textContent = words;
  form.typed.focus();
}
