"""`backtimer schema`: the JSON Schema of the routine file, for editors. Needs no Qt."""

import json
from argparse import Namespace

from backtimer.commands.asking import the_handbook
from backtimer.files.schema import routine_schema


def run(options: Namespace) -> int:  # noqa: ARG001  # it has none
    """Print the schema."""
    print(json.dumps(routine_schema(the_handbook()), indent=2))
    return 0
