// Before sealing: which units are present, and the locks closing one by one.
import { slot } from "../templates.js";
import { dressHands } from "./hands.js";
import { dressLocks } from "./locks.js";
import { listOf, put } from "./parts.js";
import { word } from "./words.js";

export function dressRoomScene(scene, state) {
  const { attendance, units } = state;
  put(scene, "present", String(attendance.present));
  put(scene, "summoned", word("summoned", attendance));
  const list = slot(scene, "units");
  list.classList.toggle("many", units.length > 10);
  list.style.setProperty("--rows", Math.ceil(units.length / (units.length > 10 ? 2 : 1)));
  listOf(list, "unit-item", units, (item, unit) => {
    item.dataset.present = String(unit.present);
    put(item, "name", unit.name);
    put(item, "sign", word(`unit.${unit.present}`));
  });
  dressHands(scene, state);
  dressLocks(scene, state);
}
