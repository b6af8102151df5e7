// Checks of the package itself: which files there are, their sums, and the signature. As ballots/record/integrity.py.
import { isObject, readJson } from "../protocol/encoding.js";
import { Broken } from "../protocol/errors.js";
import { ALWAYS, ONCE_ADOPTED } from "./contents.js";
import { MANIFEST, PUBLIC_KEY, SIGNATURE, isSame, sumsOf, writeManifest } from "./packing.js";
import { checkSignature } from "./signature.js";

/** record-file-missing, record-file-extra. */
export function* names(found) {
  const there = [...found.files.keys()].sort();
  const expected = expectedNames(found);
  const possible = found.document ? expected : [...expected, ...ONCE_ADOPTED];
  for (const name of [...expected].sort()) if (!found.files.has(name)) yield { code: "record-file-missing" };
  for (const name of there) if (!possible.includes(name)) yield { code: "record-file-extra" };
}

function expectedNames({ document, opened }) {
  const adopted = document !== null && document.adoption !== null;
  return [...ALWAYS, ...opened.map(({ box }) => box), ...(adopted ? ONCE_ADOPTED : [])];
}

/** manifest-malformed, manifest-sum (one for each file that differs, is not listed or is listed and not there). */
export function* sums({ files, manifest }) {
  const ours = sumsOf(new Map([...files].filter(([name]) => name !== MANIFEST && name !== SIGNATURE)));
  if (isSame(writeManifest(ours), manifest)) return;
  const theirs = readSums(manifest);
  for (const name of new Set([...ours.keys(), ...theirs.keys()]))
    if (ours.get(name) !== theirs.get(name)) yield { code: "manifest-sum" };
}

/** Only the list of sums may differ from what we would write. */
function readSums(raw) {
  const value = readJson(raw, "manifest-malformed");
  const listed = isObject(value) && isObject(value.files) ? new Map(Object.entries(value.files)) : null;
  const isText = listed && [...listed.values()].every((sum) => typeof sum === "string");
  if (!isText || !isSame(writeManifest(listed), raw)) throw new Broken("manifest-malformed");
  return listed;
}

/** signature-invalid; the manifest is signed as it stands, whatever it says. */
export function* signature({ files, manifest, signature: signed }) {
  checkSignature(files.get(PUBLIC_KEY), manifest, signed);
}

/** meeting-kiosk: the record was signed by the kiosk that wrote it. */
export function* kiosk({ document, kiosk: signer }) {
  if (document.kiosk.fingerprint !== signer) yield { code: "meeting-kiosk" };
}
