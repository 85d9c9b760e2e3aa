"""Written pages call areas and bands what the questionnaire's texts call them."""

from dataclasses import replace

from site_src.program.checks import names


def test_the_pages_on_the_method_use_the_names_of_the_texts(site_content):
    assert [] == list(names.problems(site_content))


def test_a_name_that_a_page_does_not_say_is_told_with_the_page(site_content):
    file = "questionnaire/texts/sv.yml"
    document = site_content.documents[file]
    texts = {**document.data["texts"], "band": {**document.data["texts"]["band"], "attention": "Något helt annat"}}
    changed = replace(
        site_content, documents={**site_content.documents, file: replace(document, data={**document.data, "texts": texts})}
    )

    (found,) = names.problems(changed)
    assert "site_src/pages/sv/method.md" == found.file
    assert "Något helt annat" in found.message
