"""`app.py check`: what the secretary wants to know the day before. Nothing is served, and nothing of the laptop is changed.

Every check is a function of what was asked (`kiosk.preflight.asked`) that returns one `Finding`; the table of them is in
`kiosk.preflight.command`. What a check has to look at is kept apart from what it thinks of it, so that both can be tested.
"""
