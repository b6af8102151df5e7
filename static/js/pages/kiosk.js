// The shared tablet's page: brings the scanner, the camera, the room and the clock to the booth. It keeps what it keeps under
// names of its own, so that it never takes up what a phone's booth began in the same browser.
import { offerAppearance } from "../appearance.js";
import { offerCamera } from "../booth/camera.js";
import { drawer } from "../booth/drawer.js";
import { Over } from "../booth/over.js";
import { SharedBooth } from "../booth/shared.js";
import { Wedge } from "../booth/wedge.js";
import { takeFragment } from "../fragment.js";
import { follow } from "../live.js";
import { dressRoom } from "../room.js";
import { Sealer } from "../sealing.js";

const LOOK_MS = 500;
const TOUCHES = ["pointerdown", "touchstart", "keydown", "wheel"];

drawer.nameAfter("kiosk");
const scanned = takeFragment();
const stage = document.getElementById("stage");
const booth = new SharedBooth(new Sealer(), new Over(), backToVietnamese);

// The next voter reads what the room reads, whatever the one before had chosen; without a line the page stays as it is.
function backToVietnamese() {
  const first = document.querySelector(".language a[hreflang='vi']");
  if (first) fetch(first.href).then(({ ok }) => ok && window.location.replace(window.location.pathname), () => {});
}

offerAppearance();
booth.begin();
if (scanned) booth.bring(scanned);
window.addEventListener("hashchange", () => {
  const text = takeFragment();
  if (text) booth.bring(text);
});

new Wedge((text) => booth.bring(text)).listen(window);
// What lies over the sheet has its own buttons; any other touch says that somebody is there.
for (const touch of TOUCHES)
  window.addEventListener(touch, () => { booth.touchedAt = booth.clock(); }, { capture: true, passive: true });
window.addEventListener("contextmenu", (event) => event.preventDefault());

// The seconds stand in the page; they are read each time, so that the room's setting is the only one.
const times = () => ({
  quiet: Number(stage.dataset.quiet), receipt: Number(stage.dataset.receipt), warning: Number(stage.dataset.warning),
});
const look = () => booth.look(times());
setInterval(look, LOOK_MS);
for (const waking of ["pageshow", "focus"]) window.addEventListener(waking, look);
document.addEventListener("visibilitychange", look);

offerCamera(stage, (text) => booth.bring(text));
follow((state) => {
  dressRoom(state);
  booth.hear(state);
});
