"""`python -m tests.documents`: follows the documents in fresh clones, and renews their pictures in docs/images."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from site_src.program.setup import browsers
from tests.documents import authoring, hosting, pictures, publishing, reader

# Those that help a reader; all others are only looked at.
IN_DOCUMENTS = ("authoring-bar", "authoring-texts-review", "publishing-copy", "publishing-checklist", "hosting-check-it-yourself")
IMAGES = reader.ROOT / "docs/images"


def main(shown):
    """Keeps every picture in the folder `shown`, and those of the documents, made small, in docs/images."""
    path = browsers.find()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(args=["--no-sandbox"], **({"executable_path": path} if path else {}))
        clones = {}
        for script, place in ((authoring, "one"), (publishing, "two"), (hosting, "two")):
            clones.setdefault(place, reader.clone(Path(folder) / place) if place not in clones else None)
            followed = reader.Reader(script.DOCUMENT, clones[place], browser, shown, whole=True)
            script.follow(followed)
            for seconds, command in followed.took:
                print(f"{seconds:6.1f} s  {command}")
        browser.close()
    for name in IN_DOCUMENTS:
        (IMAGES / f"{name}.png").write_bytes(pictures.reduced((shown / f"{name}.png").read_bytes()))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/pictures").resolve())
