using System.Numerics;
using System.Runtime.CompilerServices;
using MiniScript.Runtime.Compilation;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;
using Complex = MiniScript.Runtime.Objects.Complex;
using Dict = MiniScript.Runtime.Objects.Dict;
using List = MiniScript.Runtime.Objects.List;
using Module = MiniScript.Runtime.Syntax.Tree.Module;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.SyntaxTrees;

/// <summary>Makes a syntax tree of the objects of <c>ast</c>: reads the fields and checks that they hold what they should.</summary>
/// <remarks>What is wrong ends in a <see cref="BadTreeException"/>; the script exception is pending then.</remarks>
internal sealed unsafe partial class ObjectReader
{
    private static readonly SourceSpan Start = new(1, 0, 1, 0);
    private readonly Vm* vm;
    private readonly Dict* classes;

    private ObjectReader(Vm* vm, Dict* classes)
    {
        this.vm = vm;
        this.classes = classes;
    }

    /// <summary>Reads a whole tree; null with an exception pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="root">An instance of <c>ast.AST</c>.</param>
    /// <param name="wanted">The class that it must be of: <c>Module</c>, <c>Expression</c> or <c>Interactive</c>.</param>
    public static Node? Read(Vm* vm, Value root, string wanted)
    {
        Dict* classes = AstClasses.Of(vm);
        if (classes == null)
        {
            return null;
        }

        ObjectReader reader = new(vm, classes);
        try
        {
            string found = reader.ClassOf(root);
            if (found != wanted)
            {
                Throw.TypeError(vm, $"expected {wanted} node, got {Types.NameOf(vm, root)}");
                return null;
            }

            Node tree = wanted switch
            {
                "Module" => new Module(Start, reader.Statements(root, "body", found)),
                "Interactive" => new Interactive(Start, reader.Statements(root, "body", found)),
                _ => new ExpressionModule(Start, reader.Load(root, "body", found)),
            };
            if (wanted == "Module")
            {
                reader.Items(root, "type_ignores", found);
            }

            return tree;
        }
        catch (BadTreeException)
        {
            return null;
        }
        catch (InsufficientExecutionStackException)
        {
            Throw.Raise(vm, TypeId.RecursionError, "maximum recursion depth exceeded while traversing 'expr' node");
            return null;
        }
    }

    private BadTreeException TypeError(string message)
    {
        Throw.TypeError(vm, message);
        return new BadTreeException();
    }

    private BadTreeException ValueError(string message)
    {
        Throw.ValueError(vm, message);
        return new BadTreeException();
    }

    private BadTreeException SystemError(string message)
    {
        Throw.Raise(vm, TypeId.SystemError, message);
        return new BadTreeException();
    }

    /// <summary>The name of the class of <c>ast</c> that a node is of, or derived from; empty for another object.</summary>
    private string ClassOf(Value node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!node.IsObject || !node.Is(Kind.Instance))
        {
            return string.Empty;
        }

        Tuple* order = Types.Of(vm, node)->ResolutionOrder;
        for (int i = 0; i < order->Length; i++)
        {
            Value type = Tuple.Items(order)[i];
            if (Dict.GetStr(classes, ((TypeObject*)type.AsObject)->Name) == type)
            {
                return Str.ToManaged(((TypeObject*)type.AsObject)->Name);
            }
        }

        return string.Empty;
    }

    /// <summary>A field; undefined if the node has none of that name.</summary>
    private Value Get(Value node, string field)
    {
        int found = Attributes.TryGet(vm, node, Str.Intern(vm, Str.New(vm, field)), out Value value);
        return found < 0 ? throw new BadTreeException() : found == 0 ? Value.Undefined : value;
    }

    /// <summary>A field that must be there, and not <c>None</c>.</summary>
    private Value Required(Value node, string field, string owner)
    {
        Value value = Get(node, field);
        return value.IsUndefined ? throw TypeError($"required field \"{field}\" missing from {owner}")
            : value.IsNone ? throw ValueError($"field '{field}' is required for {owner}") : value;
    }

    /// <summary>A field that is a list, empty if it is missing.</summary>
    private List* Items(Value node, string field, string owner)
    {
        Value value = Get(node, field);
        if (value.IsUndefined)
        {
            return Objects.List.New(vm);
        }

        return value.Is(Kind.List) ? (List*)value.AsObject
            : throw TypeError($"{owner} field \"{field}\" must be a list, not a {Types.NameOf(vm, value)}");
    }

    private Value Item(List* items, int index, string field, string owner) =>
        index < items->Length ? items->Items[index] : throw Changed(field, owner);

    private BadTreeException Changed(string field, string owner)
    {
        Throw.RuntimeError(vm, $"{owner} field \"{field}\" changed size during iteration");
        return new BadTreeException();
    }

    private SourceSpan Place(Value node, string owner)
    {
        int line = Integer(node, "lineno", owner, isRequired: true);
        int column = Integer(node, "col_offset", owner, isRequired: true);
        bool needsEnd = owner is "pattern" or "type_param";
        Value endLine = Get(node, "end_lineno");
        Value endColumn = Get(node, "end_col_offset");
        if (needsEnd && (endLine.IsUndefined || endColumn.IsUndefined))
        {
            throw TypeError($"required field \"{(endLine.IsUndefined ? "end_lineno" : "end_col_offset")}\" missing from {owner}");
        }

        int lastLine = endLine.IsUndefined || endLine.IsNone ? line : ToInteger(endLine);
        int lastColumn = endColumn.IsUndefined || endColumn.IsNone ? column : ToInteger(endColumn);
        if (line > lastLine)
        {
            throw ValueError($"AST node line range ({line}, {lastLine}) is not valid");
        }

        if ((line < 0 && lastLine != line) || (column < 0 && lastColumn != column))
        {
            throw ValueError($"AST node column range ({column}, {lastColumn}) for line range ({line}, {lastLine}) is not valid");
        }

        if (line == lastLine && column > lastColumn)
        {
            throw ValueError($"line {line}, column {column}-{lastColumn} is not a valid range");
        }

        return new SourceSpan(line, column, lastLine, lastColumn);
    }

    private int Integer(Value node, string field, string owner, bool isRequired)
    {
        Value value = Get(node, field);
        if (value.IsUndefined)
        {
            return isRequired ? throw TypeError($"required field \"{field}\" missing from {owner}") : 0;
        }

        return value.IsNone && !isRequired ? 0 : ToInteger(value);
    }

    private int ToInteger(Value value)
    {
        if (!Integers.IsInteger(value))
        {
            Str* shown = Objects.Text.Repr(vm, value);
            throw shown == null ? new BadTreeException() : ValueError($"invalid integer value: {Str.ToManaged(shown)}");
        }

        Value integer = Integers.Unbox(value);
        if (!integer.IsInt || integer.AsInt is < int.MinValue or > int.MaxValue)
        {
            Throw.OverflowError(vm, "Python int too large to convert to C int");
            throw new BadTreeException();
        }

        return (int)integer.AsInt;
    }

    private string Identifier(Value node, string field, string owner) => ToIdentifier(Required(node, field, owner));

    private string? OptionalIdentifier(Value node, string field)
    {
        Value value = Get(node, field);
        return value.IsUndefined || value.IsNone ? null : ToIdentifier(value);
    }

    private string ToIdentifier(Value value) =>
        value.IsExactly(TypeId.Str) ? Str.ToManaged((Str*)value.AsObject) : throw TypeError("AST identifier must be of type str");

    /// <summary>An identifier that names a variable.</summary>
    private string Variable(string name) =>
        name is "None" or "True" or "False" ? throw ValueError($"identifier field can't represent '{name}' constant") : name;

    private string[] Identifiers(Value node, string field, string owner)
    {
        List* items = Items(node, field, owner);
        string[] names = new string[items->Length];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = ToIdentifier(Item(items, i, field, owner));
        }

        return names;
    }

    /// <summary>Checks the type comment of a node, which nothing uses.</summary>
    private void CheckComment(Value node)
    {
        Value comment = Get(node, "type_comment");
        if (!comment.IsUndefined && !comment.IsNone && !comment.Is(Kind.Str))
        {
            throw TypeError("AST string must be of type str");
        }
    }

    private string Symbol(Value node, string field, string owner, string kind)
    {
        Value value = Required(node, field, owner);
        return SymbolOf(value, kind);
    }

    private string SymbolOf(Value value, string kind)
    {
        string name = ClassOf(value);
        bool isOne = kind switch
        {
            "operator" => TreeFields.FindOperator(name) >= 0,
            "unaryop" => TreeFields.FindUnaryOperator(name) >= 0,
            "boolop" => TreeFields.FindBoolOperator(name) >= 0,
            "cmpop" => TreeFields.FindCompareOperator(name) >= 0,
            _ => TreeFields.FindContext(name) >= 0,
        };
        return isOne ? name : throw Expected(kind, value);
    }

    private BadTreeException Expected(string kind, Value value)
    {
        Str* shown = Objects.Text.Repr(vm, value);
        return shown == null ? new BadTreeException() : TypeError($"expected some sort of {kind}, but got {Str.ToManaged(shown)}");
    }

    /// <summary>The value of a <c>Constant</c>, as literals and constants of code have them.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isItem">Whether it is an item of a tuple or set.</param>
    private object? LiteralOf(Value value, bool isItem)
    {
        if (value.IsNone || value.IsTrue || value == Value.False || value == Value.Ellipsis)
        {
            return value.IsNone ? null : value == Value.Ellipsis ? EllipsisLiteral.Instance : value.IsTrue;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (Types.Of(vm, value)->Id)
        {
            case TypeId.Int:
                BigInteger integer = Integers.ToBigInteger(value);
                return integer >= long.MinValue && integer <= long.MaxValue ? (object)(long)integer : integer;
            case TypeId.Float:
                return value.AsFloat;
            case TypeId.Complex:
                Complex* number = (Complex*)value.AsObject;
                bool isImaginary = !isItem && BitConverter.DoubleToInt64Bits(number->Real) == 0;
                return isImaginary ? new ImaginaryLiteral(number->Imaginary) : new System.Numerics.Complex(number->Real, number->Imaginary);
            case TypeId.Str:
                return Str.ToManaged((Str*)value.AsObject);
            case TypeId.Bytes:
                return Bytes.Span((Bytes*)value.AsObject).ToArray();
            case TypeId.Tuple:
                return new TupleLiteral(LiteralsOf(Tuple.Items((Tuple*)value.AsObject), (int)((Tuple*)value.AsObject)->Length));
            case TypeId.FrozenSet:
                List* items = Iteration.ToList(vm, value);
                return new FrozenSetLiteral(LiteralsOf(items->Items, items->Length));
            default:
                throw TypeError($"got an invalid type in Constant: {Types.NameOf(vm, value)}");
        }
    }

    private object?[] LiteralsOf(Value* items, int count)
    {
        object?[] literals = new object?[count];
        for (int i = 0; i < count; i++)
        {
            literals[i] = LiteralOf(items[i], isItem: true);
        }

        return literals;
    }
}
