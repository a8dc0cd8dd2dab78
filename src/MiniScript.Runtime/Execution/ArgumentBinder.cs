using System.Runtime.CompilerServices;
using System.Text;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Execution;

/// <summary>
/// What the generated thunks of native functions share: sorting arguments into parameters, conversions, and the errors of both, in
/// CPython's words. Conversions are in <c>ArgumentBinder.Conversions.cs</c>, errors in <c>ArgumentBinder.Errors.cs</c>.
/// </summary>
/// <remarks>
/// Functions are named by their qualified UTF-8 name (<c>list.append</c>, <c>math.sqrt</c>, <c>len</c>); where CPython's message has
/// the bare name, the part behind the last dot is used. The names of keyword arguments are null when there are none.
/// </remarks>
public static unsafe partial class ArgumentBinder
{
    /// <summary>Sorts the arguments of a call into one slot for each parameter; a missing one is left <see cref="Value.Undefined"/>.</summary>
    /// <param name="function">The function's qualified name.</param>
    /// <param name="names">The parameters' names in ASCII, each ended by a zero byte.</param>
    /// <param name="args">The positional arguments, behind them the values of the keyword arguments.</param>
    /// <param name="argc">The number of positional arguments.</param>
    /// <param name="slots">Room for <see cref="BindShape.Count"/> values.</param>
    /// <param name="rest">The positional arguments beyond the parameters.</param>
    /// <param name="keywords">The keyword arguments that name no parameter.</param>
    /// <returns>False with <c>TypeError</c> pending. The checks and their order are those of CPython's <c>_PyArg_UnpackKeywords</c>.</returns>
    public static bool Bind(
        Vm* vm, ReadOnlySpan<byte> function, ReadOnlySpan<byte> names, in BindShape shape, Value* args, int argc, Tuple* kwNames, Value* slots,
        out Args rest, out KeywordArgs keywords)
    {
        rest = default;
        keywords = default;
        int keywordCount = kwNames == null ? 0 : kwNames->Length;
        if (!CheckCounts(vm, function, in shape, argc, keywordCount))
        {
            return false;
        }

        int given = Math.Min(argc, shape.Positional);
        new Span<Value>(args, given).CopyTo(new Span<Value>(slots, shape.Count));
        new Span<Value>(slots + given, shape.Count - given).Clear();
        rest = new Args(args + given, argc - given);

        // A parameter that was given by position is looked for among the names too, but only to refuse it.
        int matched = 0;
        ReadOnlySpan<byte> remaining = names;
        for (int i = 0; i < shape.Count; i++)
        {
            int end = remaining.IndexOf((byte)0);
            ReadOnlySpan<byte> name = remaining[..end];
            remaining = remaining[(end + 1)..];
            if (i < shape.PositionalOnly)
            {
                continue;
            }

            int found = keywordCount == 0 ? -1 : FindName(kwNames, name);
            if (i < given)
            {
                if (found >= 0)
                {
                    TypeError(vm, $"argument for {Bare(function)}() given by name ('{Text(name)}') and position ({i + 1})");
                    return false;
                }

                continue;
            }

            if (found >= 0)
            {
                slots[i] = args[argc + found];
                matched++;
            }
            else if (shape.IsRequired(i))
            {
                TypeError(vm, $"{Bare(function)}() missing required argument '{Text(name)}' (pos {i + 1})");
                return false;
            }
        }

        if (matched == keywordCount)
        {
            return true;
        }

        if (!shape.HasVarKeywords)
        {
            UnexpectedKeyword(vm, function, names, in shape, kwNames);
            return false;
        }

        keywords = matched == 0 ? new KeywordArgs(kwNames, args + argc) : LeftOver(vm, names, in shape, kwNames, args + argc);
        return matched == 0 || keywords.Names != null;
    }

    private static bool CheckCounts(Vm* vm, ReadOnlySpan<byte> function, in BindShape shape, int argc, int keywordCount)
    {
        if (!shape.HasVarArgs && !shape.HasVarKeywords && argc + keywordCount > shape.Count)
        {
            TypeError(vm, $"{Bare(function)}() takes at most {shape.Count} {(argc == 0 ? "keyword " : "")}argument{Plural(shape.Count)} ({argc + keywordCount} given)");
            return false;
        }

        if (!shape.HasVarArgs && argc > shape.Positional)
        {
            TypeError(vm, shape.Positional == 0
                ? $"{Bare(function)}() takes no positional arguments"
                : $"{Bare(function)}() takes {(shape.Least < shape.Positional ? "at most" : "exactly")} {shape.Positional} positional argument{Plural(shape.Positional)} ({argc} given)");
            return false;
        }

        int least = Math.Min(shape.PositionalOnly, shape.Least);
        if (argc < least)
        {
            TypeError(vm, $"{Bare(function)}() takes {(least < shape.Positional ? "at least" : "exactly")} {least} positional argument{Plural(least)} ({argc} given)");
            return false;
        }

        return true;
    }

    private static int FindName(Tuple* kwNames, ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < kwNames->Length; i++)
        {
            if (IsName((Str*)Tuple.Items(kwNames)[i].AsObject, name))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsName(Str* keyword, ReadOnlySpan<byte> name) => keyword->Width == 1 && keyword->Latin1.SequenceEqual(name);

    private static bool NamesParameter(Str* keyword, ReadOnlySpan<byte> names, in BindShape shape)
    {
        ReadOnlySpan<byte> remaining = names;
        for (int i = 0; i < shape.Count; i++)
        {
            int end = remaining.IndexOf((byte)0);
            if (i >= shape.PositionalOnly && IsName(keyword, remaining[..end]))
            {
                return true;
            }

            remaining = remaining[(end + 1)..];
        }

        return false;
    }

    /// <summary>The keyword arguments that name no parameter, copied together. The values follow the names in one tuple, which keeps both alive.</summary>
    private static KeywordArgs LeftOver(Vm* vm, ReadOnlySpan<byte> names, in BindShape shape, Tuple* kwNames, Value* values)
    {
        int count = 0;
        for (int i = 0; i < kwNames->Length; i++)
        {
            count += NamesParameter((Str*)Tuple.Items(kwNames)[i].AsObject, names, in shape) ? 0 : 1;
        }

        Tuple* leftNames = Tuple.Allocate(vm, count);
        Tuple* leftValues = Tuple.Allocate(vm, count);
        if (leftNames == null || leftValues == null)
        {
            return default;
        }

        int next = 0;
        for (int i = 0; i < kwNames->Length; i++)
        {
            if (!NamesParameter((Str*)Tuple.Items(kwNames)[i].AsObject, names, in shape))
            {
                Tuple.Items(leftNames)[next] = Tuple.Items(kwNames)[i];
                Tuple.Items(leftValues)[next++] = values[i];
            }
        }

        return new KeywordArgs(leftNames, Tuple.Items(leftValues));
    }

    /// <summary>A qualified name's part behind the last dot.</summary>
    private static string Bare(ReadOnlySpan<byte> function) => Text(function[(function.LastIndexOf((byte)'.') + 1)..]);

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    private static string Plural(int count) => count == 1 ? "" : "s";
}
