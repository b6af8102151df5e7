"""What is measured is what a laptop has: a program that was compiled when it was first started, whatever this machine says."""

import os

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
