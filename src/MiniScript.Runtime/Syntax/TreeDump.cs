using System.Globalization;
using System.Text;
using MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Syntax;

/// <summary>
/// Writes a tree as text, in the form of the language's <c>ast.dump</c>: fields by name, optional fields and lists without a value
/// left out. Columns are in code points, where <c>ast</c> counts UTF-8 bytes.
/// </summary>
public sealed class TreeDump : TreeFields
{
    private readonly StringBuilder _output = new();
    private readonly bool _includeAttributes;
    private bool _needsComma;

    private TreeDump(bool includeAttributes)
    {
        _includeAttributes = includeAttributes;
    }

    /// <summary>The text of a tree.</summary>
    /// <param name="node">Its root.</param>
    /// <param name="includeAttributes">Whether to write the place of each node that has one in <c>ast</c>.</param>
    public static string Dump(Node node, bool includeAttributes = false)
    {
        var dump = new TreeDump(includeAttributes);
        dump.Visit(node);
        return dump._output.ToString();
    }

    /// <inheritdoc/>
    protected override void Open(string name)
    {
        _output.Append(name).Append('(');
        _needsComma = false;
    }

    /// <inheritdoc/>
    protected override void Close(Node node, bool hasPlace)
    {
        if (_includeAttributes && hasPlace)
        {
            Number("lineno", node.Line);
            Number("col_offset", node.Column);
            Number("end_lineno", node.EndLine);
            Number("end_col_offset", node.EndColumn);
        }

        _output.Append(')');
        _needsComma = true;
    }

    private void Begin(string field)
    {
        Separate();
        _output.Append(field).Append('=');
        _needsComma = true;
    }

    private void Separate()
    {
        if (_needsComma)
        {
            _output.Append(", ");
        }
    }

    /// <inheritdoc/>
    protected override void Field(string field, Node? node)
    {
        if (node is not null)
        {
            Begin(field);
            Visit(node);
        }
    }

    /// <inheritdoc/>
    protected override void List(string field, Node?[] nodes)
    {
        if (nodes.Length == 0)
        {
            return;
        }

        Begin(field);
        _output.Append('[');
        _needsComma = false;
        foreach (Node? node in nodes)
        {
            Separate();
            if (node is null)
            {
                _output.Append("None");
                _needsComma = true;
            }
            else
            {
                Visit(node);
            }
        }

        _output.Append(']');
        _needsComma = true;
    }

    /// <inheritdoc/>
    protected override void Text(string field, string? text)
    {
        if (text is not null)
        {
            Literal(field, text);
        }
    }

    /// <inheritdoc/>
    protected override void Texts(string field, string[] texts)
    {
        if (texts.Length == 0)
        {
            return;
        }

        Begin(field);
        _output.Append('[');
        for (int i = 0; i < texts.Length; i++)
        {
            _output.Append(i == 0 ? "" : ", ");
            LiteralText.Append(_output, texts[i]);
        }

        _output.Append(']');
    }

    /// <inheritdoc/>
    protected override void Symbols(string field, string[] names)
    {
        Begin(field);
        _output.Append('[');
        for (int i = 0; i < names.Length; i++)
        {
            _output.Append(i == 0 ? "" : ", ").Append(names[i]).Append("()");
        }

        _output.Append(']');
    }

    /// <inheritdoc/>
    protected override void Symbol(string field, string name)
    {
        Begin(field);
        _output.Append(name).Append("()");
    }

    /// <inheritdoc/>
    protected override void Number(string field, int value)
    {
        Begin(field);
        _output.Append(CultureInfo.InvariantCulture, $"{value}");
    }

    /// <inheritdoc/>
    protected override void Literal(string field, object? value)
    {
        Begin(field);
        LiteralText.Append(_output, value);
    }
}
