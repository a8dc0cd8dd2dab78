using MiniScript.Testing;

namespace MiniScript.Cli.Tests;

/// <summary>Attempts to leave the sandbox: what was tried, and what came of it.</summary>
public sealed class SandboxTests : IDisposable
{
    private const string Prelude = """
        import os, sys

        def attempt(name, action, wanted):
            try:
                got = repr(action())
            except BaseException as error:
                got = type(error).__name__
                if got == 'PermissionError' and 'policy' not in str(error):
                    got += ': ' + str(error)
            if got != wanted:
                print(f'{name}: got {got}, wanted {wanted}')

        def read(path, *mode):
            with open(path, *mode) as file:
                return file.read()

        def write(path, mode='w'):
            with open(path, mode) as file:
                file.write('written' if 'b' not in mode else b'written')

        DENIED, MISSING = 'PermissionError', 'FileNotFoundError'

        """;

    private readonly string folder = Directory.CreateTempSubdirectory("miniscript-sandbox-").FullName;

    public SandboxTests()
    {
        Write("out/secret.txt", "secret");
        Write("out/helper.py", "raise SystemExit('imported from outside')");
        Write("out/data.json", "[1]");
        Write("root/a.txt", "inside");
        Write("root/module.py", "value = 7");
        Write("root/sub/b.txt", "below");
        Write("root/hidden/h.txt", "hidden");
        Write("root/key.txt", "key");
        Write("root/deep/er/x.txt", "deep");
        Link("root/to_out", "../out");
        Link("root/to_secret", "../out/secret.txt");
        Link("root/to_etc", "/etc");
        Link("root/to_hidden", "hidden");
        Link("root/to_key", "sub/../key.txt");
        Link("root/to_proc", "/proc/self/root");
        Link("root/to_inside", Path.Combine(folder, "root", "a.txt"));
        Link("root/round", "round");
        Link("alias", "root");
        Run("ln", "root/key.txt", "root/hard");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Files_outside_of_the_roots_are_denied() => Expect("""
        here = os.getcwd()
        attempt('inside', lambda: read('root/a.txt'), "'inside'")
        attempt('inside, absolute', lambda: read(here + '/root/a.txt'), "'inside'")
        attempt('inside, by an absolute link', lambda: read('root/to_inside'), "'inside'")
        attempt('inside, by dots', lambda: read('root/sub/../../root/sub/b.txt'), "'below'")
        attempt('inside, by dots outside', lambda: read('nowhere/../root/a.txt'), "'inside'")
        attempt('outside', lambda: read('out/secret.txt'), DENIED)
        attempt('outside, absolute', lambda: read(here + '/out/secret.txt'), DENIED)
        attempt('dots', lambda: read('root/../out/secret.txt'), DENIED)
        attempt('many dots', lambda: read('root/' + '../' * 50 + 'etc/passwd'), DENIED)
        attempt('slashes', lambda: read('root//..///out/./secret.txt'), DENIED)
        attempt('bytes', lambda: read(b'root/../out/secret.txt'), DENIED)
        attempt('a link to a file', lambda: read('root/to_secret'), DENIED)
        attempt('a link to a directory', lambda: read('root/to_out/secret.txt'), DENIED)
        attempt('an absolute link', lambda: read('root/to_etc/passwd'), DENIED)
        attempt('a link by dots back', lambda: read('root/to_out/../out/secret.txt'), DENIED)
        attempt('a magic link', lambda: read('root/to_proc/etc/passwd'), DENIED)
        attempt('proc', lambda: read('/proc/self/environ'), DENIED)
        attempt('proc cwd', lambda: read('/proc/self/cwd/out/secret.txt'), DENIED)
        attempt('dev fd', lambda: read('/dev/fd/0'), DENIED)
        attempt('a link to itself', lambda: read('root/round'), 'OSError')
        attempt('a link of its own', lambda: (os.symlink('/etc/passwd', 'root/mine'), read('root/mine')), DENIED)
        attempt('write', lambda: write('out/new.txt'), DENIED)
        attempt('append', lambda: write('out/secret.txt', 'a'), DENIED)
        attempt('write by a link', lambda: write('root/to_secret'), DENIED)
        attempt('make by a link', lambda: write('root/to_out/new.txt', 'x'), DENIED)
        attempt('os.open', lambda: os.open('out/secret.txt', os.O_RDWR), DENIED)
        attempt('os.open, path only', lambda: os.open('/etc/passwd', 0x200000), DENIED)
        attempt('an opener', lambda: open('x', opener=lambda path, flags: os.open('/etc/passwd', flags)), DENIED)
        attempt('mkdir', lambda: os.mkdir('out/d'), DENIED)
        attempt('makedirs', lambda: os.makedirs('root/to_out/d/e'), DENIED)
        attempt('rmdir', lambda: os.rmdir('out'), DENIED)
        attempt('remove', lambda: os.remove('out/secret.txt'), DENIED)
        attempt('rename out', lambda: os.rename('root/a.txt', 'out/a.txt'), DENIED)
        attempt('rename in', lambda: os.rename('out/secret.txt', 'root/s.txt'), DENIED)
        attempt('rename the root', lambda: os.rename('root', 'root2'), DENIED)
        attempt('hard link', lambda: os.link('out/secret.txt', 'root/s.txt'), DENIED)
        attempt('hard link of a link', lambda: os.link('root/to_secret', 'root/s.txt', follow_symlinks=True), DENIED)
        attempt('link outside', lambda: os.symlink('x', 'out/l'), DENIED)
        attempt('chmod', lambda: os.chmod('root/to_secret', 0o777), DENIED)
        attempt('chown', lambda: os.chown('out/secret.txt', -1, -1), DENIED)
        attempt('utime', lambda: os.utime('out/secret.txt'), DENIED)
        attempt('truncate', lambda: os.truncate('root/to_secret', 0), DENIED)
        attempt('mkfifo', lambda: os.mkfifo('out/f'), DENIED)
        attempt('stat', lambda: os.stat('out/secret.txt'), DENIED)
        attempt('lstat', lambda: os.lstat('out'), DENIED)
        attempt('readlink', lambda: os.readlink('/proc/self/exe'), DENIED)
        attempt('exists', lambda: [os.path.exists(p) for p in ('out', '/etc/passwd', 'root/to_secret', '/')], '[False, False, False, False]')
        attempt('access', lambda: os.access('/etc/passwd', os.R_OK), 'False')
        attempt('listdir', lambda: os.listdir('out'), DENIED)
        attempt('listdir of a link', lambda: os.listdir('root/to_etc'), DENIED)
        attempt('scandir', lambda: list(os.scandir('/')), DENIED)
        attempt('walk', lambda: list(os.walk('out')), '[]')
        attempt('chdir', lambda: os.chdir('/'), DENIED)
        attempt('statvfs', lambda: os.statvfs('/'), DENIED)
        import glob, pathlib, shutil, linecache, tokenize, zipfile, mmap, fs
        attempt('glob', lambda: glob.glob('out/*') + glob.glob('/*'), '[]')
        attempt('pathlib', lambda: pathlib.Path('out/secret.txt').read_text(), DENIED)
        attempt('copy', lambda: shutil.copy('out/secret.txt', 'root/s.txt'), DENIED)
        attempt('rmtree', lambda: shutil.rmtree('out'), DENIED)
        attempt('linecache', lambda: linecache.getlines(here + '/out/secret.txt'), '[]')
        attempt('compile', lambda: exec(compile('1/0', here + '/out/secret.txt', 'exec')), 'ZeroDivisionError')
        try:
            import sqlite3
        except ImportError:
            sqlite3 = None
        if sqlite3:
            attempt('database', lambda: sqlite3.connect('out/x.db'), DENIED)
            attempt('database by a link', lambda: sqlite3.connect('root/to_out/x.db'), DENIED)
            attempt('database by URI', lambda: sqlite3.connect('file:out/x.db', uri=True), DENIED)
            base = sqlite3.connect('root/base.db')
            attempt('attach', lambda: base.execute("attach 'out/x.db' as y"), 'DatabaseError')
            attempt('attach without authorizer', lambda: (base.set_authorizer(None), base.execute("attach 'out/x.db' as y")), 'DatabaseError')
            attempt('vacuum into', lambda: base.execute("vacuum into 'out/x.db'"), 'DatabaseError')
        attempt('fs.read_text', lambda: fs.read_text('out/secret.txt'), DENIED)
        attempt('fs.write_text', lambda: fs.write_text('out/new.txt', 'x'), DENIED)
        attempt('fs.exists', lambda: (fs.exists('out'), fs.exists('root/a.txt')), '(False, True)')
        attempt('fs.create_directory', lambda: fs.create_directory('out/d'), DENIED)
        attempt('fs.read_bytes', lambda: fs.read_bytes('out/secret.txt'), DENIED)
        attempt('fs.write_bytes', lambda: fs.write_bytes('out/new.txt', b'x'), DENIED)
        attempt('fs.replace_text', lambda: fs.replace_text('out/secret.txt', 'x'), DENIED)
        attempt('fs.copy', lambda: fs.copy('out/secret.txt', 'root/s.txt'), DENIED)
        attempt('fs.move', lambda: fs.move('out/secret.txt', 'root/s.txt'), DENIED)
        attempt('fs.remove', lambda: fs.remove('out/secret.txt'), DENIED)
        attempt('fs.stat', lambda: (fs.stat('out/secret.txt'), fs.walk('out'), fs.watch('out')), '(None, None, None)')
        attempt('hash.file', lambda: __import__('hash').file('md5', 'out/secret.txt'), DENIED)
        attempt('fs.glob', lambda: fs.glob('root/to_out/*'), '[]')
        attempt('import', lambda: (sys.path.insert(0, 'out'), __import__('helper')), 'ModuleNotFoundError')
        attempt('import of data', lambda: __import__('data'), 'ModuleNotFoundError')
        attempt('import inside', lambda: (sys.path.insert(0, 'root'), __import__('module').value)[1], '7')
        attempt('nothing', lambda: (write('/dev/null'), read('/dev/null')), "(None, '')")
        attempt('a closed root', lambda: ([os.close(d) for d in range(3, 40) if _is_open(d)], os.open('/', 0)), DENIED)
        """.Replace("_is_open(d)", "os.path.isdir(d)", StringComparison.Ordinal));

    [Fact]
    public void Excluded_entries_are_neither_seen_nor_used() => Expect("""
        attempt('read', lambda: read('root/key.txt'), DENIED)
        attempt('read below', lambda: read('root/hidden/h.txt'), DENIED)
        attempt('read by a link', lambda: read('root/to_key'), DENIED)
        attempt('read below a link', lambda: read('root/to_hidden/h.txt'), DENIED)
        attempt('read a hard link', lambda: read('root/hard'), DENIED)
        attempt('read by another name of the root', lambda: read('alias/key.txt'), DENIED)
        attempt('write', lambda: write('root/key.txt'), DENIED)
        attempt('write a hard link', lambda: write('root/hard'), DENIED)
        attempt('make below', lambda: write('root/hidden/new.txt'), DENIED)
        attempt('mkdir below', lambda: os.mkdir('root/hidden/d'), DENIED)
        attempt('make what is missing', lambda: write('root/later.txt'), DENIED)
        attempt('make what is missing, a zero in its name', lambda: __import__('fs').write_text('root/later.txt\0x', ''), 'False')
        attempt('rename to what is missing', lambda: os.rename('root/a.txt', 'root/later.txt'), DENIED)
        attempt('link to what is missing', lambda: os.link('root/a.txt', 'root/later.txt'), DENIED)
        attempt('rename', lambda: os.rename('root/key.txt', 'root/k.txt'), DENIED)
        attempt('rename a hard link', lambda: os.rename('root/hard', 'root/k.txt'), DENIED)
        attempt('rename a directory above', lambda: os.rename('root/deep', 'root/d'), DENIED)
        attempt('hard link', lambda: os.link('root/key.txt', 'root/k.txt'), DENIED)
        attempt('remove', lambda: os.remove('root/key.txt'), DENIED)
        attempt('rmdir', lambda: os.rmdir('root/hidden'), DENIED)
        attempt('exists', lambda: [os.path.exists('root/' + p) for p in ('key.txt', 'hidden', 'hidden/h.txt', 'to_key', 'hard', 'a.txt')],
                '[False, False, False, False, False, True]')
        attempt('stat', lambda: os.stat('root/key.txt'), MISSING)
        attempt('lstat', lambda: os.lstat('root/hidden'), MISSING)
        attempt('listdir', lambda: [n for n in os.listdir('root') if n in ('key.txt', 'hidden', 'hard', 'later.txt')], '[]')
        attempt('listdir of it', lambda: os.listdir('root/hidden'), MISSING)
        attempt('chdir', lambda: os.chdir('root/hidden'), DENIED)
        import glob, pathlib, fs
        attempt('glob', lambda: [n for n in glob.glob('root/**', recursive=True) if 'key.' in n or 'hidden/' in n], '[]')
        attempt('pathlib', lambda: pathlib.Path('root/key.txt').exists(), 'False')
        attempt('fs.exists', lambda: (fs.exists('root/key.txt'), fs.kind('root/hidden')), '(False, Missing)')
        attempt('fs.glob', lambda: [n for n in fs.glob('root/**/*') if 'key.' in n or 'hidden/' in n], '[]')
        attempt('fs.enumerate_files', lambda: [n for n in fs.enumerate_files('root', '*.txt') if 'key.' in n or 'hidden/' in n], '[]')
        attempt('fs.read_text', lambda: fs.read_text('root/key.txt'), DENIED)
        attempt('fs.write_text', lambda: fs.write_text('root/hidden/x.txt', ''), DENIED)
        attempt('fs.create_directory', lambda: fs.create_directory('root/hidden/x'), DENIED)
        attempt('fs.read_bytes', lambda: fs.read_bytes('root/key.txt'), DENIED)
        attempt('fs.copy', lambda: fs.copy('root/key.txt', 'root/k.txt'), DENIED)
        attempt('fs.move', lambda: fs.move('root/a.txt', 'root/later.txt'), DENIED)
        attempt('fs.stat', lambda: (fs.stat('root/key.txt'), fs.watch('root/hidden')), '(None, None)')
        attempt('fs.walk', lambda: [e.path for e in fs.walk('root') if 'key.' in e.path or 'hidden/' in e.path], '[]')
        watcher = fs.watch('root', recursive=True)
        attempt('fs.watch', lambda: (watcher.changes(0), fs.write_text('root/seen.txt', ''), fs.remove('root/seen.txt'), type(watcher).__name__), "([], True, True, '_Looks')")
        """);

    [Fact]
    public void Network_programs_and_environment_are_denied() => Expect("""
        import socket, subprocess, signal, fcntl, http, urllib.request
        attempt('connect', lambda: socket.create_connection(('127.0.0.1', 9)), DENIED)
        attempt('connect to an address as a number', lambda: socket.socket().connect(('2130706433', 9)), DENIED)
        attempt('connect, IPv6', lambda: socket.socket(socket.AF_INET6).connect(('::ffff:127.0.0.1', 9)), DENIED)
        attempt('bind', lambda: socket.socket().bind(('127.0.0.1', 0)), DENIED)
        attempt('listen without bind', lambda: socket.socket().listen(), DENIED)
        attempt('datagram', lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9)), DENIED)
        attempt('raw', lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1), DENIED)
        attempt('netlink', lambda: socket.socket(16, socket.SOCK_RAW), DENIED)
        attempt('a name in the file system', lambda: socket.socket(socket.AF_UNIX).connect('/var/run/docker.sock'), DENIED)
        attempt('an abstract name', lambda: socket.socket(socket.AF_UNIX).bind('\0x'), DENIED)
        attempt('lookup', lambda: socket.getaddrinfo('example.com', 80), DENIED)
        attempt('lookup by name', lambda: socket.gethostbyname('data.exfiltrated.example.com'), DENIED)
        attempt('reverse lookup', lambda: socket.gethostbyaddr('192.0.2.1'), DENIED)
        attempt('http', lambda: http.get('http://127.0.0.1:9/'), DENIED)
        attempt('urllib', lambda: urllib.request.urlopen('file:///etc/passwd'), 'URLError')
        attempt('run', lambda: subprocess.run(['/bin/cat', '/etc/passwd']), DENIED)
        attempt('run by name', lambda: subprocess.run(['cat', '/etc/passwd']), DENIED)
        attempt('shell', lambda: subprocess.run('cat /etc/passwd', shell=True), DENIED)
        attempt('system', lambda: os.system('true'), DENIED)
        attempt('popen', lambda: os.popen('true').read(), DENIED)
        attempt('itself', lambda: subprocess.run([sys.executable, '-c', 'print(1)']), DENIED)
        attempt('process.run', lambda: __import__('process').run('cat /etc/passwd'), DENIED)
        attempt('process.start', lambda: __import__('process').start('cat'), DENIED)
        attempt('kill', lambda: os.kill(os.getppid(), 0), DENIED)
        attempt('kill all', lambda: os.kill(-1, 0), DENIED)
        attempt('kill the group', lambda: os.kill(0, 0), DENIED)
        attempt('type into the terminal', lambda: fcntl.ioctl(0, 0x5412, b'x'), DENIED)
        attempt('signals by descriptor', lambda: fcntl.fcntl(0, 8, os.getppid()), DENIED)
        attempt('environment', lambda: dict(os.environ), '{}')
        attempt('getenv', lambda: os.getenv('PATH'), 'None')
        attempt('putenv', lambda: os.putenv('SSL_CERT_FILE', '/x'), DENIED)
        attempt('environ', lambda: os.environ.update(LD_PRELOAD='x'), DENIED)
        """);

    [Fact]
    public void What_is_allowed_works()
    {
        Write("t.py", Prelude + """
            import socket, subprocess, threading
            attempt('environment', lambda: dict(os.environ), "{'SEEN': 'yes'}")
            attempt('run', lambda: subprocess.run(['echo', 'x'], capture_output=True).stdout, "b'x\\n'")
            attempt('run another', lambda: subprocess.run(['cat']), DENIED)
            attempt('run with code of its own', lambda: subprocess.run(['echo'], env={'LD_PRELOAD': 'root/evil.so'}), DENIED)
            server = socket.create_server(('127.0.0.1', 0))
            port = server.getsockname()[1]
            attempt('connect', lambda: socket.create_connection(('127.0.0.1', port)).close(), 'None')
            attempt('connect by name', lambda: socket.create_connection(('localhost', port)).close(), 'None')
            attempt('connect to any', lambda: socket.create_connection(('0.0.0.0', port)).close(), 'None')
            attempt('a denied port', lambda: socket.create_connection(('127.0.0.1', 9)), DENIED)
            attempt('another address', lambda: socket.create_connection(('10.1.2.3', port)), DENIED)
            attempt('listen everywhere', lambda: socket.create_server(('0.0.0.0', 0)), DENIED)
            print('end')
            """);
        Check(
            ["--sandbox", "--allow-env", "SEEN", "--allow-run", "echo", "--allow-net", "127.0.0.0/8", "--deny-net", "127.0.0.1:9", "t.py"],
            0, "end\n", ("SEEN", "yes"), ("UNSEEN", "yes"));
    }

    [Theory]
    [InlineData("--root nowhere", "miniscript: the root 'nowhere' is no directory\n")]
    [InlineData("--allow-net a:b:c", "miniscript: 'a:b:c' is no HOST, ADDRESS or RANGE, with :PORT behind it or not\n")]
    [InlineData("--allow-net example.com:99999", "miniscript: 'example.com:99999' is no HOST")]
    [InlineData("--extensions http,nothing", "miniscript: there is no extension 'nothing'; there are fs, http,")]
    [InlineData("--extensions math,math", "miniscript: the extension 'math' is given twice\n")]
    [InlineData("--extern-assembly x.dll", "miniscript: --extern-assembly is not possible: this executable cannot load .NET assemblies. Compile the extension into one of your own")]
    [InlineData("--sandbox=1", "miniscript: the option --sandbox takes no value\n")]
    public void Wrong_options_are_refused(string options, string message)
    {
        ScriptOutcome outcome = PublishedBinary.Run([.. options.Split(' '), "-c", "print(1)"], folder, TimeSpan.FromSeconds(30));
        Assert.Equal((2, string.Empty), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith(message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Extensions_are_switched_off()
    {
        Check(["--no-default-extensions", "-c", "import sys\ntry:\n    import math\nexcept ModuleNotFoundError as error: print(error)"], 0, "No module named 'math': the host has switched this extension off\n");
        Check(["--extensions", "math,time", "-c", "import math, time; print(math.sqrt(4))"], 0, "2.0\n");
    }

    private void Expect(string attempts)
    {
        Write("t.py", Prelude + attempts + "\nprint('end')\n");
        Check(
            [
                "--sandbox", "--root", "alias", "--exclude", "root/hidden", "--exclude", "root/key.txt", "--exclude", "root/later.txt",
                "--exclude", "root/deep/er", "t.py",
            ],
            0, "end\n");
        Assert.Equal("secret", File.ReadAllText(Path.Combine(folder, "out/secret.txt")));
        Assert.False(File.Exists(Path.Combine(folder, "root/later.txt")));
        Assert.Equal("key", File.ReadAllText(Path.Combine(folder, "root/key.txt")));
        Assert.Equal(["data.json", "helper.py", "secret.txt"], Directory.GetFileSystemEntries(Path.Combine(folder, "out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["h.txt"], Directory.GetFileSystemEntries(Path.Combine(folder, "root/hidden")).Select(Path.GetFileName));
    }

    private void Check(string[] arguments, int status, string output, params (string Name, string Value)[] environment)
    {
        ScriptOutcome outcome = PublishedBinary.Run(arguments, folder, TimeSpan.FromSeconds(60), null, environment);
        Assert.Equal(output, outcome.Output + outcome.Error);
        Assert.Equal(status, outcome.ExitCode);
    }

    private void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(folder, name), target);

    private void Run(string program, params string[] arguments)
    {
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments) { WorkingDirectory = folder })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private void Write(string name, string text)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
