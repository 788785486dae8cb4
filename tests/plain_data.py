"""A tree as an editor sees it: plain data, with scalars resolved as in YAML 1.2."""

import re

from backtimer.files.yaml_tree import Listing, Mapping, Node, Scalar

_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


def plain(node: Node):
    match node:
        case Mapping():
            return {key.text: plain(value) for key, value in node.entries}
        case Listing():
            return [plain(item) for item in node.items]
        case Scalar():
            return node.text if node.quoted else resolved(node.text)
    return None


def resolved(text: str):
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
