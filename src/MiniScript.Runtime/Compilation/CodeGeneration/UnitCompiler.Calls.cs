namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Compilation.Scopes;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>Calls.</summary>
/// <remarks>The callee is in R[A], the object of a method call in R[A+1], the arguments follow from R[A+2].</remarks>
internal sealed partial class UnitCompiler
{
    /// <summary>The most arguments that are passed in registers; more go through a tuple.</summary>
    private const int MaxRegisterArguments = 128;

    private int Call(Call node, int target)
    {
        SuspiciousCode.WarnOfCallee(session, node.Func);
        int mark = top;
        int callee = NewTemporaries(2);
        SourceSpan position = node.Span;
        bool isMethod = false;
        if (node.Func is Attribute attribute)
        {
            isMethod = true;
            position = AtName(position, attribute);
            if (IsZeroArgumentSuper(attribute, out int self))
            {
                NewTemporary();
                SuperOperands((Call)attribute.Value, callee, self);
                EmitAtName(attribute, Opcode.LoadSuperMethod, callee, 0, Cache(node, Opcode.LoadSuperMethod, scope.Mangle(attribute.Attr)));
            }
            else
            {
                int value = Value(attribute.Value);
                EmitAtName(attribute, Opcode.LoadMethod, callee, value, Cache(node, Opcode.LoadMethod, scope.Mangle(attribute.Attr)));
            }
        }
        else
        {
            Value(node.Func, callee);
        }

        top = callee + 2;
        return Arguments(node, position, callee, 0, node.Args, node.Keywords, isMethod, mark, target);
    }

    /// <summary>Evaluates the arguments of a call whose callee is in place, and emits the call.</summary>
    /// <param name="node">What the instructions are attributed to.</param>
    /// <param name="position">Where the call itself stands.</param>
    /// <param name="callee">The register of the callee.</param>
    /// <param name="present">How many arguments are in their registers already, which end at the top.</param>
    /// <param name="arguments">Further positional arguments.</param>
    /// <param name="keywords">Keyword arguments.</param>
    /// <param name="isMethod">True if the register behind the callee is set: the object, or undefined.</param>
    /// <param name="mark">Where a temporary for the result is made.</param>
    /// <param name="target">The target, or -1.</param>
    /// <returns>The register of the result.</returns>
    private int Arguments(
        Node node, SourceSpan position, int callee, int present, ReadOnlySpan<Expression> arguments, Keyword[] keywords, bool isMethod, int mark, int target)
    {
        CheckKeywords(keywords);
        if (arguments.Length + keywords.Length > MaxRegisterArguments || NeedsSpread(arguments, keywords))
        {
            return SpreadCall(node, position, callee, present, arguments, keywords, isMethod, mark, target);
        }

        Values(arguments);
        int count = present + arguments.Length;
        Opcode opcode = isMethod ? Opcode.Call : Opcode.CallFunction;
        if (keywords.Length > 0)
        {
            KeywordValues(node, keywords);
            count += keywords.Length;
            opcode = Opcode.CallKeywords;
            if (!isMethod)
            {
                Clear(node, callee + 1);
            }
        }

        top = mark;
        int destination = Destination(target);
        code.Position = position;
        code.Emit(opcode, callee, count, destination);
        return destination;
    }

    private void CheckKeywords(Keyword[] keywords)
    {
        for (int i = 0; i < keywords.Length; i++)
        {
            if (keywords[i].Arg is not { } name)
            {
                continue;
            }

            CheckBindable(keywords[i], name, "assign to");
            for (int j = i + 1; j < keywords.Length; j++)
            {
                if (keywords[j].Arg == name)
                {
                    throw Errors.At(keywords[j], $"keyword argument repeated: {name}");
                }
            }
        }
    }

    /// <summary>Evaluates keyword arguments and puts the tuple of their names behind them.</summary>
    private void KeywordValues(Node node, Keyword[] keywords)
    {
        var names = new object?[keywords.Length];
        for (int i = 0; i < keywords.Length; i++)
        {
            names[i] = keywords[i].Arg;
            int register = NewTemporary();
            Value(keywords[i].Value, register);
            top = register + 1;
        }

        LoadConstant(node, NewTemporary(), new TupleLiteral(names));
    }

    private static bool NeedsSpread(ReadOnlySpan<Expression> arguments, Keyword[] keywords)
    {
        foreach (Expression argument in arguments)
        {
            if (argument is Starred)
            {
                return true;
            }
        }

        foreach (Keyword keyword in keywords)
        {
            if (keyword.Arg is null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Emits a call through a tuple and a dict; parameters as of <see cref="Arguments"/>.</summary>
    private int SpreadCall(
        Node node, SourceSpan position, int callee, int present, ReadOnlySpan<Expression> arguments, Keyword[] keywords, bool isMethod, int mark, int target)
    {
        int tuple = callee + 2;
        if (present == 0)
        {
            NewTemporary();
        }

        if (present == 0 && arguments.Length == 1 && arguments[0] is Starred only)
        {
            int items = Value(only.Value);
            code.Position = position;
            code.Emit(Opcode.SpreadTuple, tuple, items, callee);
            top = tuple + 1;
        }
        else
        {
            PositionalTuple(node, tuple, present, arguments);
        }

        int dict = NewTemporary();
        if (keywords.Length == 0)
        {
            Clear(node, dict);
        }
        else
        {
            SpreadKeywords(node, callee, dict, keywords);
        }

        if (!isMethod)
        {
            Clear(node, callee + 1);
        }

        top = mark;
        int destination = Destination(target);
        code.Position = position;
        code.Emit(Opcode.CallSpread, callee, 0, destination);
        return destination;
    }

    /// <summary>Collects positional arguments in a list, which becomes the tuple. The first ones are in the registers from that of the tuple on.</summary>
    private void PositionalTuple(Node node, int tuple, int present, ReadOnlySpan<Expression> arguments)
    {
        Emit(node, Opcode.BuildList, tuple, tuple, present);
        top = tuple + 1;
        foreach (Expression argument in arguments)
        {
            bool isStarred = argument is Starred;
            int item = Value(argument is Starred starred ? starred.Value : argument);
            Emit(isStarred ? argument : node, isStarred ? Opcode.ListExtend : Opcode.ListAppend, tuple, item);
            top = tuple + 1;
        }

        Emit(node, Opcode.ListToTuple, tuple, tuple);
    }

    private void SpreadKeywords(Node node, int callee, int dict, Keyword[] keywords)
    {
        Emit(node, Opcode.BuildDict, dict, 0, 0);
        int mark = top;
        for (int i = 0; i < keywords.Length; i++)
        {
            Keyword keyword = keywords[i];
            if (keyword.Arg is { } name)
            {
                // A literal name may repeat one that a mapping before it brought, which is an error as well: each named stretch is merged like a mapping.
                int single = NewTemporaries(2);
                LoadConstant(node, single, name);
                Value(keyword.Value, single + 1);
                Emit(node, Opcode.BuildDict, single, single, 1);
                Emit(node, Opcode.DictMerge, dict, single, callee);
            }
            else
            {
                int mapping = Value(keyword.Value);
                Emit(node, Opcode.DictMerge, dict, mapping, callee);
            }

            top = mark;
        }
    }

    /// <summary>True for <c>super().name</c> in a method: the first parameter is <paramref name="self"/>.</summary>
    private bool IsZeroArgumentSuper(Attribute node, out int self)
    {
        self = 0;
        return node.Value is Call { Func: Name { Id: "super" }, Args.Length: 0, Keywords.Length: 0 }
            && node.Attr != "__class__"
            && unit.Kind is ScopeKind.Function or ScopeKind.Lambda
            && unit.Parameters.Count > 0
            && !IsStarParameter()
            && Find("super").Place == Place.Global
            && Find("__class__").Place == Place.Free;
    }

    /// <summary>True if the first parameter is <c>*args</c> or <c>**kwargs</c>: then there is no first argument to find.</summary>
    private bool IsStarParameter()
    {
        Arguments? parameters = unit.Node switch
        {
            FunctionDefBase function => function.Args,
            Lambda lambda => lambda.Args,
            _ => null,
        };
        return parameters is null || parameters.PosOnlyArgs.Length + parameters.Args.Length == 0;
    }

    /// <summary>Puts what <c>super</c> means here, the class and the first argument into three registers.</summary>
    private void SuperOperands(Call call, int first, int self)
    {
        LoadName(call.Func, "super", first);
        LoadName(call, "__class__", first + 1);
        Symbol parameter = locals[self];
        if (parameter.Home == SymbolHome.Cell)
        {
            Emit(call, Opcode.LoadCell, first + 2, self, NarrowConstant(call, parameter.Name));
        }
        else
        {
            CheckAssigned(call, new Variable(Place.Register, self, parameter.Name));
            Emit(call, Opcode.Move, first + 2, self);
        }
    }
}
