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


def time_queries(bench, indexes, queries, commands):
    """For each index {command: µs of each query}: the least of some passes, after as many passes to warm up.

    Each index has a process of its own. They take turns pass by pass, so that other work on the machine hits all alike.
    """
    workers = [
        subprocess.Popen([str(bench), "serve", str(index)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        for index in indexes]
    times = [{command: [math.inf] * len(queries) for command in commands} for _ in indexes]
    for command in commands:
        for _ in range(2 * PASSES):
            for worker, best in zip(workers, times):
                one_pass(worker, command, queries, best[command])
    for worker in workers:
        worker.stdin.close()
        worker.wait()
    return times


def one_pass(worker, command, queries, best):
    for place, query in enumerate(queries):
        worker.stdin.write(f"{command}\t{query['query']}\n")
        best[place] = min(best[place], int(worker.stdout.readline().split("\t")[1]) / 1000)


def mean(values):
    return sum(values) / len(values)


def table(heads, rows):
    print("| " + " | ".join(heads) + " |")
    print("|---" + "|---:" * (len(heads) - 1) + "|")
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print(flush=True)
