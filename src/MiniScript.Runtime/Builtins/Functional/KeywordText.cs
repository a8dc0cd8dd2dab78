using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Functional;

/// <summary>Keyword arguments as a callable's text shows them: <c>, name=value</c> for each entry of a dict.</summary>
/// <param name="names">The dict; null for none.</param>
internal readonly unsafe ref struct KeywordText(Dict* names)
{
    /// <summary>The dict of names and values; null for none.</summary>
    public Dict* Names { get; } = names;

    /// <summary>Appends the entries; false with an exception pending.</summary>
    public bool Append(Vm* vm, ref StrBuilder text, bool isPreceded)
    {
        int position = 0;
        while (Dict.Next(Names, ref position, out Value key, out Value value))
        {
            Str* name = Text.ToStr(vm, key);
            Str* part = name == null ? null : Text.Repr(vm, value);
            if (part == null)
            {
                return false;
            }

            text.Append(isPreceded ? ", " : string.Empty);
            text.Append(name);
            text.Append('=');
            text.Append(part);
            isPreceded = true;
        }

        return true;
    }
}
