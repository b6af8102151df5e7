// The box with its locks, and beside it who holds each and the code to compare with the teller's phone.
import { dressBox } from "../lockedbox.js";
import { slot } from "../templates.js";
import { listOf, put } from "./parts.js";
import { word } from "./words.js";

export function dressLocks(scene, tellers) {
  dressBox(slot(scene, "box").querySelector("svg"), tellers.map(({ lock }) => lock));
  listOf(slot(scene, "locks"), "lock-item", tellers, (item, teller) => {
    item.dataset.lock = teller.lock;
    put(item, "number", word("lock.number", teller));
    put(item, "unit", teller.unit);
    put(item, "code", teller.code ?? "");
    put(item, "sign", word(`lock.${teller.lock}`));
  });
}
