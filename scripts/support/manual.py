#!/usr/bin/env python3
"""Writes manual pages out of the flag table of a program built with swift-argument-parser.

usage: manual.py PROGRAM DIR

Asks PROGRAM for its table (--experimental-dump-help) and writes DIR/NAME.1 for it and DIR/NAME-COMMAND.1 for each of its
commands. The pages have what --help has, and nothing else, so they cannot tell anything different.
"""

import json
import subprocess
import sys
from pathlib import Path

STATUS = (
    ("0", "found, or done"), ("1", "nothing found"), ("2", "a usage error, or a query refused by --strict"),
    ("3", "no daemon, no index or no permission"), ("4", "partial: a deadline, or input that could not be read"),
    ("5", "the index is damaged"), ("70", "a bug"),
)


def escaped(text):
    """Text of any kind as roff shows it: no escapes, and no line that is taken for a request."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = "".join(letter if ord(letter) < 128 else "\\[u%04X]" % ord(letter) for letter in text)
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in text.split("\n"))


def spelled(name):
    return ("--" if name["kind"] == "long" else "-") + name["name"]


def placeholder(argument):
    return argument["valueName"].upper()


def shown(arguments):
    return [argument for argument in arguments if argument["shouldDisplay"]]


def subcommands(command):
    """Those with a page; what `help` does, the pages do."""
    return [each for each in command.get("subcommands", []) if each["shouldDisplay"] and each["commandName"] != "help"]


def synopsis(words, command):
    options = "[\\fIOPTION\\fR]..." if any(a["kind"] != "positional" for a in shown(command.get("arguments", []))) else ""
    parts = ["\\fB%s\\fR" % escaped(" ".join(words)), options]
    if command.get("subcommands"):
        parts.append("\\fICOMMAND\\fR ...")
    for argument in shown(command.get("arguments", [])):
        if argument["kind"] == "positional":
            name = "\\fI%s\\fR" % escaped(placeholder(argument)) + ("..." if argument["isRepeating"] else "")
            parts.append("[%s]" % name if argument["isOptional"] else name)
    return " ".join(filter(None, parts))


def option(argument):
    """One entry: its names, its value, what it does, its default and its values."""
    value = "" if argument["kind"] == "flag" else " \\fI%s\\fR" % escaped(placeholder(argument))
    if argument["kind"] == "positional":
        head = "\\fI%s\\fR" % escaped(placeholder(argument))
    else:
        head = ", ".join("\\fB%s\\fR%s" % (escaped(spelled(name)), value) for name in argument["names"])
    told = argument.get("abstract", "").strip()
    if argument.get("defaultValue"):
        told += " Default: %s." % argument["defaultValue"]
    if argument.get("allValues"):
        told += " One of %s." % ", ".join(argument["allValues"])
    return ".TP\n%s\n%s\n" % (head, escaped(told.strip()) or "\\&")


def page(words, command, version):
    """One manual page in roff. `words` is how the command is called, such as ["apus", "search"]."""
    out = ['.TH "%s" 1 "" "%s" "Apus"\n' % (escaped("-".join(words)).upper(), escaped(version))]
    out.append(".SH NAME\n%s \\- %s\n" % (escaped("-".join(words)), escaped(command.get("abstract", "")).rstrip(".")))
    out.append(".SH SYNOPSIS\n%s\n" % synopsis(words, command))
    if command.get("discussion"):
        out.append(".SH DESCRIPTION\n%s\n" % escaped(command["discussion"]))
    arguments = shown(command.get("arguments", []))
    for title, wanted in (("ARGUMENTS", True), ("OPTIONS", False)):
        chosen = [a for a in arguments if (a["kind"] == "positional") == wanted]
        if chosen:
            out.append(".SH %s\n" % title + "".join(map(option, chosen)))
    commands = subcommands(command)
    if commands:
        out.append(".SH COMMANDS\n")
        for each in commands:
            out.append(".TP\n\\fB%s\\fR(1)\n%s\n" % (
                escaped("-".join(words + [each["commandName"]])), escaped(each.get("abstract", ""))))
    if len(words) == 1 or commands:
        out.append(".SH EXIT STATUS\n" + "".join(".TP\n%s\n%s\n" % (code, escaped(told)) for code, told in STATUS))
    elif len(words) > 1:
        out.append(".SH SEE ALSO\n\\fB%s\\fR(1)\n" % escaped(words[0]))
    return "".join(out)


def pages(words, command, version):
    yield "-".join(words) + ".1", page(words, command, version)
    for each in subcommands(command):
        yield from pages(words + [each["commandName"]], each, version)


def main():
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    program, folder = sys.argv[1], Path(sys.argv[2])
    table = json.loads(subprocess.run([program, "--experimental-dump-help"], check=True, capture_output=True).stdout)
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages([table["command"]["commandName"]], table["command"], version):
        (folder / name).write_text(text)
    return 0


sys.exit(main())
