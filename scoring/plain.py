"""Names of what comes from elsewhere as plain data, before anything gives it shape. `plain.pyi` beside it says what they
hold, to whoever checks types: the browser has no `typing`."""

Data = dict
Condition = dict
Facts = dict
Ids = tuple
