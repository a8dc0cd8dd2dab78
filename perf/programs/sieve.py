"""Primes by the sieve of Eratosthenes, once with an index loop and once with slices."""

import sys


def by_index(limit):
    composite = [False] * (limit + 1)
    primes = []
    for candidate in range(2, limit + 1):
        if composite[candidate]:
            continue
        primes.append(candidate)
        multiple = candidate * candidate
        while multiple <= limit:
            composite[multiple] = True
            multiple += candidate
    return primes


def by_slice(limit):
    prime = [True] * (limit + 1)
    prime[0] = prime[1] = False
    candidate = 2
    while candidate * candidate <= limit:
        if prime[candidate]:
            start = candidate * candidate
            prime[start::candidate] = [False] * ((limit - start) // candidate + 1)
        candidate += 1
    return [i for i, is_prime in enumerate(prime) if is_prime]


def main():
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000_000
    primes = by_index(limit)
    assert primes == by_slice(limit)
    print(len(primes), primes[-1], sum(primes) % 1_000_007)


if __name__ == "__main__":
    main()
