// The trustees who are making a key together, known by their certificates (protocol.md 6.2). The certificates come first,
// and all that follows is signed for exactly these.
import { Broken } from "./errors.js";
import { encode } from "./group.js";
import { agreement, checkThreshold, readCertificate, readCommitments } from "./pedersen.js";
import { checkSignature, readSigned } from "./signed.js";

class Circle {
  constructor(certs, threshold, members) {
    Object.assign(this, { certs, threshold, members });
  }

  /** The number (from 1) of the trustee with these keys, both elements; Broken "trustee-not-listed". */
  placeOf({ verification, encryption }) {
    const isIt = (keys) => encode(keys.signer) === verification && encode(keys.encryption) === encryption;
    const place = this.members.findIndex(isIt) + 1;
    if (place === 0) throw new Broken("trustee-not-listed");
    return place;
  }

  /** The points that a trustee committed to, agreeing to these very certificates; Broken "trustee-...". */
  commitments({ signer }, coefexps, agreed) {
    const points = readCommitments(coefexps, signer, this.threshold);
    checkSignature(agreement(this.certs, coefexps), signer, agreed);
    return points;
  }
}

/**
 * {signer, encryption}, the points of a certificate for this very group and place, both of which hide something. Broken
 * as pedersen.readCertificate, or "trustee-key-neutral".
 */
export function readCertified(cert, size, threshold, index) {
  const keys = readCertificate(cert, size, threshold, index);
  if (keys.signer.is0() || keys.encryption.is0()) throw new Broken("trustee-key-neutral");
  return keys;
}

/**
 * The Circle of all certificates, verified: {certs, threshold, members: as readCertified, in their order}. The first says
 * how many are needed, and the others have to agree. Broken "trustee-...".
 */
export function readCircle(certs) {
  if (!Array.isArray(certs) || certs.length === 0) throw new Broken("trustee-malformed");
  const threshold = readSigned(certs[0], ["context", "verification", "encryption"]).context?.threshold;
  checkThreshold(threshold, certs.length);
  const members = certs.map((cert, i) => readCertified(cert, certs.length, threshold, i + 1));
  if (new Set(members.map(({ signer }) => encode(signer))).size !== members.length) throw new Broken("trustee-repeated");
  return new Circle(certs, threshold, members);
}
