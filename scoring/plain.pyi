from typing import Any, TypeAlias

# One object of a content file, a request or a result.
Data: TypeAlias = dict[str, Any]
# See scoring.conditions.
Condition: TypeAlias = dict[str, Any]
# What is known of a person, by its name: an item, band.DOMAIN, count.need and so on.
Facts: TypeAlias = dict[str, tuple[str, ...]]
# Ids of items, options, needs and so on, in an order that means something.
Ids: TypeAlias = tuple[str, ...]
