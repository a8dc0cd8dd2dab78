"""Decimal digits of pi from a spigot and from Machin's formula: integers of thousands of bits."""

import sys


def spigot():
    """Gibbons' streaming algorithm: yields one digit at a time, its state grows without bound."""
    q, r, t, k, n, m = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < n * t:
            yield n
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, n, k, m = (q * k, (2 * q + r) * m, t * m,
                                (q * (7 * k + 2) + r * m) // (t * m), k + 1, m + 2)


def arc_cotangent(x, unity):
    total = term = unity // x
    square = x * x
    divisor = 3
    sign = -1
    while term:
        term //= square
        total += sign * (term // divisor)
        sign = -sign
        divisor += 2
    return total


def machin(digits):
    guard = 10
    unity = 10 ** (digits + guard)
    pi = 4 * (4 * arc_cotangent(5, unity) - arc_cotangent(239, unity))
    return pi // 10 ** guard


def main():
    digits = int(sys.argv[1]) if len(sys.argv) > 1 else 3500
    number = digit_sum = count = 0
    for digit in spigot():
        number = number * 10 + digit
        digit_sum += digit
        count += 1
        if count == digits:
            break
    # Folded into one integer and compared as such: text of this length is over CPython's conversion limit.
    assert number == machin(digits - 1)
    long_run = machin(digits * 2)
    print(number // 10 ** (digits - 10), number % 10 ** 10, digit_sum, long_run % 10 ** 10)


if __name__ == "__main__":
    main()
