"""Text assembled piece by piece: `+=`, `join`, repetition and slices."""

import sys

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def by_concatenation(count):
    text = ""
    for i in range(count):
        text += LETTERS[i % 26]
        if i % 60 == 59:
            text += "\n"
    return text


def by_join(count):
    parts = []
    for i in range(count):
        parts.append(LETTERS[i % 26])
        if i % 60 == 59:
            parts.append("\n")
    return "".join(parts)


def table(rows):
    lines = []
    for i in range(rows):
        name = LETTERS[i % 7: i % 7 + 5]
        lines.append("| " + name.ljust(12) + " | " + str(i * 37 % 1000).rjust(6) + " |")
    rule = "+" + "-" * 14 + "+" + "-" * 8 + "+"
    return "\n".join([rule] + lines + [rule])


def reversed_words(text):
    return " ".join(line[::-1] for line in text.split("\n"))


def checksum(text):
    total = 0
    for character in text:
        total = (total * 31 + ord(character)) % 1_000_003
    return total


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    text = by_concatenation(n)
    assert text == by_join(n)
    rows = table(n // 4)
    print(len(text), len(rows), checksum(reversed_words(text)), checksum(rows[-100_000:]))


if __name__ == "__main__":
    main()
