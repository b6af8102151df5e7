// "Kiểm tra toàn bộ trên máy này": the signed record once there is one, the box before; all by this machine.
import { getBytes } from "../http.js";
import { showing } from "../verdict/showing.js";

const section = document.getElementById("verify");
const begin = document.getElementById("verify-begin");
const { check } = showing(begin);
let isCounted = false;

/** What there is to be checked, as the room's state says. */
export function dressVerifying({ stage, election }) {
  isCounted = ["counted", "adopted"].includes(stage);
  section.hidden = !isCounted && !election;
}

begin.addEventListener("click", () => check(getBytes(isCounted ? "/archive/record.zip" : "/archive/box.bel")));
