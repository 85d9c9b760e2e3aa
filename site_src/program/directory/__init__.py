"""Service data in and out: Suomi.fi PTV, Open Referral HSDS and spreadsheets, as plain dicts of the YAML schema.

What comes from elsewhere is data: read in full, checked in full, cleaned to plain text, and only then written.
Nothing here knows HTML or the pages; `site_src.program` and `build.py` call it, never the other way round.
"""
