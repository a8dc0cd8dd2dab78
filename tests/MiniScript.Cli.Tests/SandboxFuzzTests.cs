using MiniScript.Testing;

namespace MiniScript.Cli.Tests;

/// <summary>Random trees, random paths and random operations in a sandbox: nothing outside of the root or excluded is read, written or seen.</summary>
public sealed class SandboxFuzzTests : IDisposable
{
    private const string Names = "abcd";

    private const string Script = """
        import os, random, sys
        draw = random.Random(int(sys.argv[1]))
        where = os.getcwd()
        starts = ['', 'root/', 'root/../', where + '/', where + '/root/', where + '/root/../out/', '/proc/self/cwd/', './/root/./', '../' + os.path.basename(where) + '/root/']

        def path():
            parts = [draw.choice(['a', 'b', 'c', 'd', 'a', 'b', '..', '.', '', 'l0', 'l1', 'l2', 'l3', 'h0', 'new', 'out', 'root']) for _ in range(draw.randint(1, 6))]
            return draw.choice(starts) + '/'.join(parts) + draw.choice(['', '', '', '/', '/.', '/..'])

        def read(p):
            with open(p) as file:
                check(p, file.read())

        def write(p):
            with open(p, draw.choice(['w', 'a', 'x', 'r+'])) as file:
                file.write('WRITTEN')

        def check(p, text):
            if 'FORBIDDEN' in text:
                print('read', p, text)

        def names(p):
            for name in os.listdir(p):
                if name.startswith('forbidden'):
                    print('listed', p, name)

        def look(p):
            if os.path.basename(os.path.realpath(p)).startswith('forbidden') and os.path.exists(p):
                print('seen', p)

        def mark(p):
            os.stat(p + '/forbidden')
            print('seen', p)

        doings = [read, read, write, names, look, mark,
                  lambda p: os.mkdir(p), lambda p: os.remove(p), lambda p: os.rmdir(p), lambda p: os.rename(p, path()), lambda p: os.symlink(path(), p),
                  lambda p: os.link(p, path()), lambda p: os.chmod(p, 0o700), lambda p: os.utime(p, (1, 1)), lambda p: os.truncate(p, 0), lambda p: os.chdir(p),
                  lambda p: os.mkfifo(p + 'f') if draw.random() < 0.02 else None, lambda p: [check(f, n) for d in os.walk(p) for f in d[1:] for n in f]]
        count = 0
        for _ in range(6000):
            try:
                draw.choice(doings)(path())
                count += 1
            except (OSError, ValueError):
                pass
        print('end', count > 200)
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("miniscript-fuzz-").FullName;
    private readonly List<string> excluded = [];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Nothing_forbidden_is_reached(int seed)
    {
#pragma warning disable CA5394 // Random numbers with a seed are the point.
        Random draw = new(seed);
#pragma warning restore CA5394
        Grow(draw, "out", 3, isForbidden: true);
        Grow(draw, "root", 3, isForbidden: false);
        File.WriteAllText(Path.Combine(folder, "script.py"), Script);
        Dictionary<string, (string Content, DateTime Time)> before = Forbidden();
        List<string> arguments = ["--sandbox", "--root", "root"];
        foreach (string path in excluded)
        {
            arguments.AddRange(["--exclude", path]);
        }

        ScriptOutcome outcome = PublishedBinary.Run([.. arguments, "script.py", seed.ToString(System.Globalization.CultureInfo.InvariantCulture)], folder, TimeSpan.FromSeconds(60));
        Assert.Equal("end True\n", outcome.Output + outcome.Error);
        Assert.Equal(before, Forbidden());
    }

    /// <summary>Everything that a script must not reach: contents and times.</summary>
    private Dictionary<string, (string Content, DateTime Time)> Forbidden()
    {
        Dictionary<string, (string Content, DateTime Time)> found = [];
        foreach (string top in (string[])["out", .. excluded])
        {
            string path = Path.Combine(folder, top);
            IEnumerable<string> entries = Directory.Exists(path)
                ? Directory.EnumerateFileSystemEntries(path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
                : [path];
            foreach (string entry in entries)
            {
                found.Add(entry, (File.Exists(entry) ? File.ReadAllText(entry) : "directory", File.GetLastWriteTimeUtc(entry)));
            }
        }

        return found;
    }

#pragma warning disable CA5394
    private void Grow(Random draw, string directory, int depth, bool isForbidden)
    {
        Directory.CreateDirectory(Path.Combine(folder, directory));
        if (isForbidden)
        {
            File.WriteAllText(Path.Combine(folder, directory, "forbidden"), "FORBIDDEN");
        }

        foreach (char name in Names)
        {
            string path = $"{directory}/{name}";
            bool isExcluded = !isForbidden && draw.Next(5) == 0;
            if (isExcluded)
            {
                excluded.Add(path);
            }

            if (depth > 0 && draw.Next(2) == 0)
            {
                Grow(draw, path, depth - 1, isForbidden || isExcluded);
            }
            else
            {
                File.WriteAllText(Path.Combine(folder, path), isForbidden || isExcluded ? "FORBIDDEN" : "fine");
                if (isExcluded)
                {
                    Link($"{directory}/h0", path);
                }
            }
        }

        string[] targets = ["..", "../..", "../../out", "a", "b/..", "../c/d", folder + "/out", folder + "/root/a", "/", "/proc/self/cwd", "l1", "l2"];
        for (int i = 0; i < 4; i++)
        {
            File.CreateSymbolicLink(Path.Combine(folder, directory, $"l{i}"), targets[draw.Next(targets.Length)]);
        }
    }
#pragma warning restore CA5394

    /// <summary>Makes a hard link, unless there is one of that name.</summary>
    private void Link(string name, string target)
    {
        if (!File.Exists(Path.Combine(folder, name)))
        {
            using System.Diagnostics.Process process = System.Diagnostics.Process.Start(
                new System.Diagnostics.ProcessStartInfo("ln", [target, name]) { WorkingDirectory = folder })!;
            process.WaitForExit();
        }
    }
}
