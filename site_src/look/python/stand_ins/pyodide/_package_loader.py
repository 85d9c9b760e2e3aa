"""Start-up asks for two paths and one function. No package is ever installed."""


class Folder:
    """A path that JavaScript can ask for its text."""

    def __init__(self, path):
        self.path = path

    def __str__(self):
        return self.path


SITE_PACKAGES = Folder("/lib/python3.14/site-packages")
DSO_DIR = Folder("/usr/lib")


def init_loaded_packages():
    """Do nothing: there are no packages to register."""
