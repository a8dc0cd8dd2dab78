namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Compilation.Scopes;
using MiniScript.Runtime.Syntax.Tree;

/// <summary>Assignment, deletion and unpacking.</summary>
internal sealed partial class UnitCompiler
{
    /// <summary>Binds a target to the value in a register.</summary>
    private void Store(Expression target, int value)
    {
        EnsureStack();
        int mark = top;
        switch (target)
        {
            case Name name:
                StoreName(name, name.Id, value);
                break;
            case Attribute attribute:
                CheckBindable(attribute, attribute.Attr, "assign to");
                NoteStaticAttribute(attribute);
                int self = Value(attribute.Value);
                EmitAtName(attribute, Opcode.StoreAttribute, self, value, Cache(attribute, Opcode.StoreAttribute, scope.Mangle(attribute.Attr)));
                break;
            case Subscript subscript:
                int container = Operand(subscript.Value, subscript.Slice);
                int key = Value(subscript.Slice);
                Emit(subscript, Opcode.SetItem, container, key, value);
                break;
            case Tuple tuple:
                Unpack(tuple, tuple.Elts, value);
                break;
            case List list:
                Unpack(list, list.Elts, value);
                break;
            case Starred:
                throw Errors.At(target, "starred assignment target must be in a list or tuple");
        }

        top = mark;
    }

    private void Unpack(Expression node, Expression[] targets, int value)
    {
        int star = Array.FindIndex(targets, target => target is Starred);
        if (star >= 0 && Array.FindIndex(targets, star + 1, target => target is Starred) >= 0)
        {
            throw Errors.At(node, "multiple starred expressions in assignment");
        }

        if (star > byte.MaxValue || (star >= 0 && targets.Length - star - 1 > ushort.MaxValue) || targets.Length > MaxRegisters)
        {
            throw Errors.At(node, "too many expressions in star-unpacking assignment");
        }

        int first = ConsecutiveLocals(targets);
        bool isDirect = first >= 0;
        if (!isDirect)
        {
            first = NewTemporaries(targets.Length);
        }

        if (star >= 0)
        {
            code.Position = node.Span;
            EmitUnpackStar(first, value, star, targets.Length - star - 1);
        }
        else
        {
            Emit(node, Opcode.Unpack, first, value, targets.Length);
        }

        for (int i = 0; i < targets.Length; i++)
        {
            if (isDirect)
            {
                code.Assigned.Add(first + i);
            }
            else
            {
                Store(targets[i] is Starred starred ? starred.Value : targets[i], first + i);
            }
        }
    }

    private void EmitUnpackStar(int first, int value, int before, int after) =>
        code.Emit(Opcode.UnpackStar, first, value, before | (after & 0xff00), after & 0xff);

    /// <summary>The first register if the targets are variables in successive registers, so that they can be unpacked in place; else -1.</summary>
    private int ConsecutiveLocals(Expression[] targets)
    {
        int first = -1;
        for (int i = 0; i < targets.Length; i++)
        {
            int local = LocalTarget(targets[i] is Starred starred ? starred.Value : targets[i]);
            if (local < 0 || (i > 0 && local != first + i))
            {
                return -1;
            }

            first = i == 0 ? local : first;
        }

        return first;
    }

    private void Assign(Assign statement)
    {
        Expression value = statement.Value;
        if (statement.Targets.Length == 1)
        {
            Expression target = statement.Targets[0];
            int local = LocalTarget(target);
            if (local >= 0)
            {
                Value(value, local);
                code.Assigned.Add(local);
                return;
            }

            if (ItemsOf(target) is { } targets && value is Tuple tuple && tuple.Elts.Length == targets.Length
                && targets.Length <= PortionSize && !HasStars(targets) && !HasStars(tuple.Elts))
            {
                AssignParallel(targets, tuple.Elts);
                return;
            }
        }

        int register = Value(value);
        if (Array.Exists(statement.Targets, target => MustCopy(register, target)) || (statement.Targets.Length > 1 && register < localCount))
        {
            register = Copy(value, register);
        }

        foreach (Expression target in statement.Targets)
        {
            Store(target, register);
        }
    }

    private static Expression[]? ItemsOf(Expression target) => target switch
    {
        Tuple tuple => tuple.Elts,
        List list => list.Elts,
        _ => null,
    };

    /// <summary><c>a, b = x, y</c> without the tuple: evaluates all values, then binds all targets. A variable that an earlier target rebinds is copied.</summary>
    private void AssignParallel(Expression[] targets, Expression[] values)
    {
        var registers = new int[values.Length];
        var literals = new object?[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (ConstantFolder.TryFold(values[i], out literals[i]))
            {
                // Nothing can change it: it is loaded where it is stored.
                registers[i] = -1;
                continue;
            }

            int register = Value(values[i], i == values.Length - 1 ? LastTarget(targets, registers) : -1);
            if (register < localCount && (IsRebound(register, targets.AsSpan(0, i)) || MustCopy(register, values.AsSpan(i + 1)) || MustCopy(register, targets)))
            {
                register = Copy(values[i], register);
            }

            registers[i] = register;
        }

        for (int i = 0; i < targets.Length; i++)
        {
            int value = registers[i] >= 0 ? registers[i] : Literal(values[i], literals[i], LocalTarget(targets[i]));
            Store(targets[i], value);
        }
    }

    /// <summary>The variable that the last value may be computed into at once, because nothing reads its old value any more; -1 if there is none.</summary>
    private int LastTarget(Expression[] targets, int[] registers)
    {
        int last = LocalTarget(targets[^1]);
        return Array.TrueForAll(targets, target => LocalTarget(target) >= 0) && Array.IndexOf(registers, last, 0, registers.Length - 1) < 0 ? last : -1;
    }

    private bool MustCopy(int register, ReadOnlySpan<Expression> later)
    {
        foreach (Expression expression in later)
        {
            if (MustCopy(register, expression))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsRebound(int register, ReadOnlySpan<Expression> targets)
    {
        foreach (Expression target in targets)
        {
            if (target is not (Attribute or Subscript) && (target is not Name || LocalTarget(target) == register))
            {
                return true;
            }
        }

        return false;
    }

    private void AugmentedAssign(AugAssign statement)
    {
        int mark = top;
        switch (statement.Target)
        {
            case Name name:
                CheckBindable(name, name.Id, "assign to");
                int local = LocalTarget(name);
                if (local >= 0)
                {
                    int current = Operand(name, statement.Value);
                    Operation(statement, statement.Op, current, statement.Value, local, top, inPlace: true);
                    return;
                }

                int old = LoadName(name, name.Id, -1);
                StoreName(name, name.Id, Operation(statement, statement.Op, old, statement.Value, -1, mark, inPlace: true));
                break;
            case Attribute attribute:
                NoteStaticAttribute(attribute);
                int self = Operand(attribute.Value, statement.Value);
                int field = NewTemporary();
                string attributeName = scope.Mangle(attribute.Attr);
                EmitAtName(attribute, Opcode.LoadAttribute, field, self, Cache(attribute, Opcode.LoadAttribute, attributeName));
                Operation(statement, statement.Op, field, statement.Value, field, field + 1, inPlace: true);
                EmitAtName(attribute, Opcode.StoreAttribute, self, field, Cache(attribute, Opcode.StoreAttribute, attributeName));
                break;
            case Subscript subscript:
                Expression[] later = [subscript.Slice, statement.Value];
                int container = Operand(subscript.Value, later);
                int key = Operand(subscript.Slice, statement.Value);
                int item = NewTemporary();
                Emit(subscript, Opcode.GetItem, item, container, key);
                Operation(statement, statement.Op, item, statement.Value, item, item + 1, inPlace: true);
                Emit(subscript, Opcode.SetItem, container, key, item);
                break;
        }

        top = mark;
    }

    private void AnnotatedAssign(AnnAssign statement)
    {
        if (statement.Value is not null)
        {
            int local = LocalTarget(statement.Target);
            if (local >= 0)
            {
                Value(statement.Value, local);
                code.Assigned.Add(local);
            }
            else
            {
                Store(statement.Target, Value(statement.Value));
            }
        }

        bool isInNamespace = !scope.Unit.IsFunctionLike;
        switch (statement.Target)
        {
            case Name name:
                CheckBindable(name, name.Id, "assign to");
                if (statement.Simple && isInNamespace)
                {
                    int annotation = Annotation(statement.Annotation, -1);
                    int dict = LoadName(statement, "__annotations__", -1);
                    int key = Literal(statement, scope.Mangle(name.Id), -1);
                    Emit(statement, Opcode.SetItem, dict, key, annotation);
                }

                break;
            case Attribute attribute when statement.Value is null:
                Value(attribute.Value);
                break;
            case Subscript subscript when statement.Value is null:
                Value(subscript.Value);
                Value(subscript.Slice);
                break;
        }

        if (!statement.Simple && isInNamespace && !session.FutureAnnotations)
        {
            Value(statement.Annotation);
        }
    }

    private void Delete(Expression target)
    {
        int mark = top;
        switch (target)
        {
            case Name name:
                DeleteName(name, name.Id);
                break;
            case Attribute attribute:
                CheckBindable(attribute, attribute.Attr, "delete");
                int self = Value(attribute.Value);
                code.Position = AtName(attribute.Span, attribute);
                code.EmitWide(Opcode.DeleteAttribute, self, constants.Add(scope.Mangle(attribute.Attr)));
                break;
            case Subscript subscript:
                int container = Operand(subscript.Value, subscript.Slice);
                int key = Value(subscript.Slice);
                Emit(subscript, Opcode.DeleteItem, container, key);
                break;
            case Tuple tuple:
                Array.ForEach(tuple.Elts, Delete);
                break;
            case List list:
                Array.ForEach(list.Elts, Delete);
                break;
        }

        top = mark;
    }

    /// <summary>Remembers <c>self.name = …</c> for the <c>__static_attributes__</c> of the class around.</summary>
    private void NoteStaticAttribute(Attribute attribute)
    {
        if (attribute.Value is not Name { Id: "self" })
        {
            return;
        }

        for (UnitCompiler? outer = this; outer is not null; outer = outer.parent)
        {
            if (outer.unit.Kind == ScopeKind.Class)
            {
                outer.staticAttributes.Add(attribute.Attr);
                return;
            }
        }
    }
}
