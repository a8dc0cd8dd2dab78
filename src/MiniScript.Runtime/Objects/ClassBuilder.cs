using MiniScript.Runtime.Compilation;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Makes script classes: <c>type(name, bases, namespace)</c>.</summary>
internal static unsafe class ClassBuilder
{
    /// <summary>Makes a class and runs the hooks of its namespace and bases (<c>__set_name__</c>, <c>__init_subclass__</c>).</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="meta">The metaclass.</param>
    /// <param name="name">The name.</param>
    /// <param name="bases">The bases; <c>object</c> if empty.</param>
    /// <param name="ns">The namespace, which is copied.</param>
    /// <param name="keywordValues">Values of the class keywords for <c>__init_subclass__</c>.</param>
    /// <param name="keywordNames">Their names, or null.</param>
    /// <returns>The class, or null with an exception pending.</returns>
    public static TypeObject* New(Vm* vm, TypeObject* meta, Str* name, Tuple* bases, Dict* ns, Value* keywordValues, Tuple* keywordNames)
    {
        if (bases->Length == 0)
        {
            Value root = Value.FromObject(Types.Of(vm, TypeId.Object));
            bases = Tuple.New(vm, &root, 1);
        }

        TypeObject* layout = BestBase(vm, bases);
        if (layout == null || !Builtins.TypeType.CheckName(vm, name))
        {
            return null;
        }

        TypeObject* type = (TypeObject*)vm->Heap.AllocateSmall((nuint)sizeof(TypeObject), Kind.Type, (uint)TypeId.Type);
        new Span<byte>((byte*)type + sizeof(ObjectHeader), sizeof(TypeObject) - sizeof(ObjectHeader)).Clear();
        type->Header.Shape = Shapes.New(vm, meta, 0, true)->Id; // a shape of its own, by which inline caches know the class
        type->Name = Str.Intern(vm, name);
        type->QualifiedName = type->Name;
        type->Base = layout;
        type->Bases = bases;
        type->Attributes = Dict.Copy(vm, ns);
        type->BuiltinBase = layout->BuiltinBase;
        type->InstanceKind = layout->InstanceKind == Kind.Free ? Kind.Instance : layout->InstanceKind;
        type->Flags = TypeFlags.Heap | TypeFlags.BaseType;
        if (Types.Of(vm, TypeId.Type) != meta)
        {
            type->Flags |= TypeFlags.CustomMeta;
        }

        if (!FillNamespace(vm, type) || !ClassSlots.Declare(vm, type))
        {
            return null;
        }

        type->DictionaryShape = Shapes.New(vm, type, type->ReservedSlots, true);
        type->ExpectedSlots = Math.Max(layout->ExpectedSlots, AttributesSetBy(vm, type)) + type->ReservedSlots - layout->ReservedSlots;
        type->RootShape = Shapes.New(vm, type, Math.Max(type->ExpectedSlots, 2), false);
        type->ResolutionOrder = ResolutionOrder(vm, type, bases);
        if (type->ResolutionOrder == null || ((type->Flags & TypeFlags.CustomMeta) != 0 && !AskForOrder(vm, meta, type)))
        {
            return null;
        }

        InheritPatternFlags(vm, type);
        InstanceDictionary.Declare(vm, type);
        InstanceDictionary.DeclareWeak(vm, type);
        vm->TypeEpoch++;
        SpecialMethods.UpdateSlots(vm, type);
        for (int i = 0; i < bases->Length; i++)
        {
            BuiltinTypes.AddSubclass(vm, (TypeObject*)Tuple.Items(bases)[i].AsObject, type);
        }

        return SetNames(vm, type) && InitSubclass(vm, type, keywordValues, keywordNames) ? type : null;
    }

    /// <summary>Gives a class other bases; false with <c>TypeError</c> pending if they do not fit.</summary>
    public static bool Rebase(Vm* vm, TypeObject* type, Tuple* bases)
    {
        if (bases->Length == 0)
        {
            Throw.TypeError(vm, $"can only assign non-empty tuple to {Str.ToManaged(type->Name)}.__bases__, not ()");
            return false;
        }

        TypeObject* layout = BestBase(vm, bases);
        if (layout == null)
        {
            return false;
        }

        if (layout->InstanceKind != type->Base->InstanceKind)
        {
            Throw.TypeError(
                vm, $"__bases__ assignment: '{Str.ToManaged(layout->Name)}' object layout differs from '{Str.ToManaged(type->Base->Name)}'");
            return false;
        }

        Tuple* oldBases = type->Bases;
        TypeObject* oldBase = type->Base;
        type->Bases = bases;
        type->Base = layout;
        for (int i = 0; i < bases->Length; i++)
        {
            if (TypeObject.IsSubtype((TypeObject*)Tuple.Items(bases)[i].AsObject, type))
            {
                Throw.TypeError(vm, "a __bases__ item causes an inheritance cycle");
            }
        }

        if (vm->HasPending || !Reorder(vm, type))
        {
            type->Bases = oldBases;
            type->Base = oldBase;
            return false;
        }

        for (int i = 0; i < bases->Length; i++)
        {
            BuiltinTypes.AddSubclass(vm, (TypeObject*)Tuple.Items(bases)[i].AsObject, type);
        }

        vm->TypeEpoch++;
        SpecialMethods.UpdateSlotsOfFamily(vm, type);
        return true;
    }

    /// <summary>The most derived metaclass of some bases and a start; null with <c>TypeError</c> pending if they conflict.</summary>
    public static TypeObject* Metaclass(Vm* vm, TypeObject* start, Tuple* bases)
    {
        TypeObject* winner = start;
        for (int i = 0; i < bases->Length; i++)
        {
            TypeObject* candidate = Types.Of(vm, Tuple.Items(bases)[i]);
            if (TypeObject.IsSubtype(winner, candidate))
            {
                continue;
            }

            if (!TypeObject.IsSubtype(candidate, winner))
            {
                Throw.TypeError(
                    vm,
                    "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
                return null;
            }

            winner = candidate;
        }

        return winner;
    }

    /// <summary>The C3 linearisation (https://www.python.org/download/releases/2.3/mro/); null with <c>TypeError</c> pending if there is none.</summary>
    public static Tuple* ResolutionOrder(Vm* vm, TypeObject* type, Tuple* bases)
    {
        int count = bases->Length;
        List* order = List.New(vm);
        List.Append(vm, order, Value.FromObject(type));
        if (count == 1)
        {
            Tuple* parent = ((TypeObject*)Tuple.Items(bases)[0].AsObject)->ResolutionOrder;
            for (int i = 0; i < parent->Length; i++)
            {
                List.Append(vm, order, Tuple.Items(parent)[i]);
            }

            return Tuple.New(vm, order->Items, order->Length);
        }

        // The sequences to merge: the orders of the bases, then the bases themselves.
        Tuple** sequences = stackalloc Tuple*[count + 1];
        int* heads = stackalloc int[count + 1];
        for (int i = 0; i < count; i++)
        {
            TypeObject* parent = (TypeObject*)Tuple.Items(bases)[i].AsObject;
            for (int j = 0; j < i; j++)
            {
                if (Tuple.Items(bases)[j] == Tuple.Items(bases)[i])
                {
                    Throw.TypeError(vm, $"duplicate base class {Str.ToManaged(parent->Name)}");
                    return null;
                }
            }

            sequences[i] = parent->ResolutionOrder;
            heads[i] = 0;
        }

        sequences[count] = bases;
        heads[count] = 0;
        while (true)
        {
            Value next = Value.Undefined;
            bool isEmpty = true;
            for (int i = 0; i <= count && next.IsUndefined; i++)
            {
                if (heads[i] >= sequences[i]->Length)
                {
                    continue;
                }

                isEmpty = false;
                Value candidate = Tuple.Items(sequences[i])[heads[i]];
                next = IsInTail(sequences, heads, count, candidate) ? Value.Undefined : candidate;
            }

            if (isEmpty)
            {
                return Tuple.New(vm, order->Items, order->Length);
            }

            if (next.IsUndefined)
            {
                RaiseInconsistent(vm, sequences, heads, count);
                return null;
            }

            List.Append(vm, order, next);
            for (int i = 0; i <= count; i++)
            {
                if (heads[i] < sequences[i]->Length && Tuple.Items(sequences[i])[heads[i]] == next)
                {
                    heads[i]++;
                }
            }
        }
    }

    /// <summary>Lets a metaclass that defines <c>mro</c> say what the resolution order is; false with an exception pending.</summary>
    private static bool AskForOrder(Vm* vm, TypeObject* meta, TypeObject* type)
    {
        Str* name = Str.Intern(vm, "mro"u8);
        Value method = Attributes.Lookup(vm, meta, name);
        if (method.IsUndefined || method == Attributes.Lookup(vm, Types.Of(vm, TypeId.Type), name))
        {
            return true;
        }

        Value bound = Attributes.Bind(vm, method, Value.FromObject(type), meta);
        Value result = bound.IsUndefined ? bound : Calls.Invoke(vm, bound);
        Tuple* order = result.IsUndefined ? null : Iteration.ToTuple(vm, result);
        if (order == null)
        {
            return false;
        }

        for (int i = 0; i < order->Length; i++)
        {
            Value item = Tuple.Items(order)[i];
            if (!item.Is(Kind.Type))
            {
                Throw.TypeError(vm, $"mro() returned a non-class ('{Types.NameOf(vm, item)}')");
                return false;
            }

            TypeObject* layout = LayoutOf(vm, (TypeObject*)item.AsObject);
            if (!TypeObject.IsSubtype(LayoutOf(vm, type->Base), layout))
            {
                Throw.TypeError(vm, $"mro() returned base with unsuitable layout ('{Str.ToManaged(((TypeObject*)item.AsObject)->Name)}')");
                return false;
            }
        }

        if (order->Length == 0)
        {
            Throw.TypeError(vm, "type MRO must not be empty");
            return false;
        }

        type->ResolutionOrder = order;
        return true;
    }

    private static bool Reorder(Vm* vm, TypeObject* type)
    {
        Tuple* order = ResolutionOrder(vm, type, type->Bases);
        if (order == null)
        {
            return false;
        }

        type->ResolutionOrder = order;
        for (int i = 0; type->Subclasses != null && i < type->Subclasses->Length; i++)
        {
            if (!Reorder(vm, (TypeObject*)type->Subclasses->Items[i].AsObject))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsInTail(Tuple** sequences, int* heads, int count, Value candidate)
    {
        for (int i = 0; i <= count; i++)
        {
            for (int j = heads[i] + 1; j < sequences[i]->Length; j++)
            {
                if (Tuple.Items(sequences[i])[j] == candidate)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void RaiseInconsistent(Vm* vm, Tuple** sequences, int* heads, int count)
    {
        List<string> names = [];
        for (int i = 0; i <= count; i++)
        {
            if (heads[i] < sequences[i]->Length)
            {
                string name = Str.ToManaged(TypeObject.ShortName((TypeObject*)Tuple.Items(sequences[i])[heads[i]].AsObject));
                if (!names.Contains(name))
                {
                    names.Add(name);
                }
            }
        }

        Throw.TypeError(vm, "Cannot create a consistent method resolution order (MRO) for bases " + string.Join(", ", names));
    }

    /// <summary>The base whose instances are laid out as the new class's must be.</summary>
    private static TypeObject* BestBase(Vm* vm, Tuple* bases)
    {
        TypeObject* winner = null;
        for (int i = 0; i < bases->Length; i++)
        {
            Value item = Tuple.Items(bases)[i];
            if (!item.Is(Kind.Type))
            {
                Throw.TypeError(vm, "bases must be types");
                return null;
            }

            TypeObject* candidate = (TypeObject*)item.AsObject;
            if ((candidate->Flags & TypeFlags.BaseType) == 0)
            {
                Throw.TypeError(vm, $"type '{Str.ToManaged(candidate->Name)}' is not an acceptable base type");
                return null;
            }

            if (winner == null)
            {
                winner = candidate;
                continue;
            }

            TypeObject* candidateLayout = LayoutOf(vm, candidate);
            TypeObject* winnerLayout = LayoutOf(vm, winner);
            if (TypeObject.IsSubtype(winnerLayout, candidateLayout))
            {
                continue;
            }

            if (!TypeObject.IsSubtype(candidateLayout, winnerLayout))
            {
                Throw.TypeError(vm, "multiple bases have instance lay-out conflict");
                return null;
            }

            winner = candidate;
        }

        return winner;
    }

    /// <summary>How many attributes a class's <c>__init__</c> sets on its first argument: the room that its instances will need.</summary>
    private static int AttributesSetBy(Vm* vm, TypeObject* type)
    {
        Value initialize = Dict.GetStr(type->Attributes, WellKnown.Name(vm, NameId.__init__));
        if (!initialize.Is(Kind.Function))
        {
            return 0;
        }

        Code* code = ((Function*)initialize.AsObject)->Code;
        int count = 0;
        Str** seen = stackalloc Str*[Shapes.MaxSlots];
        for (int i = 0; i < code->InstructionCount && count < Shapes.MaxSlots; i++)
        {
            ulong instruction = code->InstructionAt(i);
            if (Instruction.Op(instruction) != Opcode.StoreAttribute || Instruction.A(instruction) != 0)
            {
                continue;
            }

            Str* name = code->Caches[Instruction.C(instruction)].Name;
            bool isKnown = false;
            for (int j = 0; j < count && !isKnown; j++)
            {
                isKnown = seen[j] == name;
            }

            if (!isKnown)
            {
                seen[count++] = name;
            }
        }

        return count;
    }

    /// <summary>The ancestor that a type's layout comes from: the nearest class with slots of its own, else the nearest built-in type that adds
    /// state to its base's instances.</summary>
    private static TypeObject* LayoutOf(Vm* vm, TypeObject* type)
    {
        TypeObject* slots = ClassSlots.SlotOwner(type);
        if (slots != null)
        {
            return slots;
        }

        TypeObject* layout = Types.Of(vm, type->BuiltinBase);
        while (layout->Base != null && layout->InstanceKind == layout->Base->InstanceKind
            && (nint)layout->Slots.Initialize == (nint)layout->Base->Slots.Initialize)
        {
            layout = layout->Base;
        }

        return layout;
    }

    private static bool FillNamespace(Vm* vm, TypeObject* type)
    {
        Str* qualifiedKey = WellKnown.Name(vm, NameId.__qualname__);
        Value qualified = Dict.GetStr(type->Attributes, qualifiedKey);
        if (qualified.Is(Kind.Str))
        {
            type->QualifiedName = (Str*)qualified.AsObject;
            Dict.Remove(vm, type->Attributes, Value.FromObject(qualifiedKey), out _);
        }
        else if (!qualified.IsUndefined)
        {
            Throw.TypeError(vm, $"type __qualname__ must be a str, not {Types.NameOf(vm, qualified)}");
            return false;
        }

        Str* docKey = WellKnown.Name(vm, NameId.__doc__);
        if (Dict.GetStr(type->Attributes, docKey).IsUndefined)
        {
            Dict.SetStr(vm, type->Attributes, docKey, Value.None);
        }

        // A class that defines equality but no hash is unhashable.
        Str* hashKey = WellKnown.Name(vm, NameId.__hash__);
        if (!Dict.GetStr(type->Attributes, WellKnown.Name(vm, NameId.__eq__)).IsUndefined && Dict.GetStr(type->Attributes, hashKey).IsUndefined)
        {
            Dict.SetStr(vm, type->Attributes, hashKey, Value.None);
        }

        WrapImplicitly(vm, type, NameId.__new__, TypeId.StaticMethod);
        WrapImplicitly(vm, type, NameId.__init_subclass__, TypeId.ClassMethod);
        WrapImplicitly(vm, type, NameId.__class_getitem__, TypeId.ClassMethod);
        Str* cellKey = WellKnown.Name(vm, NameId.__classcell__);
        Value cell = Dict.GetStr(type->Attributes, cellKey);
        if (!cell.IsUndefined)
        {
            if (!cell.Is(Kind.Cell))
            {
                Throw.TypeError(vm, $"__classcell__ must be a nonlocal cell, not {Str.ToManaged(Text.Repr(vm, Value.FromObject(Types.Of(vm, cell))))}");
                return false;
            }

            ((Cell*)cell.AsObject)->Content = Value.FromObject(type);
            Dict.Remove(vm, type->Attributes, Value.FromObject(cellKey), out _);
        }

        Str* dictCellKey = WellKnown.Name(vm, NameId.__classdictcell__);
        Value dictCell = Dict.GetStr(type->Attributes, dictCellKey);
        if (dictCell.Is(Kind.Cell))
        {
            // Types that are evaluated later look names up in the class as it is then.
            ((Cell*)dictCell.AsObject)->Content = Value.FromObject(type->Attributes);
            Dict.Remove(vm, type->Attributes, Value.FromObject(dictCellKey), out _);
        }

        return true;
    }

    /// <summary>
    /// What <c>match</c> takes instances for: what <c>__abc_tpflags__</c> in the namespace says (32 a sequence, 64 a mapping), else what the first base does
    /// that is either.
    /// </summary>
    private static void InheritPatternFlags(Vm* vm, TypeObject* type)
    {
        const int Sequence = 1 << 5;
        const int Mapping = 1 << 6;
        type->Flags |= type->Base->Flags & TypeFlags.MatchSelf;
        Str* key = WellKnown.Name(vm, NameId.__abc_tpflags__);
        Value declared = Dict.GetStr(type->Attributes, key);
        if (declared.IsInt)
        {
            type->Flags |= (declared.AsInt & Sequence) != 0 ? TypeFlags.SequencePattern : (declared.AsInt & Mapping) != 0 ? TypeFlags.MappingPattern : 0;
            Dict.Remove(vm, type->Attributes, Value.FromObject(key), out _);
        }

        const TypeFlags Both = TypeFlags.SequencePattern | TypeFlags.MappingPattern;
        for (int i = 1; i < type->ResolutionOrder->Length && (type->Flags & Both) == 0; i++)
        {
            type->Flags |= ((TypeObject*)Tuple.Items(type->ResolutionOrder)[i].AsObject)->Flags & Both;
        }
    }

    private static void WrapImplicitly(Vm* vm, TypeObject* type, NameId name, TypeId wrapper)
    {
        Str* key = WellKnown.Name(vm, name);
        Value function = Dict.GetStr(type->Attributes, key);
        if (function.Is(Kind.Function))
        {
            Dict.SetStr(vm, type->Attributes, key, Value.FromObject(MethodWrappers.New(vm, wrapper, function)));
        }
    }

    private static bool SetNames(Vm* vm, TypeObject* type)
    {
        Dict* attributes = Dict.Copy(vm, type->Attributes);
        Str* hook = WellKnown.Name(vm, NameId.__set_name__);
        int position = 0;
        while (Dict.Next(attributes, ref position, out Value key, out Value value))
        {
            if (!value.IsObject || value.Is(Kind.Function) || Attributes.Lookup(vm, Types.Of(vm, value), hook).IsUndefined)
            {
                continue;
            }

            Value result = Calls.InvokeSpecial(vm, value, NameId.__set_name__, Value.FromObject(type), key);
            if (result.IsUndefined)
            {
                Throw.AddNote(vm, $"Error calling __set_name__ on '{Types.NameOf(vm, value)}' instance '{Str.ToManaged((Str*)key.AsObject)}' in '{Str.ToManaged(type->Name)}'");
                return false;
            }
        }

        return true;
    }

    private static bool InitSubclass(Vm* vm, TypeObject* type, Value* keywordValues, Tuple* keywordNames)
    {
        Str* hook = WellKnown.Name(vm, NameId.__init_subclass__);
        for (int i = 1; i < type->ResolutionOrder->Length; i++)
        {
            TypeObject* ancestor = (TypeObject*)Tuple.Items(type->ResolutionOrder)[i].AsObject;
            Value* slot = Dict.FindSlot(Attributes.DictOf(vm, ancestor), hook);
            if (slot == null)
            {
                continue;
            }

            Value bound = Attributes.Bind(vm, *slot, Value.Undefined, type);
            return !bound.IsUndefined && !Calls.Invoke(vm, bound, keywordValues, 0, keywordNames).IsUndefined;
        }

        if (keywordNames != null && keywordNames->Length > 0)
        {
            Throw.TypeError(vm, $"{Str.ToManaged(type->QualifiedName)}.__init_subclass__() takes no keyword arguments");
            return false;
        }

        return true;
    }
}
