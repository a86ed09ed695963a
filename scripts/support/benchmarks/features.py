"""Times features one by one, in Apus and in other engines that take part: prefixes, wildcards, fuzzy words, slop and nearness, ranges,
filters, orders, facets and highlights.

An engine is a command, which is called in two ways:

  COMMAND features-build TSV DIR    indexes documents (`feature_queries.py` says what a line is)
  COMMAND features-serve DIR        answers each line COMMAND<TAB>FEATURE<TAB>ARGUMENT… with count<TAB>nanoseconds, or UNSUPPORTED
"""

import math
import subprocess
import sys
from pathlib import Path

from benchmarks.feature_queries import FeatureQueries, made_prefixes, write_documents, write_made_terms
from benchmarks.own_queries import read_texts
from benchmarks.worker import PASSES, mean, table

COMMANDS = {"sort": ["TOP_10"], "categories": ["COUNT"], "years": ["COUNT"], "highlight": ["TOP_10"]}
USUAL_COMMANDS = ["TOP_10", "COUNT"]
# Of what these find, the first ten, or the counts by value, are the same in all engines.
LISTED = {"filter", "sort", "categories", "years"}
UNSUPPORTED = "UNSUPPORTED"
BUDGET_MICROSECONDS = 2e6


class Engine:
    """A process that answers."""

    def __init__(self, name, command, folder):
        self.name = name
        self.process = subprocess.Popen([*command, "features-serve", str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True, bufsize=1)

    def ask(self, command, query):
        self.process.stdin.write("\t".join([command, *query]) + "\n")
        return self.process.stdout.readline().rstrip("\n")

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Measured:
    """A query by one command: the least µs of each engine, and what it has had altogether."""

    def __init__(self, query, command, engines):
        self.query, self.command = query, command
        self.best = {engine.name: math.inf for engine in engines}
        self.spent = dict.fromkeys(self.best, 0)
        self.counts = {}

    def ask(self, engine):
        if self.spent[engine.name] > BUDGET_MICROSECONDS:
            return
        answer = engine.ask(self.command, self.query)
        if answer == UNSUPPORTED:
            self.spent[engine.name] = math.inf
            return
        count, nanoseconds = answer.split("\t")
        self.counts[engine.name] = int(count)
        self.best[engine.name] = min(self.best[engine.name], int(nanoseconds) / 1000)
        self.spent[engine.name] += int(nanoseconds) / 1000


def measure_features(commands, corpus, folder):
    """Prints the tables. `commands` is {name: command line}; the first is the one that ratios are of."""
    folder.mkdir(parents=True, exist_ok=True)
    documents, terms = folder / "documents.tsv", folder / "terms.tsv"
    texts, counts = read_texts(corpus)
    if not documents.exists() or documents.stat().st_mtime < corpus.stat().st_mtime:
        write_documents(documents, corpus)
    if not terms.exists():
        write_made_terms(terms)
    queries = FeatureQueries(texts, counts, [len(text.split()) for text in texts]).all()
    print("## Features, µs\n")
    measure(commands, documents, folder, queries)
    print("## Prefixes over a million terms, µs\n")
    measure(commands, terms, folder, made_prefixes(), by_query=True)


def measure(commands, documents, folder, queries, by_query=False):
    engines = [Engine(name, command, built(name, command, documents, folder)) for name, command in commands.items()]
    try:
        print(f"{compare(engines, queries)}\n")
        measured = [Measured(query, command, engines) for query in queries for command in COMMANDS.get(query[0], USUAL_COMMANDS)]
        for _ in range(2 * PASSES):
            for engine in engines:
                for each in measured:
                    each.ask(engine)
        print_times(measured, [engine.name for engine in engines], by_query)
    finally:
        for engine in engines:
            engine.close()


def built(name, command, documents, folder):
    """Where the engine's index of the documents is; it is made where it is missing or old."""
    index = folder / f"{documents.stem}-{name}"
    mark = index.with_suffix(".made")
    newest = max(path.stat().st_mtime for path in (documents, Path(command[0])))
    if not mark.exists() or mark.stat().st_mtime < newest:
        subprocess.run(["rm", "-rf", str(index)], check=True)
        subprocess.run([*command, "features-build", str(documents), str(index)], check=True, stdout=sys.stderr)
        mark.touch()
    return index


def compare(engines, queries):
    """A sentence on how far the engines agree with the first one, before anything is timed."""
    first, *others = engines
    lines = []
    for engine in others:
        same, unlike = {}, {}
        for query in queries:
            for command in ["COUNT"] * ("COUNT" in COMMANDS.get(query[0], USUAL_COMMANDS)) + ["LIST"] * (query[0] in LISTED):
                answers = [one.ask(command, query).split("\t")[0] for one in (first, engine)]
                if answers[1] == UNSUPPORTED:
                    continue
                outcome = same if answers[0] == answers[1] else unlike
                outcome.setdefault(f"{query[0]} {command}", []).append((query, answers))
        for what, cases in unlike.items():
            print(f"{engine.name} differs: {what} {cases[:3]}", file=sys.stderr)
        told = ", ".join(f"{what} {len(same.get(what, []))}/{len(same.get(what, [])) + len(unlike.get(what, []))}"
                         for what in dict.fromkeys([*same, *unlike]))
        lines.append(f"Answers of {engine.name} equal to those of {first.name}: {told}.")
    return "\n".join(lines)


def print_times(measured, names, by_query):
    groups = {}
    for each in measured:
        groups.setdefault((each.query[1] + "*" if by_query else each.query[0], each.command), []).append(each)
    rows = []
    for (what, command), group in groups.items():
        row = [what, command, len(group)]
        for name in names:
            times = sorted(each.best[name] for each in group if each.best[name] < math.inf)
            whole = len(times) == len(group)
            row.append(f"{mean(times):.1f}" if whole else "–")
            if not by_query:
                row.append(f"{times[len(times) // 2]:.1f}" if whole else "–")
            if name != names[0]:
                row.append(f"{ratio(group, names[0], name):.2f}" if whole else "–")
        rows.append(row)
    heads = ["feature", "command", "queries"]
    for name in names:
        heads += [f"{name} mean"] + ([] if by_query else ["median"]) + ([f"{names[0]} ÷ {name}"] if name != names[0] else [])
    table(heads, rows)


def ratio(group, one, other):
    """Geometric mean."""
    return math.exp(mean([math.log(each.best[one] / each.best[other]) for each in group]))
