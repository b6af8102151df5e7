// null -> the names and needs of everything that is checked of a record, in its order.
import { drive } from "./driver.mjs";
import { CHECKS } from "../../static/js/record/verifying.js";

await drive(() => CHECKS);
