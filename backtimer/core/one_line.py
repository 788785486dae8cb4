"""Texts that anybody may have written, made harmless for where a sign can do more than be seen. Pure functions."""


def one_line(text: str) -> str:
    """The text on one line, without what would steer a terminal or turn the direction of what stands around it.

    A byte of a file's name that is no UTF-8 stays: whoever writes it out must escape it anyway.
    """
    return "".join(sign if sign.isprintable() or "\ud800" <= sign <= "\udfff" else " " for sign in text)
