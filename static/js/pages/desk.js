// The desk: deeds by HTTP, the room by socket. Each module listens on the document, so swapping regions undoes nothing.
import { follow } from "../live.js";
import { drawSquares } from "../squarecode.js";
import { countNominees, listenForContests } from "../desk/contests.js";
import { listenForDeeds } from "../desk/deeds.js";
import { watchCopying } from "../desk/copying.js";
import { forget, watchEdits } from "../desk/edits.js";
import { listenForHands } from "../desk/handvote.js";
import { catchUp, refresh, shownSeq } from "../desk/regions.js";
import { listenForRosterFile } from "../desk/rosterfile.js";
import { countAll, listenForRows } from "../desk/rows.js";
import { listenForShortcuts } from "../desk/shortcuts.js";
import { listenForSigning } from "../desk/signing.js";
import { listenForThreshold } from "../desk/threshold.js";
import { checkSlips, guardSlips, letGoOfSlips, takeSlips } from "../desk/slips.js";
import { listenForUnitEditor } from "../desk/uniteditor.js";

listenForDeeds(async (deed, answer, form) => {
  if (deed === "slips") takeSlips(answer);
  if (deed === "roster") document.querySelectorAll('form[data-deed="roster"]').forEach(forget); // It was saved whole.
  const isDone = answer.adopted !== false; // A vote on the result may be lost: then there is nothing to go on to.
  if (form.dataset.then && isDone) location.assign(form.dataset.then);
  else await refresh();
}, (deed, code) => {
  if (deed === "slips" && code !== "offline") letGoOfSlips();
  catchUp();
});
listenForThreshold();
listenForRows();
listenForRosterFile();
listenForContests();
listenForHands();
listenForUnitEditor();
listenForShortcuts();
listenForSigning();
watchEdits(catchUp);
guardSlips();
watchCopying();
drawSquares(document);
addEventListener("desk:swapped", counts);
counts();

addEventListener("hashchange", openNamed);
openNamed();

follow((state) => {
  dispatchEvent(new CustomEvent("desk:told", { detail: state }));
  checkSlips(state);
  if (state.seq !== shownSeq()) refresh();
});

/** A link may lead to a part that is folded up. */
function openNamed() {
  const named = location.hash && document.getElementById(location.hash.slice(1));
  if (named && named.matches("details")) named.open = true;
}

function counts() {
  countAll();
  countNominees();
}
