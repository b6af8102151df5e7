// The single page that checks a record, from a disk and without a network. Its one script is also its worker's: the page
// makes a worker of its own text where the browser lets it, and else does the work itself, in slices.
import { serve } from "../js/background.js";
import { Refused } from "../js/protocol/errors.js";
import { showing } from "../js/verdict/showing.js";
import { verifyingDeeds } from "../js/verifying.js";
import { languageButton } from "./language.js";

const MOST_BYTES = 500_000_000;

if (typeof document === "undefined") serve(verifyingDeeds());
else open();

function open() {
  const [drop, input, chosen, result] = ["drop", "file", "chosen", "result"].map((id) => document.getElementById(id));
  const program = new Blob([document.getElementById("program").textContent], { type: "text/javascript" });
  const { check, retell } = showing(input, URL.createObjectURL(program));
  languageButton(document.getElementById("language"), JSON.parse(document.getElementById("english").textContent), retell);

  function take(file) {
    if (!file || input.disabled) return;
    chosen.textContent = file.name;
    result.hidden = false;
    check(bytesOf(file));
  }

  input.addEventListener("change", () => {
    take(input.files[0]);
    input.value = ""; // The same file may be chosen again.
  });
  for (const name of ["dragenter", "dragover"]) document.addEventListener(name, over);
  for (const name of ["dragleave", "drop"]) document.addEventListener(name, () => drop.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  });

  function over(event) {
    event.preventDefault();
    drop.classList.add("over");
  }
}

async function bytesOf(file) {
  if (file.size > MOST_BYTES) throw new Refused("file-too-large");
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new Refused("file-unreadable"); // A folder, or gone meanwhile.
  }
}
