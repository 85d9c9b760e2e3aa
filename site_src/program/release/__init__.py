"""What leaves the house: a site as one archive, on a web host, and in print."""


class ReleaseError(Exception):
    """It cannot be released so. The message says why and what to do."""
