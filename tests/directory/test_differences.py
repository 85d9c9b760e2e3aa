"""What an import or a review would change is told as people write it."""

from site_src.program.directory.differences import differences


def channel(*entries):
    return {"channels": [{"type": "phone", "number": "116 117", **({"hours": list(entries)} if entries else {})}]}


def test_hours_are_told_whole_as_people_write_them():
    nine, noon = ({"days": ["mon", "tue"], "opens": opens, "closes": "15:00"} for opens in ("09:00", "12:00"))

    assert ["channels 1.hours: mon-tue 09:00-15:00 → mon-tue 12:00-15:00"] == list(differences(channel(nine), channel(noon)))
    assert ["channels 1.hours: nothing → mon-tue 09:00-15:00 / mon-tue 12:00-15:00"] == list(
        differences(channel(), channel(nine, noon))
    )
