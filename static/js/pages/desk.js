// The desk: deeds by HTTP, the room by socket. Each module listens on the document, so swapping regions undoes nothing.
import { follow } from "../live.js";
import { countNominees, listenForContests } from "../desk/contests.js";
import { listenForDeeds } from "../desk/deeds.js";
import { watchEdits } from "../desk/edits.js";
import { catchUp, refresh, shownSeq } from "../desk/regions.js";
import { listenForRosterFile } from "../desk/rosterfile.js";
import { countAll, listenForRows } from "../desk/rows.js";
import { checkSlips, guardSlips, takeSlips } from "../desk/slips.js";

listenForDeeds(async (deed, answer, form) => {
  if (deed === "slips") takeSlips(answer);
  if (form.dataset.then) location.assign(form.dataset.then);
  else await refresh();
});
listenForRows();
listenForRosterFile();
listenForContests();
watchEdits(catchUp);
guardSlips();
addEventListener("desk:swapped", counts);
counts();

follow((state) => {
  checkSlips(state);
  if (state.seq !== shownSeq()) refresh();
});

function counts() {
  countAll();
  countNominees();
}
