"""The pure half of Hòm Phiếu: the meeting's rules and the voting protocol.

No Flask, no SQL, no sockets, no files and no clock of its own: everything comes in as an argument. `kiosk/` imports it,
never the other way round.
"""
