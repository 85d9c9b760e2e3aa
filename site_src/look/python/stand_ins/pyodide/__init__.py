"""Pyodide's public package without its event loop, which is all that asyncio was loaded for."""

import sys

__version__ = "314.0.7"

# The tables of these modules are blanked in the WebAssembly that is shipped. A late import must fail, not read zeros.
for name in ("unicodedata", "_codecs_cn", "_codecs_hk", "_codecs_iso2022", "_codecs_jp", "_codecs_kr", "_codecs_tw"):
    sys.modules[name] = None
