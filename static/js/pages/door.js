// The door: beside its links, only the meeting's name and the rehearsal mark follow the room.
import { offerAppearance } from "../appearance.js";
import { follow } from "../live.js";
import { dressRoom } from "../room.js";

offerAppearance();
follow(dressRoom);
