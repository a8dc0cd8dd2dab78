"""Pickling plain data and instances, and back."""
import pickle


class Item:
    def __init__(self, name, price, tags):
        self.name = name
        self.price = price
        self.tags = tags


def main():
    plain = {'rows': [{'id': i, 'name': f'row {i}', 'values': [i, i / 2, None, True], 'key': (i % 10, 'x')} for i in range(6000)], 'text': 'é' * 5000}
    for protocol in (2, 4, 5):
        data = pickle.dumps(plain, protocol)
        copy = pickle.loads(data)
        print(copy == plain, len(copy['rows']))
    items = [Item(f'item {i}', i * 1.5, {'a', i % 5}) for i in range(8000)]
    copies = pickle.loads(pickle.dumps(items))
    print(sum(item.price for item in copies), len({item.name for item in copies}))


for _ in range(6):
    main()
