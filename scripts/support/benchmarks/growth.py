"""How cost grows with the text: indexes of doubling size, each timed with the same queries."""

import json
import shutil
import subprocess

from .grown_text import extend, grown_lines
from .plot import Panel, write_plot
from .worker import classes_of, mean, table, time_queries

STEPS = 5
BUILDS = 2
COMMANDS = ["TOP_10", "COUNT"]


def measure_growth(bench, corpus, queries, folder, size, plot):
    """Builds and asks at `size` / 16, / 8, … bytes of text up to `size`: one thread, one segment, text not stored.

    A build's figures are the least of some builds; for the queries the indexes take turns.
    """
    print("## Growth\n", flush=True)
    folder.mkdir(parents=True, exist_ok=True)
    text, lines, documents, steps = folder / "text.tsv", grown_lines(corpus), 0, []
    indexes = [folder / f"index-{step}" for step in range(STEPS)]
    with open(text, "wb") as file:
        for step, index in enumerate(indexes):
            documents += extend(file, lines, size >> (STEPS - 1 - step))
            builds = [build(bench, text, index) for _ in range(BUILDS)]
            least = {name: min(figures[name] for figures in builds) for name in builds[0]}
            steps.append(least | {"docs": documents, "text": file.tell()})
    for step, times in zip(steps, time_queries(bench, indexes, queries, COMMANDS)):
        step["means"] = {
            command: {name: mean([best[place] for place in places]) for name, places in classes_of(queries).items()}
            for command, best in times.items()}
    shutil.rmtree(folder)
    print_tables(steps)
    if plot:
        write_plot(plot, "Cost against text, both ÷ the smallest", panels(steps))


def build(bench, text, index):
    shutil.rmtree(index, ignore_errors=True)
    command = [bench, "build", text, index, 1, 1, 0]
    return json.loads(subprocess.run([str(word) for word in command], check=True, text=True, stdout=subprocess.PIPE).stdout)


def print_tables(steps):
    rows = [
        [f"{step['docs']:,}", f"{step['text'] / 1e6:.1f}", f"{step['seconds']:.2f}",
         f"{step['seconds_before_final_merge']:.2f}", f"{step['cpu_seconds']:.2f}",
         f"{step['cpu_seconds'] / step['text'] * 1e8:.2f}", f"{step['max_rss_kb'] / 1024:.0f}", f"{step['bytes'] / 1e6:.1f}",
         f"{step['bytes'] / step['text']:.3f}"]
        for step in steps]
    heads = ["documents", "text MB", "seconds", "before the final merge", "CPU s", "CPU s a 100 MB", "peak RSS MB", "index MB",
             "index ÷ text"]
    table(heads, rows)
    for command in COMMANDS:
        print(f"`{command}`, mean µs by class:\n")
        names = list(steps[0]["means"][command])
        rows = [[f"{step['docs']:,}"] + [f"{step['means'][command][name]:.1f}" for name in names] for step in steps]
        first, last = steps[0], steps[-1]
        rows.append([f"times, for {last['text'] / first['text']:.1f} of the text"] + [
            f"{last['means'][command][name] / first['means'][command][name]:.1f}" for name in names])
        table(["documents"] + names, rows)


def panels(steps):
    """What is plotted: each series as (size, cost), both in multiples of the first step's."""
    sizes = [step["text"] / steps[0]["text"] for step in steps]

    def series(value):
        return [(size, value(step) / value(steps[0])) for size, step in zip(sizes, steps)]

    index = {"CPU seconds": series(lambda step: step["cpu_seconds"]), "bytes": series(lambda step: step["bytes"])}
    yield Panel("Index", index)
    for command in COMMANDS:
        names = steps[0]["means"][command]
        yield Panel(command, {name: series(lambda step: step["means"][command][name]) for name in names})
