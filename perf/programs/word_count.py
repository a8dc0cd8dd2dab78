"""The most frequent words of a text: splitting, cleaning, counting, sorting, formatting."""

import sys

SUBJECTS = "the server, a client, every router, the old proxy, our gateway, one worker".split(", ")
VERBS = "accepts; drops; forwards; retries; logs; ignores; answers".split("; ")
OBJECTS = "packets connections requests; the Timeouts; stale sessions; (every) error: twice".split("; ")
PUNCTUATION = ".,;:!?()\"'"


def corpus(sentences):
    state = 3
    lines = []
    for i in range(sentences):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        pick = state >> 8
        subject = SUBJECTS[pick % len(SUBJECTS)]
        verb = VERBS[pick // 7 % len(VERBS)]
        thing = OBJECTS[pick // 49 % len(OBJECTS)]
        lines.append(subject.capitalize() + " " + verb + " " + thing + ("." if i % 4 else "!"))
    return "\n".join(lines)


def count_words(text):
    counts = {}
    for line in text.splitlines():
        for raw in line.split():
            word = raw.strip(PUNCTUATION).lower()
            if word:
                counts[word] = counts.get(word, 0) + 1
    return counts


def longest_lines(text, limit):
    return sorted(text.split("\n"), key=lambda line: (-len(line), line))[:limit]


def main():
    sentences = int(sys.argv[1]) if len(sys.argv) > 1 else 250_000
    text = corpus(sentences)
    counts = count_words(text)
    ranking = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    for word, count in ranking[:5]:
        print(f"{word:<12}{count:>8}{count / len(text):>12.6f}")
    print(len(counts), sum(counts.values()), longest_lines(text, 1)[0])


if __name__ == "__main__":
    main()
