using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Files;

/// <summary>A mode of <c>open</c>, understood.</summary>
/// <param name="Flags">How the system opens the file.</param>
/// <param name="IsReadable">Whether it is read.</param>
/// <param name="IsWritable">Whether it is written.</param>
/// <param name="IsBinary">Whether it is bytes.</param>
/// <param name="BinaryText">The mode as a binary file shows it.</param>
internal readonly record struct OpenMode(OpenFlags Flags, bool IsReadable, bool IsWritable, bool IsBinary, string BinaryText)
{
    /// <summary>Parses a mode; false with <c>ValueError</c> pending.</summary>
    public static unsafe bool TryParse(Vm* vm, string text, out OpenMode mode)
    {
        mode = default;
        int kinds = 0;
        char kind = '\0';
        bool isUpdating = false;
        bool isBinary = false;
        bool isText = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (!"rwaxbt+".Contains(c, StringComparison.Ordinal) || text.IndexOf(c, i + 1) >= 0)
            {
                Throw.ValueError(vm, $"invalid mode: '{text}'");
                return false;
            }

            isUpdating |= c == '+';
            isBinary |= c == 'b';
            isText |= c == 't';
            if (c is 'r' or 'w' or 'a' or 'x')
            {
                kinds++;
                kind = c;
            }
        }

        if ((isBinary && isText) || kinds != 1)
        {
            Throw.ValueError(vm, isBinary && isText ? "can't have text and binary mode at once"
                : kinds == 0 ? "Must have exactly one of create/read/write/append mode and at most one plus"
                : "must have exactly one of create/read/write/append mode");
            return false;
        }

        bool isReadable = kind == 'r' || isUpdating;
        bool isWritable = kind != 'r' || isUpdating;
        OpenFlags flags = isReadable && isWritable ? OpenFlags.ReadWrite : isWritable ? OpenFlags.Write : OpenFlags.Read;
        flags |= kind switch
        {
            'w' => OpenFlags.Create | OpenFlags.Truncate,
            'a' => OpenFlags.Create | OpenFlags.Append,
            'x' => OpenFlags.Create | OpenFlags.Exclusive,
            _ => 0,
        };
        string shown = kind == 'w' && isUpdating ? "rb+" : $"{kind}b{(isUpdating ? "+" : "")}";
        mode = new OpenMode(flags, isReadable, isWritable, isBinary, shown);
        return true;
    }
}
