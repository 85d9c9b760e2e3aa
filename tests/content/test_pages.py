"""What is wrong with a written page is told by `check`, at its line, before anything is built."""

import pytest

from site_src.program import checks
from site_src.program.content import content, project
from site_src.program.pages import pages
from tests.content import copies

PAGE = "site_src/pages/fi/services.md"
MARKER = "<!-- here: services -->"


@pytest.fixture
def root(tmp_path):
    return copies.copy(tmp_path / "copy")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (PAGE, MARKER, "<!-- here: servces -->", f"{PAGE}:13:1: There is no part servces. Did you mean services? Use one of: "),
        (PAGE, MARKER, "", f"{PAGE}:6:1: A page of the kind services needs its part. Write {MARKER} on a line of its own."),
        (PAGE, MARKER, f"{MARKER}\n{MARKER}", f"{PAGE}:14:1: The part services stands twice. Keep one."),
        (PAGE, MARKER, "<!--here: services-->", f"{PAGE}:13:1: <!--here: services--> is no marker. Write it on a line of its"),
        (PAGE, MARKER, f"x {MARKER}", f"{PAGE}:13:3: {MARKER} is no marker.".replace(":13:3:", ":13:1:")),
        (PAGE, "kind: services", "", f"{PAGE}:2:1: The file has no kind. Add it."),
        (
            PAGE,
            "kind: services",
            "kind: service",
            f"{PAGE}:4:1: There is no kind of page service. Did you mean services? Use one of: home, ",
        ),
        (PAGE, "kind: services", "kind: form", f"{PAGE}:13:1: The part services works on a page of the kind services alone."),
        (PAGE, "kind: services", "kind: form", f"{PAGE}:4:1: The menus expect a page of the kind services here."),
        (PAGE, "kind: services", "scripts: [x]\nkind: services", f'{PAGE}:4:1: The key "scripts" is not used here.'),
        (
            PAGE,
            "title: Palvelut",
            "title: Hei: täällä",
            f"{PAGE}:2:11: A colon with a space after it stands in the middle of a text.",
        ),
        (PAGE, "title: Palvelut", "title: !x Palvelut", f"{PAGE}:2:8: The tag !x is not used here. Remove it."),
        (PAGE, "title: Palvelut", "title: a\ntitle: b", f'{PAGE}:3:1: The key "title" stands twice (first on line 2).'),
        (PAGE, "---\n", "", f"{PAGE}:1:1: The page has no heading block."),
    ],
)
def test_a_mistake_in_a_page_is_named_at_its_line(root, file, old, new, message):
    copies.change(root, file, old, new)

    assert [problem for problem in copies.found(root, "pages") if problem.startswith(message)]


@pytest.mark.parametrize(
    ("written", "message", "place"),
    [
        ("<script>alert(1)</script>", "<script> is HTML.", "13:1"),
        ("x <div class='a'>y</div>", "<div> is HTML.", "13:1"),
        ("<a:b onclick=alert(1)>x</a:b>", "<a:b> is HTML.", "13:1"),
        ("<x:script>", "<x:script> is HTML.", "13:1"),
        ("<br onclick=alert(1)>", "<br> is HTML.", "13:1"),
        ("x <?php echo 1 ?>", "<?php> is HTML.", "13:1"),
        ("<![CDATA[ x ]]>", "<![CDATA[> is HTML.", "13:1"),
        ("<!DOCTYPE x>", "<!DOCTYPE> is HTML.", "13:1"),
        ("\\`<b>x</b>\\`", "<b> is HTML.", "13:1"),
        ("<javascript:alert(1)>", "<javascript:alert(1)> is HTML.", "13:1"),
        ("<!--\n<b>x</b> -->", "A comment would go out with the page", "13:1"),
        ("<!-- x", "<!--> is HTML.", "13:1"),
        ("~~~\n<b>x</b>", "<b> is HTML.", "14:1"),
        ("[b](/fi/nosuch/)", "A link cannot begin with /. Write a page (privacy.md)", "13:1"),
        ("[d](//evil.example/)", "A link cannot begin with //.", "13:1"),
        ("[a](privacy policy.md)", "The link to privacy policy.md lacks words or a whole address.", "13:1"),
        ('[t](<privacy.md> "a")', "The link to <privacy.md> lacks", "13:1"),
        ("[tel](tel:abc)", "The link to tel:abc lacks", "13:1"),
        ("[m](mailto:)", "The link to mailto: lacks", "13:1"),
        ("[w](https://)", "The link to https:// lacks", "13:1"),
        ("[](privacy.md)", "The link to privacy.md lacks", "13:1"),
        ("[e](privacy)", "The link privacy leads to no page. Did you mean privacy.md?", "13:1"),
        ("# Toinen", "A page has one heading with #, its title.", "13:1"),
        ("Toinen\n===", "A page has one heading with #, its title.", "13:1"),
        ("[a](javascript:alert(1))", "A link cannot begin with javascript:.", "13:1"),
        ("[a](JavaScript:alert(1))", "A link cannot begin with JavaScript:.", "13:1"),
        ("[a]: data:text/html,x", "A link cannot begin with data:.", "13:1"),
        ("![](https://example.org/a.png)", "A picture from another site", "13:1"),
        ("[a](privacy.md){ onclick=x }", "A brace would be shown as it stands.", "13:1"),
        ("text { style=color:red }", "A brace would be shown as it stands.", "13:1"),
        ("{{ 7*7 }}", "A brace would be shown as it stands.", "13:1"),
        ("{name}, hei", "A brace would be shown as it stands.", "13:1"),
        ("Alku { .button } loppu", "A brace would be shown as it stands.", "13:1"),
        ("# Alku\n{ .button }", "A brace would be shown as it stands.", "14:1"),
        ("(suluissa){ .button }", "A brace would be shown as it stands.", "13:1"),
        ("Kello 9-15}", "A brace would be shown as it stands.", "13:1"),
        ("a\ue000site\ue001", "The character '\\ue000' has no place in a text.", "13:2"),
        ("a\x07", "The character '\\x07' has no place in a text.", "13:2"),
        ("<<<<<<< HEAD", "<<<<<<< is left over from two edits", "13:1"),
    ],
)
def test_what_a_page_may_not_hold_is_refused_on_its_line(root, written, message, place):
    copies.change(root, PAGE, MARKER, f"{written}\n\n{MARKER}")

    assert [problem for problem in copies.found(root, "pages") if problem.startswith(f"{PAGE}:{place}: {message}")]


def test_a_brace_in_the_heading_block_is_told_at_its_key(root):
    copies.change(root, PAGE, "title: Palvelut", "title: Palvelut {paikka}")

    (problem,) = copies.found(root, "pages")
    assert problem.startswith(f"{PAGE}:2:1: A brace in title would be shown as it stands.")


def test_what_is_quoted_as_code_is_no_html_and_classes_and_the_sites_name_may_stand_in_braces(root):
    code = "`<div>` and `{x}` and <br>\n\n```\n<script> {{ 7 }}\n```"
    copies.change(
        root,
        PAGE,
        MARKER,
        f"{code}\n\n## A {{#a}}\n\n{{site}} [a](form.md){{ .button .x #y }} **b**{{:.z}} c\n{{ .d }}\n\n{MARKER}",
    )

    assert [] == copies.found(root, "pages")


def test_links_with_a_title_addresses_in_angle_brackets_and_a_plain_less_than_may_stand(root):
    text = 'a < b <3 <br> <https://example.org/a?b> <a@example.org> [a](privacy.md "b (c)")'
    copies.change(root, PAGE, MARKER, f"{text} [b](https://example.org/a_(b)) [c](tel:112)\n\n{MARKER}")

    assert [] == copies.found(root, "pages")


def test_a_stray_copy_of_a_page_is_told(root):
    path = root / "site_src/pages/fi/privacy.md"
    (path.parent / "privacy (1).md").write_bytes(path.read_bytes())

    [problem] = copies.found(root, "pages")
    assert problem.startswith("site_src/pages/fi/privacy (1).md:1:1: privacy (1).md is no name of a page")


def test_a_page_that_one_language_lacks_is_named(root):
    (root / "site_src/pages/fi/check-it-yourself.md").unlink()

    message = "site_src/pages/fi/check-it-yourself.md:1:1: The page is missing in fi, but sv has it. Write it, or put it back."
    assert [message] == copies.found(root, "pages")


def test_a_page_of_the_free_kind_may_be_in_one_language_and_others_are_not_led_to_it(root):
    text = "---\ntitle: Bussit\ndescription: Miten pääsee.\nkind: page\n---\n\n# Bussit\n"
    (root / "site_src/pages/fi/buses.md").write_text(text, encoding="utf-8")
    read = content.read(project.of(root))
    finnish, swedish = read.languages[:2]

    assert [] == copies.found(root, "pages", "texts")
    assert "languages:\n- fi\n" in pages.sources(read, finnish, {})["buses"]()
    assert "buses" not in pages.sources(read, swedish, {})


def test_a_page_that_is_not_translated_is_shown_in_the_source_and_told_as_a_warning(root):
    (root / "site_src/pages/sv/check-it-yourself.md").unlink()
    read = content.read(project.of(root))
    warned = [str(problem) for problem in checks.texts.problems(read)]

    assert [] == copies.found(root, "pages", "texts")
    assert any("warning: The text pages/check-it-yourself/body is missing in sv" in problem for problem in warned)
    assert "check-it-yourself" in pages.sources(read, read.languages[1], {})


def test_a_page_that_every_language_lacks_is_named_when_something_links_to_it(root):
    for path in root.glob("site_src/pages/*/method.md"):
        path.rename(path.with_name("how.md"))

    found = copies.found(root, "pages")
    missing = "The page is missing in fi, but the menus link to it. Write it, or put it back."
    assert f"site_src/pages/fi/method.md:1:1: {missing}" in found


def test_a_deleted_page_is_told_as_one_and_not_as_an_idle_exception(root):
    for path in root.glob("site_src/pages/*/method.md"):
        path.unlink()

    assert not [problem for problem in copies.found(root) if "Remove the exception" in problem]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_a_page_in_another_encoding_is_named(root, encoding):
    path = root / PAGE
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))

    (problem,) = copies.found(root)
    assert problem.startswith(f"{PAGE}:") and problem.endswith("Save it as UTF-8." if encoding == "utf-16" else "as UTF-8.")


def test_a_folder_in_the_place_of_a_page_is_named(root):
    (root / PAGE).unlink()
    (root / PAGE).mkdir()

    assert [f"{PAGE}:1:1: A folder lies in the place of a file. Move the folder, and put the file there."] == copies.found(root)


def test_a_page_outside_a_folder_of_a_language_is_named(root):
    (root / "site_src/pages/fi/more").mkdir()
    (root / PAGE).rename(root / "site_src/pages/fi/more/services.md")

    (problem,) = copies.found(root)
    assert problem.startswith("site_src/pages/fi/more/services.md:1:1: A page lies in the folder of its language")
