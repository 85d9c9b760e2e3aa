"""Start-up offers JavaScript's objects to Python as modules. Scoring takes none, and so can't reach the page by them."""


def register_js_finder():
    """Do nothing: no import is answered by JavaScript."""


def register_js_module(name, module):
    """Do nothing with what would be `import js`."""


def register_windows_finder():
    """Do nothing: every module comes from the one archive, whose path holds no drive."""


def register_module_not_found_hook(packages):
    """Do nothing: there are no packages to recommend."""


def unregister_js_module(name):
    """Do nothing: none was registered."""
