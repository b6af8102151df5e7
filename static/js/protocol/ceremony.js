// A trustee's part in making a key that no single one holds (protocol.md 6.2, 6.3): a certificate, a polynomial that is
// dealt out to all, and the own share from what all dealt. Only the seed has to be kept; all else lies with whoever
// carries the messages, and can neither read nor change them. The carrier's part is in ballots/protocol/ceremony.py.
import { receive, send } from "./channel.js";
import { readCertified, readCircle } from "./circle.js";
import { digestsToScalar, hasFields, isList, readScalar } from "./encoding.js";
import { Broken } from "./errors.js";
import { encode, generator, plus, power, randomScalar, sum, times } from "./group.js";
import { agreement, contextOf, valueAt } from "./pedersen.js";
import { sign, signed } from "./signed.js";
import { makeSingle, privateKey } from "./trustee.js";

const MALFORMED = "trustee-malformed";

/** The certificate of a seed's two keys for place `index` (from 1) of `size`, of whom `threshold` are needed. */
export function makeCertificate(seed, size, threshold, index) {
  const { signing, verification, encryption } = keysOf(seed);
  return signed(signing, { context: contextOf(size, threshold, index), verification, encryption });
}

/** The element that verifies what the holder of this certificate signs. Broken as circle.readCertified. */
export const checkCertificate = (cert, size, threshold, index) =>
  encode(readCertified(cert, size, threshold, index).signer);

/** The element by which a trustee is known in the certificates: that of the signing key. */
export const verificationKey = (seed) => encode(power(generator, privateKey(seed)));

/**
 * A fresh polynomial of this trustee, dealt out: {polynomial (to oneself), secrets (one to each), coefexps,
 * signature}. Every call makes another; the first that was sent is the one that counts. Broken as circle.readCircle, or
 * "trustee-not-listed" where no certificate is of this seed.
 */
export function makePolynomial(seed, certs) {
  const own = keysOf(seed);
  const { threshold, members } = circleOf(own, certs).circle;
  const coefficients = Array.from({ length: threshold }, randomScalar);
  const commitments = coefficients.map((coefficient) => encode(power(generator, coefficient)));
  const coefexps = signed(own.signing, { coefexps: commitments });
  const secretFor = ({ encryption }, i) =>
    send(own.signing, encode(encryption), { secret: String(evaluate(coefficients, i + 1)) });
  return {
    polynomial: send(own.signing, own.encryption, { polynomial: coefficients.map(String) }),
    secrets: members.map(secretFor),
    coefexps,
    signature: sign(own.signing, agreement(certs, coefexps)),
  };
}

/**
 * This trustee's share, sealed to oneself, and its public key: {private_key, public_key: {pok, public_key, signature}};
 * from `vinput` {polynomial, secrets, coefexps, signatures}, what all trustees dealt. Nothing of it is taken on trust.
 * Broken "dealing-invalid" with the number of the `sender` whose part does not hold (one's own, where it is not what
 * this seed sent), "trustee-malformed" for a vinput that is none, or as makePolynomial.
 */
export function makeVoutput(seed, certs, vinput) {
  const own = keysOf(seed);
  const { circle, place } = circleOf(own, certs);
  checkShape(vinput, certs.length);
  const secrets = certs.map((_, i) => insteadOf(
    () => new Broken("dealing-invalid", i + 1), () => readDealing(own, place, circle, vinput, i)));
  const share = sum(secrets);
  const key = makeSingle(share);
  return {
    private_key: send(own.signing, own.encryption, { decryption_key: String(share) }),
    public_key: { ...key, signature: sign(own.signing, key.public_key) },
  };
}

/**
 * The share, an exponent, in the `private_key` text of this seed's voutput. Broken "share-not-mine" where it is not of
 * this seed, or is not the share behind `shareKey`, its verification key (an element).
 */
export function openingKey(seed, privateKeyMessage, shareKey) {
  const notMine = () => new Broken("share-not-mine");
  const share = insteadOf(notMine, () => readShare(keysOf(seed), privateKeyMessage));
  if (encode(power(generator, share)) !== shareKey) throw notMine();
  return share;
}

function keysOf(seed) {
  const signing = privateKey(seed);
  const secret = digestsToScalar(`dk|${seed}`);
  const [verification, encryption] = [signing, secret].map((exponent) => encode(power(generator, exponent)));
  return { signing, verification, encryption, mailbox: { secret, recipient: encryption } };
}

/** The circle of these certificates, and the number in it of the one who has the `own` keys. */
function circleOf(own, certs) {
  const circle = readCircle(certs);
  return { circle, place: circle.placeOf(own) };
}

function checkShape(vinput, size) {
  const lists = ["secrets", "coefexps", "signatures"];
  const shaped = hasFields(vinput, ["polynomial", ...lists]) && lists.every((list) => isList(vinput[list], size));
  if (!shaped) throw new Broken(MALFORMED);
}

/** The secret that the trustee number i + 1 dealt to the one at `place`, verified against what all can see. */
function readDealing(own, place, circle, { polynomial, secrets, coefexps, signatures }, i) {
  const sender = circle.members[i];
  const commitments = circle.commitments(sender, coefexps[i], signatures[i]);
  if (i === place - 1) checkOwn(own, sender, polynomial, commitments);
  const secret = readScalar(receive(secrets[i], own.mailbox, sender.signer, ["secret"]).secret);
  if (!power(generator, secret).equals(valueAt(commitments, place))) throw new Broken("trustee-share");
  return secret;
}

/** The own polynomial has come back as it was dealt. */
function checkOwn({ mailbox }, { signer }, sealed, commitments) {
  const { polynomial } = receive(sealed, mailbox, signer, ["polynomial"]);
  const isMine = isList(polynomial, commitments.length)
    && polynomial.every((text, k) => power(generator, readScalar(text)).equals(commitments[k]));
  if (!isMine) throw new Broken(MALFORMED);
}

function readShare({ signing, mailbox }, sealed) {
  const { decryption_key: share } = receive(sealed, mailbox, power(generator, signing), ["decryption_key"]);
  return readScalar(share);
}

function insteadOf(makeTrouble, deed) {
  try {
    return deed();
  } catch (error) {
    if (error instanceof Broken) throw makeTrouble();
    throw error;
  }
}

const evaluate = (coefficients, place) =>
  coefficients.reduceRight((soFar, coefficient) => plus(times(soFar, BigInt(place)), coefficient), 0n);
