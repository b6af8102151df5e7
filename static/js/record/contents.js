// The files of a record by name, as ballots/record/contents.py and the modules beside it.
import { MANIFEST, PUBLIC_KEY, SIGNATURE } from "./packing.js";

export const MEETING = "meeting.json";
export const RESULTS = "results.csv";
export const README = "README.txt";
export const SHEET = "results.xlsx";
export const VERIFIER = "kiem-tra.html";
export const ALWAYS = [MANIFEST, SIGNATURE, PUBLIC_KEY, MEETING, RESULTS, SHEET, README, VERIFIER];
/** In every record of a meeting that has adopted its result, and in no other. */
export const ONCE_ADOPTED = [
  "kiosk-certificate.pem",
  "bien-ban-kiem-phieu.pdf",
  "bien-ban-bo-phieu.pdf",
  "bao-cao.pdf",
  "danh-sach-diem-danh.pdf",
  "phieu-bau-giay.pdf",
];
export const AUDITED = ".audited.jsons";
const BOX = /^[1-9A-HJ-NP-Za-km-z]{14,}\.bel$/;

/** Whether a file of this name is the box of a round. */
export const isBox = (name) => BOX.test(name);
