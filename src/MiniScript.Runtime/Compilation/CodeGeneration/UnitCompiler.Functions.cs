namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Compilation.Scopes;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>Functions, lambdas and classes: the code that makes them, and the frame of their own code.</summary>
internal sealed partial class UnitCompiler
{
    private void CompileFunction(FunctionDefBase function)
    {
        doc = DocumentationString.Of(function.Body);
        Statements(function.Body.AsSpan(doc is null ? 0 : 1));
        doc = session.Options.DropDocumentation ? null : doc;
        ReturnNone(function.Body[^1]);
    }

    private void CompileClassBody(ClassDef definition)
    {
        int mark = top;
        if (unit.NeedsClassDict)
        {
            int ns = NewTemporary();
            Emit(definition, Opcode.LoadLocals, ns);
            Emit(definition, Opcode.StoreCell, unit.ClassDictRegister, ns);
            top = mark;
        }

        StoreInNamespace(definition, "__module__", LoadName(definition, "__name__", -1));
        StoreInNamespace(definition, "__qualname__", Literal(definition, qualifiedName, -1));
        StoreInNamespace(definition, "__firstlineno__", Literal(definition, (long)FirstLine(), -1));
        if (definition.TypeParams.Length > 0)
        {
            StoreInNamespace(definition, "__type_params__", LoadName(definition, SymbolTableBuilder.TypeParametersVariable, -1));
        }

        top = mark;
        if (unit.HasAnnotations)
        {
            Emit(definition, Opcode.SetupAnnotations);
        }

        doc = DocumentationString.Of(definition.Body);
        if (doc is not null && !session.Options.DropDocumentation)
        {
            StoreInNamespace(definition.Body[0], "__doc__", Literal(definition.Body[0], doc, -1));
            top = mark;
        }

        Statements(definition.Body.AsSpan(doc is null ? 0 : 1));
        var attributes = new object?[staticAttributes.Count];
        int count = 0;
        foreach (string name in staticAttributes)
        {
            attributes[count++] = name;
        }

        if (unit.NeedsClassDict)
        {
            StoreInNamespace(definition, "__classdictcell__", Copy(definition, unit.ClassDictRegister));
        }

        StoreInNamespace(definition, "__static_attributes__", Literal(definition, new TupleLiteral(attributes), -1));
        if (unit.NeedsClassCell)
        {
            int cell = Copy(definition, unit.ClassCellRegister);
            StoreInNamespace(definition, "__classcell__", cell);
            Emit(definition, Opcode.Move, cell, unit.ClassCellRegister);
            code.EmitLast(Opcode.Return, cell);
        }
        else
        {
            ReturnNone(definition);
        }
    }

    private void StoreInNamespace(Node at, string name, int value)
    {
        EmitWide(at, Opcode.StoreName, value, constants.Add(name));
        top = Math.Max(localCount, value);
    }

    private void ReturnNone(Node at)
    {
        code.Position = at.Span;
        code.EmitReturnConstant(constants.Add(null), isImplicit: true);
    }

    private int Lambda(Lambda node, int target)
    {
        int function = MakeFunction(node, session.Table.Of(node), node.Args, null);
        return Deliver(node, function, target);
    }

    /// <summary>Makes a function object in a new temporary: four successive registers hold its defaults, keyword defaults, closure and annotations.</summary>
    private int MakeFunction(Node at, Scope inner, Arguments? arguments, FunctionDefBase? definition)
    {
        int first = NewTemporaries(4);
        int present = 0;
        if (arguments is not null)
        {
            present |= unit.Kind == ScopeKind.TypeParameters ? PassedDefaults(at, first) : 0;
            present |= (present & 1) == 0 && Defaults(at, arguments, first) ? 1 : 0;
            present |= (present & 2) == 0 && KeywordDefaults(at, arguments, first + 1) ? 2 : 0;
        }

        if (definition is not null)
        {
            present |= Annotations(definition, first + 3) ? 8 : 0;
        }

        CodeUnit body = session.Compile(inner, this, QualifyName(inner));
        present |= Closure(at, body, first + 2) ? 4 : 0;
        for (int i = 0; i < 4; i++)
        {
            int absent = 0;
            while (i + absent < 4 && (present & (1 << (i + absent))) == 0)
            {
                absent++;
            }

            if (absent > 0)
            {
                Clear(at, first + i, absent);
                i += absent;
            }
        }

        EmitWide(at, Opcode.MakeFunction, first, constants.Add(body));
        top = first + 1;
        return first;
    }

    private string QualifyName(Scope inner)
    {
        if (unit.Kind == ScopeKind.TypeParameters)
        {
            return parent!.QualifyName(inner);
        }

        if (unit.Kind == ScopeKind.Module || (scope.Find(scope.Mangle(inner.Name)) is { Home: SymbolHome.GlobalExplicit } && inner.Kind is ScopeKind.Function or ScopeKind.Class))
        {
            return inner.Name;
        }

        return unit.IsFunctionLike ? $"{qualifiedName}.<locals>.{inner.Name}" : $"{qualifiedName}.{inner.Name}";
    }

    private bool Defaults(Node at, Arguments arguments, int register)
    {
        if (arguments.Defaults.Length == 0)
        {
            return false;
        }

        if (ConstantFolder.TryFoldAll(arguments.Defaults, out object?[] literals))
        {
            LoadConstant(at, register, new TupleLiteral(literals));
            return true;
        }

        int mark = top;
        int first = Values(arguments.Defaults);
        top = mark;
        Emit(at, Opcode.BuildTuple, register, first, arguments.Defaults.Length);
        return true;
    }

    private bool KeywordDefaults(Node at, Arguments arguments, int register)
    {
        int mark = top;
        int count = 0;
        for (int i = 0; i < arguments.KwOnlyArgs.Length; i++)
        {
            if (arguments.KwDefaults[i] is { } value)
            {
                int pair = NewTemporaries(2);
                LoadConstant(at, pair, scope.Mangle(arguments.KwOnlyArgs[i].Name));
                Value(value, pair + 1);
                top = pair + 2;
                count++;
            }
        }

        top = mark;
        if (count == 0)
        {
            return false;
        }

        Emit(at, Opcode.BuildDict, register, mark, count);
        return true;
    }

    private bool Annotations(FunctionDefBase definition, int register)
    {
        int mark = top;
        int count = 0;
        Arguments arguments = definition.Args;
        foreach (Arg argument in arguments.Args)
        {
            count += ParameterAnnotation(argument.Name, argument.Annotation);
        }

        foreach (Arg argument in arguments.PosOnlyArgs)
        {
            count += ParameterAnnotation(argument.Name, argument.Annotation);
        }

        count += arguments.VarArg is { } rest ? ParameterAnnotation(rest.Name, rest.Annotation) : 0;
        foreach (Arg argument in arguments.KwOnlyArgs)
        {
            count += ParameterAnnotation(argument.Name, argument.Annotation);
        }

        count += arguments.KwArg is { } keywords ? ParameterAnnotation(keywords.Name, keywords.Annotation) : 0;
        count += ParameterAnnotation("return", definition.Returns);
        top = mark;
        if (count == 0)
        {
            return false;
        }

        Emit(definition, Opcode.BuildDict, register, mark, count);
        return true;
    }

    private int ParameterAnnotation(string name, Expression? annotation)
    {
        if (annotation is null)
        {
            return 0;
        }

        int pair = NewTemporaries(2);
        LoadConstant(annotation, pair, scope.Mangle(name));
        if (annotation is Starred starred && !session.FutureAnnotations)
        {
            int items = Value(starred.Value);
            Emit(annotation, Opcode.Unpack, pair + 1, items, 1);
        }
        else
        {
            Annotation(annotation, pair + 1);
        }

        top = pair + 2;
        return 1;
    }

    /// <summary>Evaluates an annotation, or keeps its text where the source asks for that.</summary>
    private int Annotation(Expression annotation, int target) =>
        session.FutureAnnotations ? Literal(annotation, ExpressionText.Of(annotation), target) : Value(annotation, target);

    /// <summary>Collects the cells that a function reaches through its closure.</summary>
    private bool Closure(Node at, CodeUnit body, int register)
    {
        if (body.FreeNames.Length == 0)
        {
            return false;
        }

        int mark = top;
        foreach (string name in body.FreeNames)
        {
            int cell = NewTemporary();
            int local = CellRegister(name);
            if (local >= 0)
            {
                Emit(at, Opcode.Move, cell, local);
            }
            else
            {
                Emit(at, Opcode.LoadClosure, cell, unit.FreeIndex(name));
            }
        }

        top = mark;
        Emit(at, Opcode.BuildTuple, register, mark, body.FreeNames.Length);
        return true;
    }

    /// <summary>The register of the cell that a nested function means by a name; -1 if the cell comes through this unit's own closure.</summary>
    private int CellRegister(string name)
    {
        for (Scope? inner = scope; inner is not null && inner.Unit == unit; inner = inner.Parent)
        {
            if (inner.Kind == ScopeKind.Class)
            {
                return name == "__class__" ? inner.ClassCellRegister : name == ScopeResolver.ClassDictName ? inner.ClassDictRegister : -1;
            }

            if (inner.Find(name) is { Home: SymbolHome.Cell } symbol)
            {
                return symbol.Register;
            }
        }

        return -1;
    }

    private void DefineFunction(FunctionDefBase definition)
    {
        int mark = top;
        Decorators(definition.DecoratorList);
        int function = definition.TypeParams.Length > 0
            ? GenericFunction(definition)
            : MakeFunction(definition, session.Table.Of(definition), definition.Args, definition);
        Decorate(definition, definition.DecoratorList, mark, function);
        top = mark;
    }

    private void DefineClass(ClassDef definition)
    {
        int mark = top;
        Decorators(definition.DecoratorList);
        int made = definition.TypeParams.Length > 0
            ? CallTypeScope(definition, session.Table.OfTypes(definition), 0)
            : BuildClass(definition, definition.Bases);
        Decorate(definition, definition.DecoratorList, mark, made);
        top = mark;
    }

    /// <summary>Calls what makes a class; returns the register of the class.</summary>
    private int BuildClass(ClassDef definition, Expression[] bases)
    {
        int callee = NewTemporaries(2);
        Emit(definition, Opcode.LoadBuildClass, callee);
        MakeFunction(definition, session.Table.Of(definition), null, null);
        LoadConstant(definition, NewTemporary(), definition.Name);
        return Arguments(definition, definition.Span, callee, 2, bases, definition.Keywords, isMethod: false, callee, -1);
    }

    /// <summary>Evaluates decorators, each as the callee of a call whose only argument is what the next one returns.</summary>
    private void Decorators(Expression[] decorators)
    {
        foreach (Expression decorator in decorators)
        {
            int callee = NewTemporaries(2);
            Value(decorator, callee);
            top = callee + 2;
        }
    }

    private void Decorate(Statement definition, Expression[] decorators, int first, int value)
    {
        for (int i = decorators.Length - 1; i >= 0; i--)
        {
            int callee = first + (2 * i);
            Emit(decorators[i], Opcode.CallFunction, callee, 1, callee);
            value = callee;
        }

        Node at = definition;
        StoreName(at, definition is ClassDef made ? made.Name : ((FunctionDefBase)definition).Name, value);
    }
}
