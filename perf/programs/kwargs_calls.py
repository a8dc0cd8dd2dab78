"""Calls by keyword: defaults, keyword-only parameters, `**kwargs` gathered and passed on."""

import sys


def connect(host, port=80, *, timeout=30, retries=3, secure=False):
    return len(host) + port + timeout * retries + (1000 if secure else 0)


def logged(level, message, **fields):
    return level + len(message) + len(fields) + fields.get("code", 0)


def forward(**options):
    return connect("example.org", **options)


class Widget:
    def __init__(self, parent=None, width=10, height=20, title="", visible=True):
        self.parent = parent
        self.area = width * height
        self.title = title
        self.visible = visible


def main():
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 600_000
    total = 0
    parent = Widget(title="root")
    for i in range(n):
        total += connect("localhost", timeout=i & 15)
        total += connect(host="db", port=5432, secure=True, retries=1)
        total += logged(2, "request", code=i % 500, path="/x")
        total += Widget(parent, height=i & 7, title="leaf").area
        if i & 3 == 0:
            total += forward(port=8080, timeout=5)
    print(total)


if __name__ == "__main__":
    main()
