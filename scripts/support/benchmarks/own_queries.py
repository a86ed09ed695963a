"""Two classes of queries of our own, drawn from a corpus: single words of all frequencies, and phrases that hold common words."""

import json
import random
from collections import Counter

SEED = 64
QUERIES = 100
COMMON_WORDS = 64
PHRASE_LENGTHS = range(2, 7)


def write_own_queries(path, corpus):
    """Writes both classes as lines of {"query": …, "tags": [class, …]}; the same corpus gives the same lines."""
    dice = random.Random(SEED)
    texts, counts = read_texts(corpus)
    ranked = [word for word, _ in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))]
    queries = [(word, ["word"]) for word in words_of_all_ranks(ranked, dice)]
    for phrase in phrases_with_common_words(texts, set(ranked[:COMMON_WORDS]), dice):
        queries.append((f'"{" ".join(phrase)}"', ["common-phrase", f"common-phrase:num_tokens_{len(phrase)}"]))
    with open(path, "w") as file:
        for query, tags in queries:
            file.write(json.dumps({"query": query, "tags": tags}) + "\n")


def read_texts(corpus):
    """The documents' texts, and how often each word is in them."""
    texts, counts = [], Counter()
    with open(corpus) as file:
        for line in file:
            texts.append(line.rstrip("\n").partition("\t")[2])
            counts.update(texts[-1].split())
    return texts, counts


def words_of_all_ranks(ranked, dice):
    """Words whose ranks are evenly spread on a logarithmic scale, as then are their frequencies; no word twice."""
    chosen, count = {}, min(QUERIES, len(ranked))
    for number in range(count):
        rank = int(len(ranked) ** ((number + dice.random()) / count)) - 1
        while rank in chosen:
            rank = (rank + 1) % len(ranked)
        chosen[rank] = ranked[rank]
    return list(chosen.values())


def phrases_with_common_words(texts, common, dice):
    """Neighbours in a text, as many phrases of each length; no phrase twice."""
    phrases = {}
    for attempt in range(1000 * QUERIES):
        if len(phrases) == QUERIES:
            break
        length = PHRASE_LENGTHS[len(phrases) % len(PHRASE_LENGTHS)]
        words = dice.choice(texts).split()
        if len(words) < length:
            continue
        start = dice.randrange(len(words) - length + 1)
        phrase = tuple(words[start:start + length])
        if common.intersection(phrase):
            phrases[phrase] = None
    return list(phrases)
