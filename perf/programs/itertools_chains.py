"""Pipelines of itertools."""
from itertools import accumulate, chain, combinations, compress, count, cycle, groupby, islice, pairwise, permutations, product, starmap, takewhile, zip_longest
from operator import itemgetter, mul


def main():
    print(sum(chain.from_iterable(range(n % 50) for n in range(20000))))
    print(sum(1 for a, b, c in combinations(range(90), 3) if (a + b + c) % 7 == 0))
    print(sum(x * y for x, y in product(range(400), repeat=2)))
    print(max(accumulate((n * 7919 % 1009 for n in range(200000)), lambda a, b: (a + b) % 65521)))
    rows = sorted(((n * 31 % 97, n) for n in range(60000)), key=itemgetter(0))
    print(sum(key * len(list(group)) for key, group in groupby(rows, key=itemgetter(0))))
    print(sum(islice(compress(count(), cycle([1, 0, 0, 1])), 150000)))
    print(sum(b - a for a, b in pairwise(range(0, 600000, 3))), sum(starmap(mul, zip_longest(range(100000), range(50000), fillvalue=1))))
    print(len(list(takewhile(lambda n: n < 200000, count()))), sum(p[0] for p in permutations(range(8))))


for _ in range(3):
    main()
