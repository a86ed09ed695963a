"""Clients that vanish, and queries that would take for ever."""

import json
import time

from proving import Connection, dial, promise

VANISHING = 10_000
# What a search may be behind its deadline, and by how much the daemon's memory may differ after so many clients.
LATE_MILLISECONDS, GROWN_KIBIBYTES = 50, 16 << 10


def vanishing(run, place, state):
    """Ten thousand clients that go in the midst of a request, a body, a reply: descriptors and memory come back."""
    if "ready" not in state:
        state["ready"] = True
        lines = (json.dumps({"id": f"d{n}", "text": f"peace number{n} " * 20}) + "\n" for n in range(500))
        (place.folder / "in.jsonl").write_text("".join(lines))
        promise(place.apus("index", "-i", place.index, place.folder / "in.jsonl").returncode == 0, "no index")
    daemon = place.daemon()
    texts = [b"count pea", b"search limit=500 fields=text peace\n", b"add id=x {1000}\nabc", b"@a search peace\n@b count peace\ncancel @",
             b'add {"id":"never","text":"committed"}\n', b"", b"count peace\n" * 40]

    def vanish(count):
        for _ in range(count):
            client = dial(daemon)
            client.sendall(run.dice.choice(texts))
            if run.dice.randrange(3) == 0:
                client.recv(run.dice.randrange(1, 500))
            client.close()
        run.note("vanished", count)

    try:
        Connection(daemon).close()
        base = daemon.descriptors
        vanish(1000)
        promise(daemon.settles(lambda: daemon.descriptors <= base), f"{daemon.descriptors} descriptors in place of {base}")
        before = daemon.anonymous_kibibytes
        vanish(VANISHING - 1000)
        promise(daemon.settles(lambda: daemon.descriptors <= base), f"{daemon.descriptors} descriptors in place of {base}")
        grown = daemon.anonymous_kibibytes - before
        promise(grown < GROWN_KIBIBYTES or run.sanitizer, f"{grown} KiB more after {VANISHING} clients")
        run.figures["KiB grown at most"] = max(grown, run.figures.get("KiB grown at most", 0))
        promise((Connection(daemon).ask("count committed") or "").startswith("OK total=0 "), "what was never committed is there")
        daemon.end_well()
    finally:
        if daemon.process.poll() is None:
            daemon.kill()


def rare_words(dice, count):
    return " ".join(f"{dice.randrange(1 << 45):x}" for _ in range(count))


def questions(dice):
    """Requests that take as long as they may, without their deadline."""
    common = " ".join(f"c{dice.randrange(30)}" for _ in range(40))
    near = " ".join(f"(c{n} OR c{n + 1}) NEAR/900" for n in range(0, 28, 2)) + " c29"
    return {
        "fuzzy": "limit=3 snippet=0 -- " + " ".join(f"{dice.randrange(1 << 30):x}~2" for _ in range(900)),
        "expressions": "limit=3 snippet=0 -- " + " ".join(f"/.*{dice.randrange(16):x}.*{n:x}.*{n % 7}.*/" for n in range(60)),
        "wildcards": "limit=3 snippet=0 -- " + " ".join(f"a*{n:x}*{n % 9}*" for n in range(200)),
        "phrases": "limit=3 snippet=0 -- " + " ".join(f'"c{n % 30} c{dice.randrange(30)} c{dice.randrange(30)}"~9' for n in range(300)),
        "near": "limit=3 snippet=0 -- " + near,
        "words": "limit=10000 total=exact snippet=0 -- " + common,
        "snippets": "limit=1000 snippet=400 spans=1 -- " + common,
        "long texts": "limit=1000 snippet=400 spans=1 passages=3 -- huge",
        "facets": "limit=1000 facet=tag,year sort=year,id snippet=200 -- " + common,
        "all": "limit=20000 fields=text snippet=300 -- *",
        "passages": "limit=10 spans=1 passages=1000 fields=text -- c3",
        "JSON": "limit=10 format=json snippet=400 spans=1 -- c3 c4 c5 c6",
        "spans near": "limit=10 snippet=400 spans=1 passages=9 -- (c3 OR c4) NEAR/5 c5",
    }


def index_of_death(run, place):
    """Thousands of short documents, and thirty long ones, of common and of rare words."""
    lines = ({"id": f"d{n}", "year": 1900 + n % 120, "tag": f"t{n % 997}", "text": rare_words(run.dice, 20) + " " + " ".join(
        f"c{int(30 * run.dice.random() ** 2)}" for _ in range(60))} for n in range(8000))
    text = " ".join(f"c{run.dice.randrange(30)}" for _ in range(600_000))
    long_ones = ({"id": f"huge{n}", "text": text + " huge" * (n + 1)} for n in range(30))
    with open(place.folder / "in.jsonl", "w") as file:
        for line in [*lines, *long_ones]:
            file.write(json.dumps(line) + "\n")
    made = place.apus("index", "-i", place.index, "--field", "tag=keyword", place.folder / "in.jsonl")
    promise(made.returncode == 0, f"no index: {made.stderr}")


def deadline(run, place, state):
    """A query of death of each kind: the answer is there within 50 ms of its deadline, and says that it is partial."""
    if "ready" not in state:
        state["ready"] = True
        index_of_death(run, place)
    daemon = place.daemon()
    try:
        for name, text in questions(run.dice).items():
            milliseconds = run.dice.choice([20, 50, 100, 200])
            # What else the machine does can only make it later: three times in a row is no accident.
            late = []
            while len(late) < 3 and (not late or late[-1] > LATE_MILLISECONDS):
                connection = Connection(daemon)
                began = time.monotonic()
                final = connection.ask(f"search timeout={milliseconds}ms {text}")
                late.append((time.monotonic() - began) * 1000 - milliseconds)
                promise(final and final.startswith("OK hits="), f"{name}: {final}")
                connection.close()
            run.note("partial" if "partial=timeout" in final else "in time")
            promise(min(late) <= LATE_MILLISECONDS, f"{name}: {min(late):.0f} ms after its deadline of {milliseconds} ms")
            run.figures["ms late at most"] = max(round(min(late)), run.figures.get("ms late at most", 0))
        daemon.end_well()
    finally:
        if daemon.process.poll() is None:
            daemon.kill()
