"""The voting protocol: Belenios, version 1, group Ed25519, homomorphic questions (docs/protocol.md names the source).

Each module is one concept of the protocol and can be read in this order: `group`, `encoding`, `proofs`, `credential`,
`trustee` (with `pedersen`), `election`, `answer`, `ballot`, `tally`, `archive`, `board`, `audit`. Group elements cross
a module's boundary as the 64 hexadecimal digits of the format, records as the exact bytes that were stored and hashed.

What comes from outside is either returned in full, or refused with `ballots.errors.Broken` and a stable code. A
caller's own mistake is a `ValueError`.
"""
