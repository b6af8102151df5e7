"""The protocol against belenios-tool, which we did not write."""
