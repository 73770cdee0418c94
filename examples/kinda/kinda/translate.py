"""Turns a program into Python, line by line: each line is a statement, begins a block, or ends one."""

import re

INDENT = "    "

# What a line is, and what becomes of it.
STATEMENTS = [
    (re.compile(r"~kinda int (\w+) ~= (.+)"), r"\1 = _.kinda_int(\2)"),
    (re.compile(r"(\w+) ~= (.+)"), r"\1 = _.kinda_int(\2)"),
    (re.compile(r"~sorta print\((.*)\)"), r"_.sorta_print(\1)"),
]
BLOCKS = [
    (re.compile(r"~sometimes \((.*)\) \{"), r"if _.sometimes(\1):"),
    (re.compile(r"~maybe \((.*)\) \{"), r"if _.maybe(\1):"),
    (re.compile(r"repeat (.+) \{"), r"for _turn in range(int(\1)):"),
]
ISH = re.compile(r"([\w.]+) ~ish ([\w.]+)")


class KindaError(Exception):
    """A program that cannot be run, and where."""


def translate(source, name):
    """The same program in Python."""
    lines = []
    depth = 0
    for number, line in enumerate(source.splitlines(), 1):
        text = ISH.sub(r"_.ish(\1, \2)", line.split("#")[0].strip())
        if not text:
            continue
        if text == "}":
            depth -= 1
            if depth < 0:
                raise KindaError(f"{name}:{number}: this brace closes nothing")
            continue
        block = _first(BLOCKS, text)
        lines.append(INDENT * depth + (block or _first(STATEMENTS, text) or text))
        if block:
            depth += 1
            # Where nothing stands in it.
            lines.append(INDENT * depth + "pass")
    if depth > 0:
        raise KindaError(f"{name}: {depth} braces are not closed")
    return "\n".join(lines) + "\n"


def _first(rules, text):
    for pattern, python in rules:
        if pattern.fullmatch(text):
            return pattern.sub(python, text)
    return None
