"""Sorting with keys: attributes, tuples, lowered strings, several stable passes, and `__lt__`."""

import sys


class Employee:
    def __init__(self, name, department, salary):
        self.name = name
        self.department = department
        self.salary = salary


class Version:
    """Ordered by its own comparison method, which the sort must call."""

    def __init__(self, major, minor):
        self.major = major
        self.minor = minor

    def __lt__(self, other):
        if self.major != other.major:
            return self.major < other.major
        return self.minor < other.minor


def employees(n):
    departments = ["Sales", "engineering", "Support", "finance", "Legal"]
    people = []
    state = 11
    for i in range(n):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        people.append(Employee(f"n{state % 9973:04}", departments[state % 5], state >> 16))
    return people


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 140_000
    people = employees(n)

    by_salary = sorted(people, key=lambda person: person.salary)
    by_department = sorted(people, key=lambda p: (p.department.lower(), -p.salary, p.name))
    stable = sorted(people, key=lambda p: p.name)
    stable.sort(key=lambda p: p.department, reverse=True)
    by_length = sorted([p.name * (p.salary % 3 + 1) for p in people], key=len)
    versions = sorted(Version(p.salary % 50, p.salary) for p in people[: n // 4])
    richest = max(people, key=lambda p: (p.salary, p.name))

    checksum = 0
    for group in (by_salary, by_department, stable):
        for person in group[:: max(1, n // 1000)]:
            checksum = (checksum * 31 + person.salary) % 1_000_003
    print(checksum, by_length[n // 2], versions[n // 8].minor, richest.name, richest.salary)


if __name__ == "__main__":
    main()
