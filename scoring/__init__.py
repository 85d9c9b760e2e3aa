"""The assessment's rules: scoring, guidance, report and picture.

Standard library only. Knows no file, no HTML page and no JavaScript, so that it runs the same on any computer and,
through Pyodide, in the resident's browser. Imports point one way:
plain, item_types <- model <- conditions <- engine <- guidance <- matching <- report <- wire.
"""
