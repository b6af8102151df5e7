// The sheet where a slip is scanned or typed.
import { withoutGaps } from "../codes.js";
import { sentence, sheet } from "../sheets.js";
import { fill } from "../templates.js";
import { readSlip, secretPart } from "./slip.js";

/** The sheet; `accept(slip)` is called with a slip that reads well, `wrong` is the code of a trouble to explain. */
export function entrySheet(accept, wrong) {
  const copy = sheet("slipless");
  const form = copy.querySelector("form");
  const show = (code) => showWrong(form, code);
  form.typed.addEventListener("input", () => showCount(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    try {
      accept(readSlip(form.typed.value));
    } catch (trouble) {
      show(trouble.code);
      form.typed.focus();
    }
  });
  showCount(form);
  if (wrong) show(wrong);
  return copy;
}

function showCount(form) {
  const help = form.querySelector("#typed-help");
  const typed = withoutGaps(secretPart(form.typed.value)).replace(/-/g, "").length;
  help.textContent = fill(help.dataset.help, { typed });
  showWrong(form, null);
}

function showWrong(form, code) {
  const notice = form.querySelector("#typed-wrong");
  notice.hidden = !code;
  if (!code) {
    form.typed.removeAttribute("aria-invalid");
    return;
  }
  form.typed.setAttribute("aria-invalid", "true");
  notice.firstElementChild.textContent = sentence(code);
}
