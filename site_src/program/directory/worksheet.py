"""What to check again, by organisation: a letter to each as text, or a table."""

import csv
import io

from site_src.program.checks.freshness import checks_of, is_due, is_old, limit_of
from site_src.program.content.actions import action, channels_of
from site_src.program.pages import opening_hours, render

COLUMNS = (
    "organisation", "website", "id", "service", "crisis", "state", "checked",
    "contact", "hours", "source", "source date", "why", "note",
)  # fmt: skip
# A spreadsheet would take a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t")


def write(content, path, today):
    """Writes the worksheet in the form of the file's ending; returns how many records it lists."""
    groups = gather(content, today)
    # Excel takes UTF-8 for what it is only when a mark says so, and Finnish Excel separates by semicolons.
    text = "\ufeff" + _table(groups) if path.suffix.lower() == ".csv" else letters(groups)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return sum(len(group["records"]) for group in groups)


def gather(content, today):
    """The organisations with their records that are not confirmed or were checked too long ago; help in a crisis first."""
    return by_organisation(
        content, [record for record in content.services if not record.retired and _why(record, content, today)], today
    )


def by_organisation(content, records, today):
    """Records, grouped by their organisations as the letters show them."""
    groups, found = {}, []
    for record in records:
        entry = _entry(record, content, today)
        groups.setdefault(record.organisation, []).append(entry)
    for id_, records in groups.items():
        owner = content.organisations[id_]
        records.sort(key=lambda entry: (not entry["crisis"], entry["name"]))
        website = _finnish(owner.website) if owner.website else ""
        found.append({"name": _finnish(owner.name), "website": website, "records": records})
    return sorted(found, key=lambda group: (not group["records"][0]["crisis"], group["name"]))


def _why(record, content, today):
    """What there is to ask of a record, besides what it lacks."""
    why = [] if record.state == "confirmed" else [record.state]
    old = any(is_old(day, limit_of(record, content), today) for _, day in checks_of(record))
    return [*why, "old"] if old or is_due(record, today) else why


def _entry(record, content, today):
    return {
        "id": record.id,
        "name": _finnish(record.name),
        "summary": _finnish(record.summary or {"fi": ""}),
        "crisis": record.crisis,
        "state": record.state,
        "checked": record.checked,
        "languages": record.languages,
        "calls": any(action(channel) == "call" for channel in channels_of(record)),
        "contacts": [_contact(channel, content) for channel in record.channels],
        "source": record.source.title,
        "url": record.source.url,
        "date": record.source.date,
        "why": _why(record, content, today),
        "limit": limit_of(record, content),
        "note": record.note or "",
    }


def _contact(channel, content):
    source = content.languages[0]
    read = opening_hours.lines(channel.hours, source, content.texts[source.code])
    target = channel.number or channel.address or ", ".join(dict.fromkeys(channel.url.values()))
    note = _finnish(channel.note) if channel.note else ""
    return {"type": channel.type, "target": target, "note": note, "hours": "\n".join(read)}


def _finnish(texts):
    return texts.get("fi") or next(iter(texts.values()))


def letters(groups):
    """A letter to each organisation, as text."""
    template = render.environment().overlay(autoescape=False).get_template("worksheet.txt.j2")
    return template.render(groups=groups).strip() + "\n"


def _table(groups):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for group in groups:
        for entry in group["records"]:
            for contact in entry["contacts"] or [{"type": "", "target": "", "note": "", "hours": ""}]:
                reach = " ".join(part for part in (contact["type"], contact["target"], contact["note"]) if part)
                row = (
                    group["name"], group["website"], entry["id"], entry["name"], "yes" if entry["crisis"] else "", entry["state"],
                    entry["checked"], reach, contact["hours"], entry["url"] or entry["source"], entry["date"],
                    ", ".join(entry["why"]), entry["note"],
                )  # fmt: skip
                writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
    return out.getvalue()
