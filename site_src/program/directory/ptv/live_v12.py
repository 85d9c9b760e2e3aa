"""PTV's interface v12 (beta 0.1.0 of September 2026), which needs a key: whole objects page by page, connections, general
descriptions and organisations apart from the services that name them."""

from site_src.program.directory.ptv.client import batches
from site_src.program.directory.ptv.reading import GUID
from site_src.program.messages import msg

ITEMS, PAGES = "items", "totalPages"
BATCH = 20  # most ids or codes that one search takes
SIZE = 100  # most objects of one page
AREAS = {"Municipality": "municipalities", "Region": "regions", "WellbeingServiceCounties": "wellbeingServicesCounties"}
# What to do where the server denies, and where it refuses for another reason.
DENIED = msg("The key is not accepted: check PTV_API_KEY.")
REFUSED = msg("Check the address, the codes and the id.")


def read(client, codes, organisation_id, areas, known):
    """({file name: objects}, the ids that the server no longer has)."""
    services, missing = {}, []
    for search in _searches(client, codes, organisation_id, areas):
        services.update(_found(client, "service/search", **search))
    services.update(_one_by_one(client, "service", [id_ for id_ in known if id_ not in services], missing))
    connections = [
        connection
        for batch in batches(list(services), BATCH)
        for connection in _search(client, "connection/search", serviceContentIds=batch)
        if _guid(connection, "serviceContentId") and _guid(connection, "channelContentId")
    ]
    channels = _channels(client, services, connections, missing)
    named = _ids(services.values(), "generalDescriptionContentId")
    generals = _general_descriptions(client, named, missing)
    owners = _one_by_one(client, "organization", _ids(services.values(), "organizationContentId"), missing)
    files = {
        "services.json": services.values(),
        "channels.json": channels.values(),
        "connections.json": connections,
        "organisations.json": owners.values(),
        "general-descriptions.json": generals.values(),
    }
    return {name: list(objects) for name, objects in files.items()}, missing


def _searches(client, codes, organisation_id, areas):
    """What to search services by, each a set of parameters."""
    if organisation_id:
        yield {"organizationContentIds": [organisation_id]}
    by_kind = {"Municipality": list(dict.fromkeys(codes))}
    for kind, code in areas:
        by_kind.setdefault(kind, []).append(code)
    for kind, members in by_kind.items():
        if kind not in AREAS:
            client.progress(
                msg("Without the area {kind} {members}: v12 has no such areas.", kind=kind, members=", ".join(members))
            )
            continue
        for batch in batches(members, BATCH):
            yield {"areaType": "LimitedArea", AREAS[kind]: batch, f"{AREAS[kind]}Match": "any"}


def _search(client, path, **params):
    return client.pages(path, pageSize=SIZE, **params)


def _found(client, path, **params):
    return {item["contentId"]: item for item in _search(client, path, **params) if _guid(item, "contentId")}


def _one_by_one(client, path, ids, missing):
    """Objects by id; what the server does not have is added to `missing`."""
    found = {}
    for id_ in ids:
        item = client.get(f"{path}/{id_}", missing=True)
        if _guid(item, "contentId"):
            found[id_] = item
        else:
            missing.append(id_)
    return found


def _channels(client, services, connections, missing):
    """The channels that the connections name. No search takes their ids, so those of the services' own organisations are
    searched, and the few of others asked for one by one."""
    wanted = _ids(connections, "channelContentId")
    users = {connection["serviceContentId"] for connection in connections}
    owners = _ids([service for id_, service in services.items() if id_ in users], "organizationContentId")
    there = {}
    for batch in batches(owners, BATCH):
        there.update(_found(client, "service-channel/search", organizationContentIds=batch))
    found = {id_: there[id_] for id_ in wanted if id_ in there}
    found.update(_one_by_one(client, "service-channel", [id_ for id_ in wanted if id_ not in found], missing))
    return found


def _general_descriptions(client, named, missing):
    if not named:
        return {}
    there = _found(client, "general-description/search")
    found = {id_: there[id_] for id_ in named if id_ in there}
    found.update(_one_by_one(client, "general-description", [id_ for id_ in named if id_ not in found], missing))
    return found


def _guid(item, key):
    return isinstance(item, dict) and isinstance(item.get(key), str) and GUID.fullmatch(item[key])


def _ids(items, key):
    """The ids that objects name, each once."""
    return list(dict.fromkeys(item[key] for item in items if _guid(item, key)))
