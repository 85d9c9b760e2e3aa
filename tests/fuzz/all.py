"""Every kind of input that is tried, by name."""

from tests.fuzz import commands, kinds, written

KINDS = {
    "records": kinds.Records,
    "rules": kinds.Rules,
    "answers": kinds.Answers,
    "saved": kinds.Saved,
    "workbooks": kinds.Workbooks,
    "register": kinds.Register,
    "hsds": kinds.Packages,
    "pages": written.Pages,
    "words": written.Words,
    "overlays": written.Overlays,
    "commands": commands.Commands,
}
