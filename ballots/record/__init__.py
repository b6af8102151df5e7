"""The signed record of a counted meeting: one file that anyone may take home and check without us.

A record is a ZIP of seven files, written in one way only, so that any changed byte shows:

    README.txt             what is inside and how to check it, for people
    <uuid>.bel             the ballot box in the published format (ballots.protocol)
    kiosk-public-key.pem   the key of the laptop that ran the vote
    manifest.json          SHA-256 of each file here but itself and its signature
    manifest.sig           Ed25519 signature of manifest.json, 64 bytes
    meeting.json           roster, roll call, contests, tellers, times of the desk's deeds, outcome
    results.csv            the totals, for a spreadsheet

`filing` makes one, `checking` verifies one; `packing` is its form, `document`, `results` and `readme` are its contents,
`signature` says whose it is. No file holds a vote, a secret, or the time of a ballot.
"""
