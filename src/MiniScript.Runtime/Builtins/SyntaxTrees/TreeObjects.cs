using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;
using Complex = MiniScript.Runtime.Objects.Complex;
using Dict = MiniScript.Runtime.Objects.Dict;
using List = MiniScript.Runtime.Objects.List;

namespace MiniScript.Runtime.Builtins.SyntaxTrees;

/// <summary>Makes the objects of <c>ast</c> of a syntax tree.</summary>
/// <remarks>
/// No script runs and nothing is collected while it works, so it keeps what it makes in a list of the heap: the nodes that are open, outermost
/// first, and above them the one that was closed last.
/// </remarks>
internal sealed unsafe class TreeObjects : TreeFields
{
    private readonly Vm* vm;
    private readonly Dict* classes;
    private readonly Dict* singletons;
    private readonly List* nodes;
    private readonly SourceText source;
    private int columnsLine = -1;
    private int[]? columns;

    private TreeObjects(Vm* vm, Dict* classes, Dict* singletons, SourceText source)
    {
        this.vm = vm;
        this.classes = classes;
        this.singletons = singletons;
        this.source = source;
        nodes = Objects.List.New(vm);
    }

    /// <summary>The object of a tree; undefined with an exception pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="root">The tree.</param>
    /// <param name="source">The text it was made of.</param>
    public static Value Make(Vm* vm, Node root, SourceText source)
    {
        Dict* classes = AstClasses.Of(vm);
        if (classes == null)
        {
            return Value.Undefined;
        }

        Value singletons = Dict.GetStr(classes, Str.Intern(vm, "_singletons"u8));
        TreeObjects objects = new(vm, classes, (Dict*)singletons.AsObject, source);
        List* kept = objects.nodes;
        try
        {
            objects.Visit(root);
        }
        catch (InsufficientExecutionStackException)
        {
            return Throw.Raise(vm, TypeId.RecursionError, "maximum recursion depth exceeded during ast construction");
        }

        Value result = kept->Items[0];
        Calls.KeepAlive(kept);
        return result;
    }

    /// <summary>The value of a literal; see <see cref="Constant.Value"/>.</summary>
    public static Value OfLiteral(Vm* vm, object? value) => value switch
    {
        null => Value.None,
        bool truth => Value.FromBool(truth),
        long integer => Integers.FromLong(vm, integer),
        BigInteger large => Integers.FromBigInteger(vm, large),
        double number => Value.FromFloat(number),
        ImaginaryLiteral imaginary => Complex.New(vm, 0, imaginary.Value),
        string text => Value.FromObject(Str.New(vm, text)),
        byte[] bytes => Value.FromObject(Objects.Bytes.New(vm, bytes)),
        _ => Value.Ellipsis,
    };

    /// <inheritdoc/>
    protected override void Open(string name)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Value type = Dict.GetStr(classes, Str.Intern(vm, Str.New(vm, name)));
        Objects.List.Append(vm, nodes, Value.FromObject(InstanceAttributes.New(vm, (TypeObject*)type.AsObject)));
    }

    /// <inheritdoc/>
    protected override void Close(Node node, bool hasPlace)
    {
        if (hasPlace)
        {
            Number("lineno", node.Line);
            Number("col_offset", Bytes(node.Line, node.Column));
            Number("end_lineno", node.EndLine);
            Number("end_col_offset", Bytes(node.EndLine, node.EndColumn));
        }
    }

    /// <inheritdoc/>
    protected override void Field(string field, Node? node)
    {
        if (node is null)
        {
            Set(field, Value.None);
            return;
        }

        Visit(node);
        Value made = Pop();
        Set(field, made);
    }

    /// <inheritdoc/>
    protected override void List(string field, Node?[] nodes)
    {
        List* items = Objects.List.New(vm);
        foreach (Node? node in nodes)
        {
            Value made = Value.None;
            if (node is not null)
            {
                Visit(node);
                made = Pop();
            }

            Objects.List.Append(vm, items, made);
        }

        Set(field, Value.FromObject(items));
    }

    /// <inheritdoc/>
    protected override void Text(string field, string? text) => Set(field, text is null ? Value.None : Value.FromObject(Str.Intern(vm, Str.New(vm, text))));

    /// <inheritdoc/>
    protected override void Texts(string field, string[] texts)
    {
        List* items = Objects.List.New(vm);
        foreach (string text in texts)
        {
            Objects.List.Append(vm, items, Value.FromObject(Str.Intern(vm, Str.New(vm, text))));
        }

        Set(field, Value.FromObject(items));
    }

    /// <inheritdoc/>
    protected override void Symbol(string field, string name) => Set(field, Singleton(name));

    /// <inheritdoc/>
    protected override void Symbols(string field, string[] names)
    {
        List* items = Objects.List.New(vm);
        foreach (string name in names)
        {
            Objects.List.Append(vm, items, Singleton(name));
        }

        Set(field, Value.FromObject(items));
    }

    /// <inheritdoc/>
    protected override void Number(string field, int value) => Set(field, Value.FromInt(value));

    /// <inheritdoc/>
    protected override void Literal(string field, object? value) => Set(field, OfLiteral(vm, value));

    private Value Singleton(string name) => Dict.GetStr(singletons, Str.Intern(vm, Str.New(vm, name)));

    private Value Pop() => nodes->Items[--nodes->Length];

    private void Set(string field, Value value) => InstanceAttributes.Set(vm, nodes->Items[nodes->Length - 1], Str.Intern(vm, Str.New(vm, field)), value);

    /// <summary>A column in bytes of UTF-8, as <c>ast</c> counts.</summary>
    private int Bytes(int line, int column)
    {
        if (line != columnsLine)
        {
            columnsLine = line;
            columns = ByteColumns(source.GetLine(line));
        }

        return columns is null || column >= columns.Length ? column : columns[column];
    }

    /// <summary>The columns of a line's characters in bytes, that of its end last; null if they are those in characters.</summary>
    private static int[]? ByteColumns(string line)
    {
        if (Ascii.IsValid(line))
        {
            return null;
        }

        List<int> starts = [0];
        int bytes = 0;
        foreach (Rune rune in line.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            starts.Add(bytes);
        }

        return [.. starts];
    }
}
