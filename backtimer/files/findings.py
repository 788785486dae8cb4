"""Puts the findings of the lint into words for the author of a file, at the line where the key stands.

Knows the sentences. Leaves the rules to `backtimer.core.lint`.
"""

from typing import Final

from backtimer.core.lint import Finding, Rule
from backtimer.core.problem import Problem

_WORDS: Final[dict[Rule, str]] = {
    "no_target": "`{region}` is no place to work on: choose the muscle beside it",
    "cap": "`{region}` bears pressure {cap} at most: write {cap} in place of {pressure}",
    "only": "`{stroke}` does not belong on `{region}`: use it on {only}",
    "neck": "{seconds} s on `{region}` is too long for a neck: {most} s at most in one step",
    "hold": "`{stroke}` presses one spot for {seconds} s: {most} s at most",
    "short": "a step of {seconds} s is over before the hands have settled: give it {least} s or more",
    "long": "a step of {seconds} s is long: split it, or keep it to {most} s",
    "start": "the first moving step has pressure {pressure}: begin with 1 or {most}",
    "rise": "pressure {pressure} comes suddenly, the highest before is {before}: rise by one at a time",
    "end": "the last step has pressure {pressure}: end with 1 or {most}",
    "sides": "`{stroke}` on `{region}` gets {left} s on the left and {right} s on the right: make them equal",
    "check_in": "nobody asks how pressure {pressure} feels: add `check_in: true` here, or within {within} s",
    "check_in_again": "{minutes} min go by without a question: add `check_in: true` here or shortly before",
    "thumbs": "{seconds} s of thumb work without a break: change hands after {most} s",
}

_FOR_OTHERS: Final = ", or give the routine `level: experienced`"


def as_problem(finding: Finding, file: str) -> Problem:
    """Word a finding as a problem of the file."""
    words = _WORDS[finding.rule].format_map(finding.values)
    if finding.rule == "cap" and finding.values["later"]:
        words += _FOR_OTHERS
    return Problem(file, *finding.step.place(finding.key), finding.severity, words)
