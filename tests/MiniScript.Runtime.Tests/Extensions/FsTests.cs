using MiniScript.Testing;

namespace MiniScript.Runtime.Tests.Extensions;

/// <summary>The module <c>fs</c> in the published executable.</summary>
public class FsTests
{
    [Fact]
    public void Files_by_whole_contents()
    {
        string folder = Directory.CreateTempSubdirectory("miniscript-fs").FullName;
        try
        {
            ScriptOutcome outcome = PublishedBinary.Run(
                [
                    "-c",
                    """
                    import fs
                    print(fs.write_text('a/b/one.txt', 'é\n'), fs.write_text('a/two.md', ''), fs.append_text('a/two.md', 'x'), fs.write_text('a', ''))
                    print(repr(fs.read_text('a/b/one.txt')), fs.read_text('a/two.md'), fs.read_text('a'), fs.read_text('missing'))
                    print(fs.kind('a'), fs.kind('a/two.md'), fs.kind('missing'), fs.kind('a') == fs.Directory('a'), bool(fs.Missing))
                    print(fs.exists('a/b'), fs.exists('missing'), fs.create_directory('a/c/d'), fs.create_directory('a/two.md'), fs.list('a'), fs.list('missing'))
                    print(fs.glob('**/*.txt'), fs.glob('a/*'), fs.glob('a/*/*.t?t'), fs.glob('missing/*'), fs.enumerate_files('a', '*.*'), fs.enumerate_files('a', 'b/*'))
                    print(fs.combine_path('a', 'b'), fs.parent_directory('a/b'), fs.parent_directory('/'), fs.extension('a.b.c'), fs.extension('a'), fs.file_name_without_extension('x/a.b.c'))
                    try:
                        fs.read_text(5)
                    except TypeError as error:
                        print(error)
                    """,
                ],
                folder,
                TimeSpan.FromSeconds(20));
            Assert.Equal("", outcome.Error);
            Assert.Equal(
                """
                True True True False
                'é\n' x None None
                Directory('a') File('a/two.md') Missing True False
                True False True False ['b', 'c', 'two.md'] None
                ['a/b/one.txt'] ['a/two.md'] ['a/b/one.txt'] [] ['a/b/one.txt', 'a/two.md'] ['a/b/one.txt']
                a/b a None .c None a.b
                read_text() argument 'path' must be str, not int

                """,
                outcome.Output);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }
}
