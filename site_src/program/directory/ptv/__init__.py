"""Suomi.fi's Finnish Service Catalogue (PTV): its export files, v11 and v12, to service records in YAML.

reading -> v11 or v12 -> model -> records -> store. Everything is read and checked before one file is written.
"""

from site_src.program.directory.ptv.importing import import_files, write_local
from site_src.program.directory.ptv.report import Report

__all__ = ["Report", "import_files", "write_local"]
