// The booth's page: brings the slip, the room and the browser's back button to the booth.
import { offerAppearance } from "../appearance.js";
import { Booth } from "../booth/booth.js";
import { takeFragment } from "../fragment.js";
import { follow } from "../live.js";
import { dressRoom } from "../room.js";
import { Sealer } from "../sealing.js";

const scanned = takeFragment(); // Before anything else: the secret leaves the address bar.
const booth = new Booth(new Sealer());
offerAppearance();

if (scanned) booth.scan(scanned);
booth.begin();

// A slip scanned into a page that is open already: the browser only changes the fragment.
window.addEventListener("hashchange", () => {
  const text = takeFragment();
  if (text && booth.scan(text)) booth.begin();
});
window.addEventListener("popstate", (event) => booth.goBack(event.state));
follow((state) => {
  dressRoom(state);
  booth.hear(state);
});
