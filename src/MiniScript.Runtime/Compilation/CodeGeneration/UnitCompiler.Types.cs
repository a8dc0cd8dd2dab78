namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Compilation.Scopes;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>Type parameters and type aliases (PEP 695, PEP 696).</summary>
/// <remarks>
/// A definition with type parameters is made by a function of its own, which is called at once: it makes the parameters, which are its variables, then the
/// definition, and returns it. Default values are evaluated before and passed as arguments. Bounds, defaults and values of aliases are functions too,
/// called when somebody asks for them.
/// </remarks>
internal sealed partial class UnitCompiler
{
    /// <summary>The code of a function that makes type parameters and what they belong to.</summary>
    private void CompileTypeParameters(Node definition)
    {
        switch (definition)
        {
            case FunctionDefBase function:
                int parameters = TypeParameters(function, function.TypeParams);
                int made = MakeFunction(function, session.Table.Of(function), function.Args, function);
                Emit(function, Opcode.StoreAttribute, made, parameters, Cache(function, Opcode.StoreAttribute, "__type_params__"));
                code.EmitLast(Opcode.Return, made);
                break;
            case ClassDef type:
                int tuple = TypeParameters(type, type.TypeParams);
                StoreName(type, SymbolTableBuilder.TypeParametersVariable, tuple);
                int generic = NewTemporary();
                Emit(type, Opcode.SubscriptGeneric, generic, tuple);
                StoreName(type, SymbolTableBuilder.GenericBaseVariable, generic);
                Expression[] bases = [.. type.Bases, new Name(type.Span, SymbolTableBuilder.GenericBaseVariable, ExprContext.Load)];
                int built = BuildClass(type, bases);
                code.Position = type.Span;
                code.EmitLast(Opcode.Return, built);
                break;
            case TypeAlias alias:
                int own = TypeParameters(alias, alias.TypeParams);
                int first = MakeTypeAlias(alias, own);
                code.EmitLast(Opcode.Return, first);
                break;
        }
    }

    /// <summary>The code of a bound, default or alias.</summary>
    private void CompileTypeValue(Expression value)
    {
        if (value is not Starred starred)
        {
            Return(value, value);
            return;
        }

        int item = NewTemporary();
        int items = Value(starred.Value);
        Emit(value, Opcode.Unpack, item, items, 1);
        code.EmitLast(Opcode.Return, item);
    }

    /// <summary>Makes type parameters, binds each, and leaves the tuple of them in a new temporary.</summary>
    private int TypeParameters(Node at, TypeParam[] parameters)
    {
        int first = NewTemporaries(parameters.Length);
        for (int i = 0; i < parameters.Length; i++)
        {
            TypeParam parameter = parameters[i];
            int mark = top;
            int made = NewTemporaries(2);
            Expression? bound = (parameter as TypeVar)?.Bound;
            TypeValueFunction(parameter, bound, made);
            TypeValueFunction(parameter, parameter.DefaultValue, made + 1);
            int kind = parameter.Kind switch
            {
                NodeKind.TypeVarTuple => 2,
                NodeKind.ParamSpec => 3,
                _ => bound is Tuple ? 1 : 0,
            };
            code.Position = parameter.Span;
            code.EmitWide(Opcode.MakeTypeParameter, made, constants.Add(parameter.Name), kind);
            Emit(parameter, Opcode.Move, first + i, made);
            StoreName(parameter, parameter.Name, made);
            top = mark;
        }

        Emit(at, Opcode.BuildTuple, first, first, parameters.Length);
        top = first + 1;
        return first;
    }

    /// <summary>Puts a function that evaluates an expression later into a register; undefined without one.</summary>
    private void TypeValueFunction(Node at, Expression? value, int register)
    {
        if (value is null)
        {
            Clear(at, register);
            return;
        }

        int mark = top;
        int function = MakeFunction(at, session.Table.OfTypes(value), null, null);
        Emit(at, Opcode.Move, register, function);
        top = mark;
    }

    private void DefineTypeAlias(TypeAlias alias)
    {
        CheckBindable(alias, alias.Name.Id, "assign to");
        int mark = top;
        int made = alias.TypeParams.Length > 0 ? CallTypeScope(alias, session.Table.OfTypes(alias), 0) : MakeTypeAlias(alias, -1);
        StoreName(alias.Name, alias.Name.Id, made);
        top = mark;
    }

    private int MakeTypeAlias(TypeAlias alias, int parameters)
    {
        int first = NewTemporaries(2);
        TypeValueFunction(alias, alias.Value, first);
        if (parameters >= 0)
        {
            Emit(alias, Opcode.Move, first + 1, parameters);
        }
        else
        {
            Clear(alias, first + 1);
        }

        EmitWide(alias, Opcode.MakeTypeAlias, first, constants.Add(alias.Name.Id));
        top = first + 1;
        return first;
    }

    private int GenericFunction(FunctionDefBase definition)
    {
        int mark = top;
        NewTemporaries(2);
        int count = 0;
        int argument = NewTemporary();
        if (Defaults(definition, definition.Args, argument))
        {
            count++;
            argument = NewTemporary();
        }

        count += KeywordDefaults(definition, definition.Args, argument) ? 1 : 0;
        top = mark;
        return CallTypeScope(definition, session.Table.OfTypes(definition), count);
    }

    /// <summary>Calls the function of a type scope, whose arguments lie two registers above the top; returns the register of the result.</summary>
    private int CallTypeScope(Node at, Scope inner, int count)
    {
        int callee = NewTemporaries(2 + count);
        int function = MakeFunction(at, inner, null, null);
        Emit(at, Opcode.Move, callee, function);
        Emit(at, Opcode.CallFunction, callee, count, callee);
        top = callee + 1;
        return callee;
    }

    /// <summary>Moves the defaults that were passed to a type scope to where the function is made: bit 0 positional ones, bit 1 keyword ones.</summary>
    private int PassedDefaults(Node at, int register)
    {
        int present = 0;
        for (int i = 0; i < unit.Parameters.Count; i++)
        {
            int bit = unit.Parameters[i] == ".defaults" ? 0 : 1;
            Emit(at, Opcode.Move, register + bit, i);
            present |= 1 << bit;
        }

        return present;
    }
}
