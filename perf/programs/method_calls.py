"""Method calls of every common shape: plain, inherited, `super()`, bound, class, static and property."""

import sys


class Account:
    opened = 0

    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        Account.opened += 1

    @property
    def balance(self):
        return self._balance

    @balance.setter
    def balance(self, value):
        if value < 0:
            raise ValueError("overdrawn")
        self._balance = value

    def deposit(self, amount):
        self._balance += amount
        return self

    def withdraw(self, amount):
        if amount <= self._balance:
            self._balance -= amount
        return self

    def fee(self, amount):
        return 0

    @classmethod
    def empty(cls, owner):
        return cls(owner)

    @staticmethod
    def interest(balance, percent):
        return balance * percent // 100


class CheckedAccount(Account):
    def __init__(self, owner, balance=0):
        super().__init__(owner, balance)
        self.operations = 0

    def withdraw(self, amount):
        self.operations += 1
        return super().withdraw(amount + self.fee(amount))

    def fee(self, amount):
        return amount // 100


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 700_000
    plain = Account("plain", 100)
    checked = CheckedAccount.empty("checked")
    deposit = checked.deposit
    total = 0
    for i in range(n):
        plain.deposit(i & 7).withdraw(3)
        deposit(5)
        if i & 3 == 0:
            checked.withdraw(i % 10)
        total += Account.interest(plain.balance, 2)
        if plain.balance > 1000:
            plain.balance = 100
        if i % 50 == 0:
            CheckedAccount("short-lived", i)
    print(total, plain.balance, checked.balance, checked.operations, Account.opened)


if __name__ == "__main__":
    main()
