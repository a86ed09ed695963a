"""A hundred clients of all kinds against one apusd, each of which knows what it has to be told."""

import json
import random
import socket
import threading
import time

from proving import Broken, Connection, dial, promise

CLIENTS = 100
WORDS = [f"word{number}" for number in range(60)]


def corpus(dice, count):
    """JSON lines; the lower a word's number, the oftener it comes."""
    return "".join(
        json.dumps({"id": f"d{number}", "title": f"title {number % 7}", "year": 1990 + number % 40,
                    "text": " ".join(WORDS[int(60 * dice.random() ** 2)] for _ in range(dice.randrange(5, 60)))}) + "\n"
        for number in range(count))


def queries(dice):
    """Queries of many shapes."""
    def word():
        return dice.choice(WORDS)
    shapes = [lambda: word(), lambda: f"{word()} {word()} {word()}", lambda: f"+{word()} -{word()}", lambda: f'"{word()} {word()}"',
              lambda: f'"{word()} {word()}"~3', lambda: f"{word()} NEAR/3 {word()}", lambda: "word1*", lambda: f"{word()}~1",
              lambda: "/wor.[1-4]/", lambda: f"year:[1995 TO 2005] AND {word()}", lambda: f"({word()} OR {word()}) AND title:3",
              lambda: "*", lambda: "absent", lambda: f"{word()}^3 {word()}", lambda: f'"{word()}']
    return [shape() for shape in shapes for _ in range(3)]


class Storm:
    """The clients, what they are to be told, and what became of them."""

    def __init__(self, run, place, daemon, known, seconds):
        self.run, self.daemon, self.known = run, daemon, known
        self.questions = list(known)
        self.end = time.monotonic() + seconds
        self.broken, self.lock, self.written = [], threading.Lock(), {}

    def rage(self):
        kinds = [self.plain, self.pipelined, self.tagged, self.slow, self.vanishing, self.batch, self.writer, self.in_json]
        threads = [threading.Thread(target=self.repeat, args=(kinds[number % len(kinds)], number)) for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=max(1, self.end + 2 * self.daemon.patience - time.monotonic()))
        promise(not any(thread.is_alive() for thread in threads), "a client waits for ever")
        promise(not self.broken, "; ".join(self.broken[:3]))

    def repeat(self, kind, number):
        dice = random.Random(f"{self.run.seed} {self.run.rounds} {number}")
        try:
            while time.monotonic() < self.end and not self.broken:
                kind(dice, number)
        except (Broken, OSError, ValueError, IndexError, KeyError) as error:
            self.broken.append(f"client {number}, {kind.__name__}: {error!r}")

    def note(self, what, count=1):
        with self.lock:
            self.run.note(what, count)

    def compare(self, question, reply):
        rows, final = self.known[question]
        hits = [line for line in reply if line.startswith("HIT\t")]
        promise(hits == rows, f"{question}: {hits} in place of {rows}")
        promise(reply[-1].startswith(final), f"{question}: {reply[-1]} in place of {final}")
        self.note("answers compared")

    @staticmethod
    def line(question):
        return f"search limit=5 snippet=0 total=exact timeout=100s -- {question}"

    def plain(self, dice, number):
        connection = Connection(self.daemon)
        for question in dice.choices(self.questions, k=dice.randrange(1, 20)):
            self.compare(question, connection.exchange(self.line(question)))
        connection.close()

    def pipelined(self, dice, number):
        connection = Connection(self.daemon)
        asked = dice.choices(self.questions, k=50)
        connection.socket.sendall("".join(self.line(question) + "\n" for question in asked).encode())
        connection.socket.shutdown(socket.SHUT_WR)
        for question in asked:
            self.compare(question, connection.reply())
        promise(connection.lines.readline() == b"", "something behind the last answer")
        connection.close()

    def tagged(self, dice, number):
        """Tags side by side; some are cancelled. Each gets exactly one final."""
        connection = Connection(self.daemon)
        asked = {f"t{place}": question for place, question in enumerate(dice.choices(self.questions, k=20))}
        dead = "search timeout=100s -- " + " ".join(f"wrod{place}~2" for place in range(400))
        lines = [f"@{tag} {self.line(question)}" for tag, question in asked.items()]
        lines.insert(dice.randrange(20), f"@dead {dead}")
        connection.socket.sendall(("\n".join(lines) + "\n").encode())
        time.sleep(dice.random() * 0.02)
        connection.socket.sendall(b"cancel @dead\nquit\n")
        replies, finals = {tag: [] for tag in [*asked, "dead"]}, 0
        while line := connection.lines.readline().decode().rstrip("\n"):
            if not line.startswith("@"):
                finals += 1
                continue
            tag, row = line[1:].split(" ", 1)
            replies[tag].append(row)
        promise(finals == 2, f"{finals} finals for cancel and quit")
        for tag, reply in replies.items():
            promise(sum(row.startswith(("OK", "ERR")) for row in reply) == 1, f"{tag}: {reply}")
        promise(replies["dead"][-1].startswith(("ERR 410", "OK hits=")), replies["dead"][-1])
        self.note("cancelled", 1 if replies["dead"][-1].startswith("ERR") else 0)
        for tag, question in asked.items():
            self.compare(question, replies[tag])
        connection.close()

    def slow(self, dice, number):
        connection = Connection(self.daemon)
        question = dice.choice(self.questions)
        for byte in self.line(question).encode() + b"\n":
            connection.socket.sendall(bytes([byte]))
            time.sleep(dice.random() * 0.01)
        self.compare(question, connection.reply())
        connection.close()

    def vanishing(self, dice, number):
        client = dial(self.daemon)
        text = dice.choice(["coun", self.line("*") + "\n", "add id=x index=moving {1000}\nabc", f"@a {self.line('word1')}\n@b sea", "",
                            'add index=moving {"id":"never","text":"never"}\n'])
        client.sendall(text.encode())
        if dice.randrange(2):
            time.sleep(dice.random() * 0.01)
        client.close()
        self.note("vanished")

    def batch(self, dice, number):
        """In a batch nothing changes, whoever writes."""
        connection = Connection(self.daemon)
        promise(connection.ask("batch index=moving").startswith("OK"), "no batch")
        counts = set()
        for _ in range(dice.randrange(2, 8)):
            counts.add(connection.ask("count total=exact timeout=100s index=moving *").split()[1])
            time.sleep(dice.random() * 0.01)
        promise(len(counts) == 1, f"a batch has seen {counts}")
        promise(connection.ask("end") == "OK", "no end of the batch")
        self.note("batches")
        connection.close()

    def writer(self, dice, number):
        """Its own documents, which it finds again from the generation on that it is told."""
        connection = Connection(self.daemon)
        mine = self.written.setdefault(number, {})
        changed = {f"c{number}-{dice.randrange(30)}": dice.randrange(1 << 30) for _ in range(dice.randrange(1, 6))}
        for key, value in changed.items():
            if dice.randrange(4) == 0 and key in mine:
                changed[key] = None
                connection.socket.sendall(f"delete index=moving {key}\n".encode())
            else:
                connection.socket.sendall(f"add index=moving {json.dumps({'id': key, 'text': f'mine{number} value{value}'})}\n".encode())
        for _ in changed:
            reply = connection.reply()
            promise(reply and reply[-1].startswith("OK"), f"{reply}")
        reply = connection.ask("commit index=moving")
        promise(reply.startswith("OK generation="), reply)
        mine.update(changed)
        there = {key: value for key, value in mine.items() if value is not None}
        generation = reply.split("generation=")[1].split()[0]
        found = connection.ask(f"count index=moving min-generation={generation} total=exact timeout=100s mine{number}")
        promise(found.startswith(f"OK total={len(there)} "), f"{found} in place of {len(there)} documents")
        self.note("commits")
        connection.close()

    def in_json(self, dice, number):
        connection = Connection(self.daemon)
        question = dice.choice(self.questions)
        request = {"verb": "search", "query": question, "limit": 5, "snippet": 0, "total": "exact", "timeout": "100s"}
        connection.socket.sendall(json.dumps(request).encode() + b"\n")
        rows = []
        while (record := json.loads(connection.lines.readline()))["type"] not in ("summary", "error"):
            rows.append(record)
        hits = [row["id"] for row in rows if row["type"] == "hit"]
        promise(hits == [row.split("\t")[3] for row in self.known[question][0]], f"{question}: {hits}")
        promise(f"OK hits={record.get('hits')} total={record.get('total')} " == self.known[question][1], f"{question}: {record}")
        self.note("answers compared")
        connection.close()


def clients(run, place, state):
    """A daemon with two indexes: one that stays, with answers that the library gave before, and one that the clients write."""
    file = place.folder / "in.jsonl"
    file.write_text(corpus(run.dice, 400))
    moving = place.folder / "moving"
    if "known" not in state:
        promise(place.apus("index", "-i", place.index, file).returncode == 0, "no index")
        state["known"] = {}
        for question in queries(run.dice):
            found = place.apus("search", "--direct", "-i", place.index, "--tsv", "--snippet", 0, "-n", 5, "--", question).stdout
            total = place.apus("count", "--direct", "-i", place.index, "--", question).stdout.strip()
            rows = ["HIT\t" + "\t".join(line.split("\t")[:3]) for line in found.splitlines()]
            state["known"][question] = (rows, f"OK hits={len(rows)} total={total} ")
    daemon = place.daemon(words=["-i", place.index, "-i", f"moving={moving}"])
    try:
        storm = Storm(run, place, daemon, state["known"], max(5, min(60, run.end - time.monotonic())))
        Connection(daemon).close()
        base = daemon.descriptors
        # What clients of an earlier daemon wrote is there still.
        storm.written = state.setdefault("written", {})
        storm.rage()
        promise(daemon.settles(lambda: daemon.descriptors <= base), f"{daemon.descriptors} descriptors in place of {base}")
        run.figures["KiB anonymous at the end"] = daemon.anonymous_kibibytes
        daemon.end_well()
    finally:
        if daemon.process.poll() is None:
            daemon.kill()
    for index in (place.index, moving):
        report = place.apus("check", "-i", index)
        promise(report.returncode == 0, f"check ended with {report.returncode}: {report.stdout}{report.stderr}")
