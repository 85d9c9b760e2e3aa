"""What JavaScript imports: `respond`, one request text in, one reply text out.

The content is read from the JSON files that lie beside this module in the archive, and never passes through JavaScript:
turning a text of this size into a JavaScript string and back took longer than starting Python. They are files and not
bytecode, so that changing a word needs no Python 3.14 to compile it. A language's words are read when it is first asked for.
"""

import gc

# The content stays as long as the page. Left to itself, the garbage collector would walk through all of it while it is
# read, and again now and then while a person waits for the result.
gc.disable()
from scoring import wire  # noqa: E402

respond = wire.responder(lambda name: __loader__.get_data(name).decode())
gc.freeze()
gc.enable()
