"""Open Referral's Human Services Data Specification 3.0 (HSDS): one package a language, as JSON and as tables, and back.

The specification has no multilingual field, so each language is a package of its own; `load` joins them by record id.
"""

from site_src.program.directory.hsds.exporting import export
from site_src.program.directory.hsds.loading import load

__all__ = ["export", "load"]
