// The door: only the meeting's name and the rehearsal mark follow the room.
import { follow } from "../live.js";
import { dressRoom } from "../room.js";

follow(dressRoom);
