"""The name and version under which this program files records: only what the same one made can be compared byte by byte."""

from importlib.metadata import version

SOFTWARE = f"Hòm Phiếu {version('hom-phieu')}"
