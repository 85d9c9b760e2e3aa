"""`package`: a site as one archive, with all that whoever puts it on a host needs to know."""

from pathlib import Path
from string import Template

from site_src.program import site as site_module
from site_src.program.browser import files
from site_src.program.content import content, copies
from site_src.program.content import project as places
from site_src.program.host import beside, hosting, place
from site_src.program.messages import msg
from site_src.program.release import archive, parts

# One page each, in the languages of those who look after hosts here.
INSTRUCTIONS = {"LUE-MINUT.txt": "fi", "README.txt": "en"}
TEXTS = Path(__file__).parent / "instructions"


def package(here, out, ids, production, say):
    """Builds the county's site (the id "") and municipalities' copies, and writes an archive of each into *out*. Returns
    the paths. Raises as the build does."""
    version = copies.version(here.program)
    bill = parts.listed(here.program, version)
    out.mkdir(parents=True, exist_ok=True)
    made = []
    with place.work_folder(here.work) as folder:
        site_module.build_all(here, folder / "sites", ids, production, say)
        for id_ in ids:
            name = id_ or places.COUNTY_SITE
            copy = content.read(places.of(here.roots[0], id_))
            path = out / f"kykypolku-{name}-{version}{'' if production else '-preview'}.zip"
            archive.write(path, _contents(folder / "sites" / name, copy, version, bill))
            say(msg("{name}: {st_size:.1f} MB", name=path.name, st_size=path.stat().st_size / 1e6))
            made.append(path)
    return made


def _contents(site, copy, version, bill):
    """What an archive holds, by name."""
    codes = [language.code for language in copy.languages]
    told = {
        "name": copy.site_name(copy.languages[0]),
        "version": version,
        "languages": ", ".join(language.name for language in copy.languages),
        "address": copy.settings.get("address", "https://…/"),
    }
    found = {f"site/{name}": site / name for name in files.below(site)}
    found |= {f"hosting/{name}": text.encode() for name, text in hosting.recipes(codes).items()}
    for name, code in INSTRUCTIONS.items():
        found[name] = Template((TEXTS / f"{code}.txt").read_text(encoding="utf-8")).substitute(told).encode()
    return found | {beside.LICENCE: site / beside.LICENCE, "VERSION": f"{version}\n".encode(), parts.NAME: bill.encode()}
