"""A deque as queue, stack, ring and sliding window."""
from collections import deque


def main():
    queue = deque(range(1000))
    total = 0
    for i in range(600000):
        item = queue.popleft()
        total += item
        queue.append((item * 31 + i) % 1009)
    print(total, len(queue))
    window = deque(maxlen=64)
    best = 0
    for i in range(400000):
        window.append(i * 7919 % 10007)
        if i % 64 == 0:
            best = max(best, sum(window))
    print(best)
    ring = deque(range(100))
    for i in range(100000):
        ring.rotate(i % 7 - 3)
    print(list(ring)[:5], ring.index(50))


for _ in range(2):
    main()
