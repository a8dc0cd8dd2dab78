"""JSON written and read back: records of strings, numbers, lists and nested objects."""

import json
import sys


def order(i):
    return {
        "id": i,
        "customer": {"name": f"Customer {i % 97}", "email": f"c{i % 97}@example.org", "vip": i % 7 == 0},
        "lines": [
            {"sku": f"SKU-{j:05}", "quantity": j % 5 + 1, "price": j * 1.25 + 0.1}
            for j in range(i % 11, i % 11 + 4)
        ],
        "note": "caf\u00e9 \u2014 \"quoted\"\n\tline two" if i % 3 else None,
        "discount": i / 8,
        "shipped": i % 2 == 0,
    }


def revenue(orders):
    total = 0.0
    for entry in orders:
        for line in entry["lines"]:
            total += line["quantity"] * line["price"]
        total -= entry["discount"]
    return total


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 6000
    orders = [order(i) for i in range(count)]
    compact = json.dumps(orders)
    pretty = json.dumps(orders, indent=2, sort_keys=True)

    for _ in range(4):
        again = json.loads(json.dumps(orders, separators=(",", ":")))
        assert again == orders
    assert json.loads(pretty) == json.loads(compact)

    small = 0
    for i in range(count * 2):
        small += json.loads(json.dumps({"id": i, "ok": True, "tags": ["a", "b"]}))["id"]
    print(len(compact), len(pretty), "%.4f" % revenue(again), small)


if __name__ == "__main__":
    main()
