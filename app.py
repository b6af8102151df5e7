"""Hòm Phiếu: `uv run app.py`. The command line is `kiosk.command_line`."""

from kiosk.command_line import hom_phieu, main

__all__ = ["main"]

if __name__ == "__main__":
    hom_phieu()
