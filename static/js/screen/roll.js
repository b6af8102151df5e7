// The roll call: how many are here, and which of the units.
import { slot } from "../templates.js";
import { pageAt, pageOf, pagesFor } from "./pages.js";
import { fit, listOf, put } from "./parts.js";
import { word } from "./words.js";

const ONE_COLUMN = 8;

export function dressRollScene(scene, { attendance, units }, now = Date.now()) {
  const isBegun = attendance.unmarked < attendance.summoned;
  put(scene, "present", String(isBegun ? attendance.present : attendance.summoned));
  put(scene, "summoned", word(isBegun ? "summoned" : "summoned.all", attendance));
  const pages = pagesFor(units);
  const page = pageAt(now, pages);
  const shown = pageOf(units, page);
  const list = slot(scene, "units");
  const columns = shown.length > ONE_COLUMN ? 2 : 1;
  list.dataset.columns = columns;
  list.style.setProperty("--rows", Math.ceil(shown.length / columns));
  listOf(list, "unit-item", shown, (item, unit) => {
    item.dataset.present = String(unit.present);
    put(item, "name", unit.name);
    put(item, "sign", isBegun ? word(`unit.${unit.present}`) : "");
  });
  put(scene, "page", pages > 1 ? word("page", { page: page + 1, pages }) : "");
  fit(list);
}
