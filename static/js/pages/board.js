// The board: every tracking code in the box, a ballot of another device opened and checked, the heads of the box kept and
// asked about, and everything verified on this machine. Each part is a module of its own.
import { offerAppearance } from "../appearance.js";
import { dressHeads, keepShown } from "../board/headsheet.js";
import { beginListing, dressListing } from "../board/listing.js";
import { checkFragment } from "../board/openedsheet.js";
import { dressVerifying } from "../board/verifying.js";
import { takeFragment } from "../fragment.js";
import { follow } from "../live.js";
import { dressRoom } from "../room.js";

const record = document.getElementById("record");
const handed = takeFragment(); // Before anything else: what opens a ballot leaves the address bar.

offerAppearance();
beginListing(keepShown);
checkFragment(handed);
window.addEventListener("hashchange", () => checkFragment(takeFragment()));
follow((state) => {
  dressRoom(state);
  dressVerifying(state);
  dressHeads(state);
  dressListing(state);
  record.hidden = !["counted", "adopted"].includes(state.stage);
});
