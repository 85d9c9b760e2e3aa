"""Pyodide's public package without its event loop, which is all that asyncio was loaded for."""

__version__ = "314.0.7"
