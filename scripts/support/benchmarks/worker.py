"""Times queries in a process that answers them by line."""

import json
import math
import subprocess

PASSES = 10


def read_queries(*paths):
    """The queries of some files, each {"query": …, "tags": [class, …]}."""
    return [json.loads(line) for path in paths for line in path.read_text().splitlines()]


def classes_of(queries):
    """{class: places of its queries}, in the order of first mention."""
    places = {}
    for place, query in enumerate(queries):
        places.setdefault(query["tags"][0], []).append(place)
    return places


def time_queries(bench, index, queries, commands):
    """{command: µs of each query}: the least of some passes, in one process, after as many passes to warm up."""
    worker = subprocess.Popen(
        [str(bench), "serve", str(index)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
    times = {command: [math.inf] * len(queries) for command in commands}
    for command, best in times.items():
        for _ in range(2 * PASSES):
            for place, query in enumerate(queries):
                worker.stdin.write(f"{command}\t{query['query']}\n")
                best[place] = min(best[place], int(worker.stdout.readline().split("\t")[1]) / 1000)
    worker.stdin.close()
    worker.wait()
    return times


def mean(values):
    return sum(values) / len(values)


def table(heads, rows):
    print("| " + " | ".join(heads) + " |")
    print("|---" + "|---:" * (len(heads) - 1) + "|")
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print(flush=True)
