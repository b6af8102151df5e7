// The teller's page: brings the invitation and the room to the teller's phone.
import { offerAppearance } from "../appearance.js";
import { takeFragment } from "../fragment.js";
import { follow } from "../live.js";
import { dressRoom } from "../room.js";
import { TellerWorker } from "../telling.js";
import { readInvitation } from "../teller/keyring.js";
import { Teller } from "../teller/teller.js";

const teller = new Teller(new TellerWorker((progress) => teller.watch.hear(progress)));

function takeInvitation() {
  const invited = readInvitation(takeFragment());
  if (invited) teller.invite(invited);
}

takeInvitation();
offerAppearance();
teller.ask();
window.addEventListener("hashchange", () => {
  takeInvitation();
  teller.ask();
});
follow((state) => {
  dressRoom(state);
  teller.hear(state);
});
