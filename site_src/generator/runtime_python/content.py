"""The site's content, as the JSON text that lies beside this module in the archive.

Kept as a file and not as bytecode, so that changing a word needs no Python 3.14 to compile it.
"""

JSON = __loader__.get_data("content.json").decode()
