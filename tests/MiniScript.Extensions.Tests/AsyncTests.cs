namespace MiniScript.Extensions.Tests;

/// <summary>Asynchronous functions of extensions, awaited in script.</summary>
public class AsyncTests
{
    [Fact]
    public void Tasks_are_awaited_in_script() => ScriptTest.Expect(
        """
        a None
        ['first', 'second', 'third'] ['third', 'second', 'first']
        [10, 20]
        ValueError late sample.SampleError late CancelledError
        inner
        True
        RuntimeError no running event loop: await this function's result in a coroutine
        """,
        """
        import asyncio, sample, time
        order = []
        async def note(milliseconds, name):
            result = await sample.sleep(milliseconds, name)
            order.append(result)
            return result
        def bad(x):
            raise KeyError('inner')
        async def main():
            print(await sample.sleep(1, 'a'), await sample.work(1))
            print(await asyncio.gather(note(300, 'first'), note(150, 'second'), note(1, 'third')), order)
            print(await sample.later(lambda x: x * 10, 5))
            found = []
            for name in 'ValueError', 'sample.SampleError', 'cancel':
                try:
                    await sample.fail_later(name)
                except (Exception, asyncio.CancelledError) as error:
                    found += [type(error).__name__ if name != 'sample.SampleError' else name, str(error)]
            print(*[text for text in found if text])
            try:
                await sample.later(bad, 1)
            except KeyError as error:
                print(error.args[0])
            try:
                await asyncio.wait_for(sample.sleep(20000, 'late'), 0.01)
            except TimeoutError:
                print(True)
        asyncio.run(main())
        try:
            sample.sleep(1, 'x')
        except RuntimeError as error:
            print(type(error).__name__, error)
        """);

    [Fact]
    public void The_machine_is_not_for_other_threads() => ScriptTest.Expect(
        "RuntimeError a machine was used by a thread that does not run it: await on its own thread, or use what is not its own",
        """
        import asyncio, sample
        async def main():
            try:
                await sample.misuse(len)
            except RuntimeError as error:
                print(type(error).__name__, error)
        asyncio.run(main())
        """);

    [Fact]
    public void They_go_on_beside_threads_of_the_script() => ScriptTest.Expect(
        "[1, 2] x",
        """
        import asyncio, sample, threading, time
        async def main():
            done = []
            loop = asyncio.get_running_loop()
            first = loop.run_in_executor(None, lambda: time.sleep(0.01) or 1)
            result = sample.sleep(30, 'x')
            second = asyncio.to_thread(lambda: 2)
            print([await first, await second], await result)
        asyncio.run(main())
        """);
}
