"""The signed record of a counted meeting: one file that anyone may take home and check without us.

A record is a ZIP, written in one way only, so that any changed byte shows:

    README.txt             what is inside and how to check it, for people
    <uuid>.bel             the ballot box of each secret round, voided ones too, in the published format (ballots.protocol)
    <uuid>.audited.jsons   the sealed ballots of a round that voters had opened instead of casting them, if there were any
    kiosk-public-key.pem   the key of the laptop that ran the vote
    manifest.json          SHA-256 of each file here but itself and its signature
    manifest.sig           Ed25519 signature of manifest.json, 64 bytes
    kiem-tra.html          a page that checks a record in any browser, without a network
    meeting.json           units, roll call, hand votes, every round with its totals, outcome, adoption, times of the deeds
    results.csv, .xlsx     the totals, for a spreadsheet

and once the meeting has adopted the result:

    kiosk-certificate.pem  the certificate with which the kiosk signed the papers
    *.pdf                  the five papers (`contents`)

`filing` makes one, `checking` verifies one; `packing` is its form; `shape` is what meeting.json is, `document` makes it;
`results` and `readme` make two others; `restoring` gives the verifier the meeting back, so that it can ask the meeting's own
rules; `signature` says whose the record is. No file holds a vote, a secret, or the time of a ballot.
"""
