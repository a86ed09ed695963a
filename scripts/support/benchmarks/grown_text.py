"""A corpus made larger than it is: its documents again under new ids, their sentences shuffled two documents at a time."""

import random

SEED = 8
SENTENCE_WORDS = (8, 30)


def grown_lines(corpus):
    """Lines of id, tab and words without end, the same each time.

    First the corpus as it is, then round after round each of its documents mixed with another one: what both say is cut into
    sentences, shuffled, and dealt out to two documents of the same lengths. So lengths and the frequencies of words stay, words
    that go together stay near each other, and no two documents are equal.
    """
    dice, number = random.Random(SEED), 0
    with open(corpus) as file:
        texts = [line.rstrip("\n").partition("\t")[2] for line in file]
    dice.shuffle(texts)
    for text in texts:
        number += 1
        yield f"g{number}\t{text}\n"
    while True:
        dice.shuffle(texts)
        for place in range(0, len(texts) - 1, 2):
            for words in mixed(texts[place].split(), texts[place + 1].split(), dice):
                number += 1
                yield f"g{number}\t{' '.join(words)}\n"


def mixed(one, other, dice):
    """Two documents as long as the two given, of the sentences of both."""
    sentences = cut(one, dice) + cut(other, dice)
    dice.shuffle(sentences)
    words = [word for sentence in sentences for word in sentence]
    return words[:len(one)], words[len(one):]


def cut(words, dice):
    """Runs of words of random lengths: plain words have no full stops."""
    sentences, start = [], 0
    while start < len(words):
        end = start + dice.randint(*SENTENCE_WORDS)
        sentences.append(words[start:end])
        start = end
    return sentences


def extend(file, lines, size):
    """Appends lines until the file has `size` bytes; returns how many."""
    count = 0
    while file.tell() < size:
        file.write(next(lines).encode())
        count += 1
    file.flush()
    return count
