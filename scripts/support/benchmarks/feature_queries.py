"""Documents with typed fields, made from a corpus by rule, and queries of each feature, drawn from them from a fixed seed.

A document is a line of an id, its words counted, a date out of a hash of the id, a category of twenty out of the same, and its words; tabs
between. A query is a line of a feature and what it is asked for, tabs between, in no engine's language: each worker makes its own query of it.
"""

import datetime
import hashlib
import random

from benchmarks.own_queries import words_of_all_ranks

SEED = 6
QUERIES = 60
CATEGORIES = 20
FIRST_DAY, DAYS = datetime.datetime(2000, 1, 1), 25 * 365
MADE_TERMS, MADE_WORDS_A_DOCUMENT = 1_000_000, 20


def typed_fields(name, words):
    digest = hashlib.md5(name.encode()).digest()
    seconds = int.from_bytes(digest[:8], "big") % (DAYS * 86_400)
    date = (FIRST_DAY + datetime.timedelta(seconds=seconds)).isoformat() + "Z"
    return len(words), date, f"c{int.from_bytes(digest[8:], 'big') % CATEGORIES:02d}"


def write_documents(path, corpus):
    """Writes each line of the corpus as a document."""
    with open(corpus) as lines, open(path, "w") as file:
        for line in lines:
            name, _, text = line.rstrip("\n").partition("\t")
            write_document(file, name, text.split())


def write_document(file, name, words):
    length, date, category = typed_fields(name, words)
    file.write(f"{name}\t{length}\t{date}\t{category}\t{' '.join(words)}\n")


def write_made_terms(path):
    """Writes documents that have a million terms together, each in two of them."""
    dice, terms = random.Random(SEED), [made_term(number) for number in range(MADE_TERMS)]
    with open(path, "w") as file:
        for copy in range(2):
            dice.shuffle(terms)
            for start in range(0, MADE_TERMS, MADE_WORDS_A_DOCUMENT):
                write_document(file, f"made{copy}-{start}", terms[start:start + MADE_WORDS_A_DOCUMENT])


def made_term(number):
    """Letters: `t`, then the number in base 26, its last digit first, so that what comes first is as frequent whatever it is."""
    letters = ""
    for _ in range(5):
        number, digit = divmod(number, 26)
        letters += chr(ord("a") + digit)
    return "t" + letters


def made_prefixes():
    """Prefixes of all of the million terms, and of a 26th, a 676th and a 17,576th of them."""
    return [("prefix", text) for text in ("t", "ta", "tk", "tz", "tab", "tkk", "tzy", "tabc", "tkkk")]


class FeatureQueries:
    """Draws queries: by feature, each with the commands that it is asked by."""

    def __init__(self, texts, counts, lengths):
        self.dice, self.texts, self.lengths = random.Random(SEED), texts, sorted(lengths)
        ranked = [word for word, _ in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))]
        self.words = words_of_all_ranks(ranked, self.dice)
        self.long_words = [word for word in ranked[:200_000] if 5 <= len(word) <= 12]

    def all(self):
        """[(feature, arguments …)]: so many of each feature, none twice."""
        makers = [self.prefix, self.wildcard, self.fuzzy, self.slop, self.near, self.length_range, self.date_range, self.filtered,
                  self.sorted_by_date, self.categories, self.years, self.highlight]
        queries = []
        for make in makers:
            drawn = {}
            while len(drawn) < QUERIES:
                drawn[make(len(drawn))] = None
            queries += drawn
        return queries

    def long_word(self):
        """Of a rank evenly spread on a logarithmic scale."""
        return self.long_words[int(len(self.long_words) ** self.dice.random()) - 1]

    def word(self, number):
        """The n-th of as many as queries, from the commonest to the rarest."""
        return self.words[number * len(self.words) // QUERIES]

    def neighbours(self, count):
        """So many words in a row of a text."""
        while True:
            words = self.dice.choice(self.texts).split()
            if len(words) >= count:
                start = self.dice.randrange(len(words) - count + 1)
                return words[start:start + count]

    def prefix(self, _):
        return "prefix", self.long_word()[:self.dice.randrange(2, 5)]

    def wildcard(self, number):
        word = self.long_word()
        middle = self.dice.randrange(1, len(word) - 2)
        shapes = [word[:middle] + "?" + word[middle + 1:], word[:middle] + "*" + word[middle + 2:], "*" + word[-4:],
                  word[:2] + "*" + word[-2:]]
        return "wildcard", shapes[number % len(shapes)]

    def fuzzy(self, number):
        """A word with a letter swapped, within one edit of its terms, or within two if it is long."""
        word = self.long_word()
        place = self.dice.randrange(1, len(word) - 1)
        typed = word[:place] + word[place + 1] + word[place] + word[place + 2:]
        return "fuzzy", typed, "2" if number % 3 == 2 and len(word) >= 8 else "1"

    def slop(self, number):
        """Every other word of a text, two or three of them."""
        words = self.neighbours(5 if number % 2 else 3)[::2]
        return "slop", " ".join(words), "3"

    def near(self, _):
        words = self.neighbours(4)
        return "near", f"{words[3]} {words[0]}", "5"

    def length_range(self, _):
        share = 0.5 * 0.01 ** self.dice.random()
        start = self.dice.random() * (1 - share)
        low, high = (self.lengths[int(place * (len(self.lengths) - 1))] for place in (start, start + share))
        return "range", "length", str(low), str(high)

    def date_range(self, _):
        days = DAYS * 0.5 * 0.01 ** self.dice.random()
        first = FIRST_DAY + datetime.timedelta(seconds=int(self.dice.random() * (DAYS - days) * 86_400))
        last = first + datetime.timedelta(seconds=int(days * 86_400))
        return "range", "date", first.isoformat() + "Z", last.isoformat() + "Z"

    def filtered(self, number):
        span = self.date_range(number)
        return ("filter", self.word(number), *span[1:])

    def sorted_by_date(self, number):
        return "sort", self.word(number)

    def categories(self, number):
        return "categories", self.word(number)

    def years(self, number):
        return "years", self.word(number)

    def highlight(self, _):
        return "highlight", " ".join(self.neighbours(2))
