"""PTV's interface v11, which needs no key and closes in April 2027: ids by area and organisation, whole objects by id."""

from site_src.program.content.problems import ContentError
from site_src.program.directory.ptv.client import batches, refused
from site_src.program.directory.ptv.reading import GUID
from site_src.program.messages import msg

ITEMS, PAGES = "itemList", "pageCount"
BATCH = 100  # most GUIDs that the interface takes at once
# What to do where the server denies, and where it refuses for another reason.
DENIED = msg("Reading needs no key in v11: check the address.")
REFUSED = msg("Check the address, the codes and the id. From April 2027 there is v12 alone, which needs a key.")


def read(client, codes, organisation_id, areas, known):
    """({file name: objects}, the ids that the server no longer has)."""
    ids = list(known)
    if organisation_id:
        ids += [item["id"] for item in client.pages("Service/list/organization", organizationId=organisation_id) if _id(item)]
    for kind, code in [*(("Municipality", code) for code in codes), *areas]:
        path = f"Service/list/area/{kind}/code/{code}"
        try:
            ids += [item["id"] for item in client.pages(path, includeWholeCountry="false") if _id(item)]
        except ContentError as error:
            # Not every server knows every kind of area; of municipalities every one must be there.
            if (kind, code) not in areas:
                raise
            client.progress(msg("Without the area {kind} {code}: {error}", kind=kind, code=code, error=error))
    # Lists leave out the texts of general descriptions; the services are read again with them.
    services, missing = _by_ids(client, "Service/serviceWithGD/list", list(dict.fromkeys(ids)))
    channels, gone = _by_ids(client, "ServiceChannel/list", list(dict.fromkeys(_channel_ids(services.values()))))
    return {"services.json": list(services.values()), "channels.json": list(channels.values())}, missing + gone


def _id(item):
    return isinstance(item, dict) and isinstance(item.get("id"), str) and GUID.fullmatch(item["id"])


def _channel_ids(services):
    for service in services:
        for used in service.get("serviceChannels") or []:
            channel = used.get("serviceChannel") if isinstance(used, dict) else None
            if _id(channel):
                yield channel["id"]


def _by_ids(client, path, ids):
    """(objects by id, the ids that the server no longer has)."""
    found, done = {}, 0
    for batch in batches(ids, BATCH):
        data = client.get(path, guids=",".join(batch))
        if not isinstance(data, list):
            raise refused(client.address(path), msg("The answer is not a list. Check the address."))
        for item in data:
            inner = _unwrapped(item)
            if _id(inner):
                found[inner["id"]] = item
        done += len(batch)
        client.progress(msg("{path}: {done} of {count}", path=path, done=done, count=len(ids)))
    return found, [identifier for identifier in ids if identifier not in found]


def _unwrapped(item):
    if isinstance(item, dict) and "id" not in item:
        return next((value for value in item.values() if isinstance(value, dict)), None)
    return item
