using MiniScript.Generators.Models;

namespace MiniScript.Generators.Signatures;

/// <summary>One parameter of a text signature.</summary>
/// <param name="Default">The default's source text; null when the parameter is required.</param>
internal readonly record struct SignatureParameter(string Name, ParameterKind Kind, string? Default);

/// <summary>A parsed text signature.</summary>
/// <param name="SelfName">The name after <c>$</c>; null when there is none.</param>
internal sealed record TextSignature(string? SelfName, IReadOnlyList<SignatureParameter> Parameters)
{
    /// <summary>
    /// Parses Python's text-signature form: parenthesised, comma separated; <c>$name</c> is the instance, <c>/</c> ends the
    /// positional-only parameters, <c>*</c> or <c>*name</c> starts the keyword-only ones, <c>**name</c> comes last.
    /// </summary>
    /// <returns>The signature, or null with what is wrong in <paramref name="error"/>.</returns>
    public static TextSignature? Parse(string text, out string error)
    {
        error = "";
        text = text.Trim();
        if (text.Length < 2 || text[0] != '(' || text[text.Length - 1] != ')')
        {
            error = "it must be enclosed in parentheses";
            return null;
        }
        string? self = null;
        var parameters = new List<SignatureParameter>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var kind = ParameterKind.Standard;
        var sawSlash = false;
        foreach (var item in Split(text.Substring(1, text.Length - 2)))
        {
            if (item == "/")
            {
                if (sawSlash || kind != ParameterKind.Standard)
                {
                    error = "'/' must come once, before '*'";
                    return null;
                }
                sawSlash = true;
                for (var i = 0; i < parameters.Count; i++)
                {
                    parameters[i] = parameters[i] with { Kind = ParameterKind.PositionalOnly };
                }
                continue;
            }
            if (item == "*")
            {
                if (kind != ParameterKind.Standard)
                {
                    error = "'*' must come once";
                    return null;
                }
                kind = ParameterKind.KeywordOnly;
                continue;
            }
            var equals = item.IndexOf('=');
            var name = (equals < 0 ? item : item.Substring(0, equals)).Trim();
            var @default = equals < 0 ? null : item.Substring(equals + 1).Trim();
            var itemKind = kind;
            if (name.StartsWith("$", StringComparison.Ordinal))
            {
                if (self != null || parameters.Count > 0 || @default != null)
                {
                    error = "'$' marks the first parameter alone";
                    return null;
                }
                self = name.Substring(1);
                continue;
            }
            if (name.StartsWith("**", StringComparison.Ordinal))
            {
                name = name.Substring(2);
                itemKind = ParameterKind.VarKeywords;
            }
            else if (name.StartsWith("*", StringComparison.Ordinal))
            {
                if (kind != ParameterKind.Standard)
                {
                    error = "'*' must come once";
                    return null;
                }
                name = name.Substring(1);
                itemKind = ParameterKind.VarArgs;
                kind = ParameterKind.KeywordOnly;
            }
            if (!ScriptName.IsIdentifier(name))
            {
                error = $"'{item}' is not a parameter";
                return null;
            }
            if (!names.Add(name))
            {
                error = $"parameter '{name}' occurs twice";
                return null;
            }
            if (parameters.Count > 0 && parameters[parameters.Count - 1].Kind == ParameterKind.VarKeywords)
            {
                error = "nothing may follow the '**' parameter";
                return null;
            }
            if (@default == null && itemKind == ParameterKind.Standard && parameters.Exists(p => p.Default != null))
            {
                error = $"parameter '{name}' has no default, but follows one that has";
                return null;
            }
            parameters.Add(new SignatureParameter(name, itemKind, @default));
        }
        return new TextSignature(self, parameters);
    }

    /// <summary>Splits at the commas that are outside quotes and brackets.</summary>
    private static List<string> Split(string text)
    {
        var items = new List<string>();
        var start = 0;
        var depth = 0;
        var quote = '\0';
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : ',';
            if (i < text.Length && quote != '\0')
            {
                if (c == '\\')
                {
                    i++;
                }
                else if (c == quote)
                {
                    quote = '\0';
                }
            }
            else if (c is '\'' or '"')
            {
                quote = c;
            }
            else if (c is '(' or '[' or '{')
            {
                depth++;
            }
            else if (c is ')' or ']' or '}')
            {
                depth--;
            }
            else if (c == ',' && (depth == 0 || i == text.Length))
            {
                var item = text.Substring(start, Math.Min(i, text.Length) - start).Trim();
                start = i + 1;
                if (item.Length > 0)
                {
                    items.Add(item);
                }
            }
        }
        return items;
    }
}
