"""One hundred thousand tasks that switch a few times each."""
import asyncio


async def worker(n, queue):
    await asyncio.sleep(0)
    total = n
    for i in range(2):
        await asyncio.sleep(0)
        total += i
    queue.append(total)


async def main():
    done = []
    for start in range(0, 100_000, 10_000):
        await asyncio.gather(*(worker(n, done) for n in range(start, start + 10_000)))
    print(len(done), sum(done))
    queue = asyncio.Queue(10)

    async def produce():
        for i in range(20_000):
            await queue.put(i)
        await queue.put(None)

    async def consume():
        total = 0
        while (item := await queue.get()) is not None:
            total += item
        return total

    print((await asyncio.gather(produce(), consume()))[1])


asyncio.run(main())
