"""What JavaScript imports: `respond`, one request text in, one reply text out.

The content is read here, from the JSON file that lies beside this module in the archive, and never passes through
JavaScript: turning a text of this size into a JavaScript string and back took longer than starting Python. It is a file
and not bytecode, so that changing a word needs no Python 3.14 to compile it.
"""

from scoring import wire

respond = wire.responder(__loader__.get_data("content.json").decode())
