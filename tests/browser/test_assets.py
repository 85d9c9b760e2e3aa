"""Scripts, styles and pictures: bundled, named by their content, and compressed beside themselves."""

import gzip
import random
from pathlib import Path

import brotli
import pytest

from site_src.program.browser import assets, compress

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The real assets: the map, and the site folder they are in."""
    out = tmp_path_factory.mktemp("site")
    return assets.build_assets(ROOT, out), out


def test_every_name_in_the_map_is_a_file_with_a_hash_in_its_name(built):
    """`site.css` becomes `assets/css/site.<hash>.css`."""
    paths, out = built

    assert {"site.css", "site.mjs", "assessment.mjs", "directory.mjs", "worker.mjs"} <= set(paths)
    for path in paths.values():
        assert (out / path).is_file()
        assert 3 == len(Path(path).name.split("."))


def test_bundles_are_whole(built):
    """No import of another file of ours is left, so a page loads one script and one stylesheet."""
    paths, out = built

    for name, path in paths.items():
        text = (out / path).read_text(encoding="utf-8") if name.endswith((".mjs", ".css")) else ""
        assert "@import" not in text
        assert 'from"./' not in text


def test_scripts_hold_no_source_text_that_runs(built):
    """The policy of the site forbids it, so it would fail in the browser only."""
    paths, out = built

    for name, path in paths.items():
        if name.endswith(".mjs"):
            assert "new Function(" not in (out / path).read_text(encoding="utf-8")


def test_another_build_gives_the_same_names(built, tmp_path):
    """The same sources, the same bytes."""
    assert built[0] == assets.build_assets(ROOT, tmp_path)


def test_compressed_copies_unpack_to_the_original(tmp_path):
    """`.br` and `.gz` lie beside the file."""
    page = tmp_path / "site" / "index.html"
    page.parent.mkdir()
    page.write_bytes(b"<p>Kykypolku</p>\n" * 100)

    compress.compress_site(page.parent, tmp_path / "cache")

    assert page.read_bytes() == brotli.decompress((page.parent / "index.html.br").read_bytes())
    assert page.read_bytes() == gzip.decompress((page.parent / "index.html.gz").read_bytes())


def test_what_does_not_get_smaller_gets_no_copy(tmp_path):
    """Small files, pictures, and what is compressed already."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "tiny.html").write_bytes(b"<p></p>")
    (site / "picture.png").write_bytes(b"\x89PNG" * 1000)
    (site / "noise.zip").write_bytes(random.Random(1).randbytes(5000))

    compress.compress_site(site, tmp_path / "cache")

    assert ["noise.zip", "picture.png", "tiny.html"] == sorted(path.name for path in site.iterdir())


def test_unchanged_files_are_not_compressed_again(tmp_path):
    """The results are kept by content, wherever the file is."""
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_bytes(b"<p>Kykypolku</p>\n" * 100)

    assert 2 == compress.compress_site(tmp_path / "first", tmp_path / "cache")
    assert 0 == compress.compress_site(tmp_path / "second", tmp_path / "cache")
