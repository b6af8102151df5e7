"""The web application: the rooms that people enter, around the pure rules of `ballots`."""
