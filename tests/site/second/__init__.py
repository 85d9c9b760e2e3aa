"""A second questionnaire, small, beside the first: the files here, put into a copy of the content as the recipe says."""

import shutil
from pathlib import Path

from tests.content import copies

HERE = Path(__file__).parent
FOLDER = "work-day"
LANGUAGES = ("fi", "en")


def add(root):
    """Adds it to a copy of the content, in its own two languages, by the recipe of docs/extending.md. Returns the copy."""
    shutil.copytree(HERE / FOLDER, root / FOLDER)
    for language in LANGUAGES:
        for page in (HERE / "pages" / language).iterdir():
            shutil.copy(page, root / "site_src/pages" / language)
    copies.change(root, "site_src/site.yml", "languages: [fi, sv, en, fi-simple]\n", f"languages: [{', '.join(LANGUAGES)}]\n")
    copies.change(root, "site_src/site.yml", "languages: [", f"questionnaires: [questionnaire, {FOLDER}]\nlanguages: [")
    return root
