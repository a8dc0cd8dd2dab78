"""Counting words and letters with Counter and defaultdict."""
from collections import Counter, defaultdict


def main():
    words = [f'word{i * i % 977}' for i in range(150000)]
    counts = Counter(words)
    print(len(counts), sorted(counts.most_common(5)))
    letters = Counter()
    for word in words[:60000]:
        letters.update(word)
    print(sorted(letters.items())[:6])
    print(sum((counts + Counter(words[:1000])).values()), len(counts & letters), (counts - Counter(words)).total())
    groups = defaultdict(list)
    for i, word in enumerate(words):
        groups[len(word), i % 10].append(i)
    print(len(groups), sum(len(group) for group in groups.values()))


for _ in range(3):
    main()
