"""Says in plain words what the YAML scanner means.

Knows the messages of libyaml and of PyYAML's own scanner, by their parts. Leaves the reading itself to `yaml_tree`.
"""

from typing import Final

UNREADABLE: Final = "this line cannot be understood: check the spaces before it, the colons and the quotes"

_UNCLOSED: Final = "this quote is never closed: write the same quote sign at the end of the text"
_QUOTE: Final = "to begin a text with this sign, put the whole text in 'quotes'"
_BACKSLASH: Final = "the backslash \\ has a meaning inside \"…\": write it twice, or use '…'"
_COLON: Final = "a key needs a colon and a space after it: `key: value`"
_ALIGN: Final = "give the keys of one step the same number of spaces"

_AT_START: Final = (
    ("quoted scalar", "stream", _UNCLOSED),
    ("quoted scalar", "document", _UNCLOSED),
    ("flow sequence", "", "this list is never closed or lacks a comma: write it like [1, 3, 2]"),
    ("flow mapping", "", "this brace is never closed or lacks a comma: write each `key: value` on a line of its own"),
    ("simple key", "could not find", _COLON),
)
"""Parts of the context and of the message, and what to say about the place where the thing began."""

_AT_FAULT: Final = (
    (
        "mapping values are not allowed",
        "a text with a colon and a space must stand in 'quotes'; if there is none, take away spaces before this line",
    ),
    ("could not find expected ':'", _COLON),
    (
        "did not find expected key",
        f"this does not line up with the keys above: {_ALIGN}; put a text with quotes inside in 'quotes' as a whole",
    ),
    ("expected <block end>", f"this does not line up with the lines above: {_ALIGN}"),
    (
        "expected '-' indicator",
        f"this does not line up with the steps above: begin each step with `- ` below the first one, and {_ALIGN}",
    ),
    ("block sequence entries are not allowed", "start the list on the next line, and each item with `- `"),
    ("cannot start any token", _QUOTE),
    ("scanning an alias", _QUOTE),
    ("scanning an anchor", _QUOTE),
    ("tag", _QUOTE),
    ("directive", f"no line begins with %: {_QUOTE}"),
    ("escape", _BACKSLASH),
    ("hexdecimal", _BACKSLASH),
    ("block scalar", "after | or > the text starts on the next line"),
    ("document start", "one file holds one routine: this stands outside of it"),
    ("mapping keys are not allowed", "a question mark and a space have a meaning here: put the text in 'quotes'"),
    ("node content", "a value is missing here"),
)
"""A part of the message or of its context, and what to say about the place of the fault."""


def plain_words(context: str, message: str) -> tuple[str, bool]:
    """Give a sentence for the scanner's message, and whether it belongs where the unreadable thing began."""
    for part, cause, words in _AT_START:
        if part in context and cause in message:
            return words, True
    for part, words in _AT_FAULT:
        if part in message or part in context:
            return words, False
    return UNREADABLE, False
