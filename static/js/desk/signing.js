// A paper is signed with somebody's own certificate: the file and its password go to the kiosk once, and stay nowhere.
import { postForm } from "../http.js";
import { reason, tellTrouble } from "./deeds.js";
import { refresh } from "./regions.js";

export function listenForSigning() {
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-sign]");
    if (!form) return;
    event.preventDefault();
    if (!("busy" in form.dataset)) sign(form, event.submitter);
  });
}

async function sign(form, button) {
  tellTrouble(form, "");
  form.dataset.busy = "";
  button?.setAttribute("aria-disabled", "true");
  try {
    await postForm(form.dataset.sign, new FormData(form));
    form.reset();
    await refresh();
  } catch (error) {
    tellTrouble(form, reason(error));
  } finally {
    form.elements.password.value = "";
    delete form.dataset.busy;
    button?.removeAttribute("aria-disabled");
  }
}
