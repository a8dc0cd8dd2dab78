"""One call site, many classes: an expression tree evaluated, differentiated, simplified and printed."""

import sys


class Expression:
    def __add__(self, other):
        return Sum(self, other)

    def __mul__(self, other):
        return Product(self, other)

    def simplified(self):
        return self

    def is_constant(self, value):
        return False


class Constant(Expression):
    def __init__(self, value):
        self.value = value

    def evaluate(self, x):
        return self.value

    def derivative(self):
        return Constant(0)

    def is_constant(self, value):
        return self.value == value

    def __str__(self):
        return str(self.value)


class Unknown(Expression):
    def evaluate(self, x):
        return x

    def derivative(self):
        return Constant(1)

    def __str__(self):
        return "x"


class Binary(Expression):
    symbol = "?"

    def __init__(self, left, right):
        self.left = left
        self.right = right

    def __str__(self):
        return f"({self.left} {self.symbol} {self.right})"


class Sum(Binary):
    symbol = "+"

    def evaluate(self, x):
        return (self.left.evaluate(x) + self.right.evaluate(x)) % 1_000_003

    def derivative(self):
        return self.left.derivative() + self.right.derivative()

    def simplified(self):
        left, right = self.left.simplified(), self.right.simplified()
        if left.is_constant(0):
            return right
        if right.is_constant(0):
            return left
        if isinstance(left, Constant) and isinstance(right, Constant):
            return Constant(left.value + right.value)
        return left + right


class Product(Binary):
    symbol = "*"

    def evaluate(self, x):
        return self.left.evaluate(x) * self.right.evaluate(x) % 1_000_003

    def derivative(self):
        return self.left.derivative() * self.right + self.left * self.right.derivative()

    def simplified(self):
        left, right = self.left.simplified(), self.right.simplified()
        if left.is_constant(0) or right.is_constant(0):
            return Constant(0)
        if left.is_constant(1):
            return right
        if right.is_constant(1):
            return left
        return left * right


class Negation(Expression):
    def __init__(self, operand):
        self.operand = operand

    def evaluate(self, x):
        return -self.operand.evaluate(x)

    def derivative(self):
        return Negation(self.operand.derivative())

    def simplified(self):
        return Negation(self.operand.simplified())

    def __str__(self):
        return f"-{self.operand}"


def polynomial(coefficients):
    """The polynomial in Horner form, lowest coefficient first."""
    x = Unknown()
    result = Constant(coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        term = Constant(abs(coefficient))
        result = result * x + (term if coefficient >= 0 else Negation(term))
    return result


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    expression = polynomial([3, -1, 4, 1, -5, 9, 2, -6, 5])
    slope = expression.derivative().simplified()
    curvature = slope.derivative().simplified()
    total = 0
    for x in range(n):
        total += expression.evaluate(x) + slope.evaluate(x) * 2 + curvature.evaluate(x) * 3
    length = 0
    for i in range(n // 12):
        again = polynomial([i, 2, -i, 4, 0, 1])
        length += len(str(again.derivative().simplified()))
    print(total % 1_000_003, length, len(str(curvature)), slope.evaluate(2))


if __name__ == "__main__":
    main()
