"""One name a thing: the page on the method calls areas and bands what the questionnaire's texts call them."""

from site_src.program.content.problems import Problem
from site_src.program.content.translations import flatten
from site_src.program.messages import msg

KIND = "method"


def problems(content):
    """A problem for each name of an area or a band that the page on the method does not say as the texts do."""
    if not content.guidance:
        return
    for language in content.languages:
        for page in content.pages_in(language).values():
            if page.meta.get("kind") == KIND:
                texts = content.of(page).texts[language.code]
                names = [
                    text for path, text in flatten(texts) if path[0] == "band" or (path[0], path[2:]) == ("domain", ("name",))
                ]
                said = page.body.casefold()
                for name in names:
                    if name.casefold() not in said:
                        message = msg(
                            'The page does not say "{name}", as the texts of the questionnaire do. Use the same name.', name=name
                        )
                        yield Problem(page.file, 1, 1, message)
