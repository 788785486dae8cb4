"""The schema for editors and the reader are of one mind, as far as a schema can judge."""

from pathlib import Path

import jsonschema
import pytest

from backtimer.files.bases import Beside
from backtimer.files.routine_file import parse_routine
from backtimer.files.schema import routine_schema
from backtimer.files.yaml_tree import read_tree
from tests.plain_data import plain

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "routines").glob("*.yaml"))
BROKEN = sorted((ROOT / "tests" / "broken").glob("*.yaml"))
BASES = Beside(ROOT / "tests" / "bases" / "a-file-beside-them.yaml")


@pytest.fixture(scope="module")
def validator(handbook):
    schema = routine_schema(handbook)
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_routines_are_good_for_both(path, validator):
    root = read_tree(path.read_text(encoding="utf-8"), path.name).root
    assert [error.message for error in validator.iter_errors(plain(root))] == []


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_what_the_reader_refuses_the_schema_refuses_too_unless_it_says_otherwise(path, validator, handbook):
    text = path.read_text(encoding="utf-8")
    root = read_tree(text, path.name).root
    if root is None:
        pytest.skip("no schema can judge what is no YAML")
    refused = parse_routine(text, path.name, path.stem, handbook, BASES).routine is None
    beyond = text.startswith("# beyond a schema\n")
    assert validator.is_valid(plain(root)) == (beyond or not refused)


def test_every_key_is_described(validator):
    definitions = validator.schema["definitions"]
    forms = ("step", "group", "criterion", "replace", "drop", "add")
    for form in (validator.schema, *(definitions[name] for name in forms)):
        assert all(entry["description"].endswith((".", "…")) for entry in form["properties"].values())
