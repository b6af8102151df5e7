// Checks of the package itself: which files there are, their sums, and the signature. As ballots/record/integrity.py.
import { ALWAYS, AUDITED, ONCE_ADOPTED } from "./contents.js";
import { MANIFEST, PUBLIC_KEY, SIGNATURE, isSame, readManifest, sumsOf, writeManifest } from "./packing.js";
import { checkSignature } from "./signature.js";

/** record-file-missing, record-file-extra. */
export function* names(found) {
  const there = [...found.files.keys()].sort();
  const expected = expectedNames(found);
  const possible = found.document ? expected : [...expected, ...ONCE_ADOPTED, ...found.opened.map(auditedName)];
  for (const name of [...expected].sort()) if (!found.files.has(name)) yield { code: "record-file-missing" };
  for (const name of there) if (!possible.includes(name)) yield { code: "record-file-extra" };
}

function expectedNames({ document, opened }) {
  const adopted = document !== null && document.adoption !== null;
  const boxes = opened.map(({ box }) => box);
  const audited = opened.filter(({ stated }) => stated?.audited.length).map(auditedName);
  return [...ALWAYS, ...boxes, ...audited, ...(adopted ? ONCE_ADOPTED : [])];
}

const auditedName = ({ uuid }) => `${uuid}${AUDITED}`;

/** manifest-malformed, manifest-sum (one for each file that differs, is not listed or is listed and not there). */
export function* sums({ files, manifest }) {
  const ours = sumsOf(new Map([...files].filter(([name]) => name !== MANIFEST && name !== SIGNATURE)));
  if (isSame(writeManifest(ours), manifest)) return;
  const theirs = readManifest(manifest);
  for (const name of new Set([...ours.keys(), ...theirs.keys()]))
    if (ours.get(name) !== theirs.get(name)) yield { code: "manifest-sum" };
}

/** signature-invalid; the manifest is signed as it stands, whatever it says. */
export function* signature({ files, manifest, signature: signed }) {
  checkSignature(files.get(PUBLIC_KEY), manifest, signed);
}

/** meeting-kiosk: the record was signed by the kiosk that wrote it. */
export function* kiosk({ document, kiosk: signer }) {
  if (document.kiosk.fingerprint !== signer) yield { code: "meeting-kiosk" };
}
