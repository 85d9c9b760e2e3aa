"""What JavaScript imports: `respond`, one request text in, one reply text out.

The content is read here, from the JSON file that lies beside this module in the archive, and never passes through
JavaScript: turning a text of this size into a JavaScript string and back took longer than starting Python. It is a file
and not bytecode, so that changing a word needs no Python 3.14 to compile it.
"""

import gc

# The content stays as long as the page. Left to itself, the garbage collector would walk through all of it while it is
# read, and again now and then while a person waits for the result.
gc.disable()
from scoring import wire  # noqa: E402

respond = wire.responder(__loader__.get_data("content.json").decode())
gc.freeze()
gc.enable()
