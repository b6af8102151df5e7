"""`app.py council`: the records of all clusters in one folder, verified, and made into the Standing Council's table.

Guidance D.3: the Standing Council draws the clusters' results together. Every file of the folder ends in exactly one place:
in the table, or on a list with the reason why it is not (`sorting`). Nothing is dropped silently, nothing is decided here
that the Council must decide. `command` is the way in; a worker loads no more than `checking`.
"""
