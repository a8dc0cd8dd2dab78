using System.Text;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Pickling;

/// <content>Objects that are taken apart, and those that are found by their names.</content>
internal unsafe ref partial struct PickleWriter
{
    private const int MostParts = 6;

    private bool SaveObject(Value self, TypeId id)
    {
        Value reduced = Value.NotImplemented;
        if (!reducerOverride.IsNone)
        {
            reduced = Calls.Invoke(vm, reducerOverride, self);
            if (reduced.IsUndefined)
            {
                return false;
            }
        }

        if (reduced.IsNotImplemented)
        {
            if (id == TypeId.Type)
            {
                return SaveType(self);
            }

            if (id == TypeId.Function)
            {
                return SaveGlobal(self, Value.Undefined);
            }

            TypeObject* type = Types.Of(vm, self);
            Value function = Registered(type);
            if (function.IsUndefined && !vm->Pending.IsUndefined)
            {
                return false;
            }

            if (!function.IsUndefined)
            {
                reduced = Calls.Invoke(vm, function, self);
            }
            else if (self.Is(Kind.Type))
            {
                return SaveGlobal(self, Value.Undefined);
            }
            else if (protocol >= 2 && IsPlain(self, type))
            {
                return SavePlain(self, type);
            }
            else
            {
                int found = Attributes.TryGet(vm, self, Str.Intern(vm, "__reduce_ex__"u8), out Value method);
                reduced = found < 0 ? Value.Undefined : found > 0 ? Calls.Invoke(vm, method, Value.FromInt(protocol))
                    : Calls.InvokeMethod(vm, self, Str.Intern(vm, "__reduce__"u8), null, 0);
            }
        }

        return reduced.IsUndefined ? false
            : reduced.Is(Kind.Str) ? SaveGlobal(self, reduced)
            : reduced.Is(Kind.Tuple) ? SaveReduced(self, (Tuple*)reduced.AsObject)
            : PickleErrors.Pickling(vm, "__reduce__ must return a string or tuple");
    }

    /// <summary>The function that is registered for a class; undefined if there is none, or with an exception pending.</summary>
    private Value Registered(TypeObject* type)
    {
        if (dispatchTable.IsUndefined)
        {
            dispatchTable = LibraryCalls.Attribute(vm, "copyreg", "dispatch_table");
            if (dispatchTable.IsUndefined)
            {
                return dispatchTable;
            }
        }

        if (dispatchTable.IsExactly(TypeId.Dict))
        {
            return Dict.Get(vm, (Dict*)dispatchTable.AsObject, Value.FromObject(type));
        }

        Value found = Items.Get(vm, dispatchTable, Value.FromObject(type));
        if (found.IsUndefined)
        {
            Throw.ClearIf(vm, TypeId.LookupError);
        }

        return found;
    }

    /// <summary>Whether an object is taken apart as <c>object</c> does it, and consists of the attributes in its dict only.</summary>
    private bool IsPlain(Value self, TypeObject* type)
    {
        if (type == plainType)
        {
            return true;
        }

        if (!self.Is(Kind.Instance))
        {
            return false;
        }

        TypeObject* root = Types.Of(vm, TypeId.Object);
        ReadOnlySpan<byte> names = "__reduce_ex__ __reduce__ __getstate__ __getnewargs_ex__ __getnewargs__ __slots__ __getattribute__ __class__ __getattr__ "u8;
        while (!names.IsEmpty)
        {
            int end = names.IndexOf((byte)' ');
            Str* name = Str.Intern(vm, names[..end]);
            if (Attributes.Lookup(vm, type, name) != Attributes.Lookup(vm, root, name))
            {
                return false;
            }

            names = names[(end + 1)..];
        }

        plainType = type;
        return true;
    }

    private bool SavePlain(Value self, TypeObject* type)
    {
        Dict* state = Dict.New(vm);
        if (!InstanceAttributes.CopyTo(vm, self, state) || !Save(Value.FromObject(type)))
        {
            return false;
        }

        output.Byte(PickleOp.EmptyTuple);
        output.Byte(PickleOp.NewObj);
        if (!Remember(self))
        {
            return false;
        }

        if (state->Count == 0)
        {
            return true;
        }

        if (!Save(Value.FromObject(state)))
        {
            return false;
        }

        output.Byte(PickleOp.Build);
        return true;
    }

    /// <summary>Writes a call whose result is the object.</summary>
    private bool SaveCall(Value callee, Value arguments, Value self)
    {
        if (!Save(callee) || !Save(arguments))
        {
            return false;
        }

        output.Byte(PickleOp.Reduce);
        return SaveMade(self);
    }

    /// <summary>The object was made: it gets its number, unless a part of it has led back to it.</summary>
    private bool SaveMade(Value self)
    {
        int number = self.IsUndefined ? -1 : memo.Find(self.Bits);
        if (number < 0)
        {
            return self.IsUndefined || Remember(self);
        }

        output.Byte(PickleOp.Pop);
        return Recall(number);
    }

    private bool SaveReduced(Value self, Tuple* parts)
    {
        if (parts->Length is < 2 or > MostParts)
        {
            return PickleErrors.Pickling(vm, "tuple returned by __reduce__ must contain 2 through 6 elements");
        }

        Value* items = Tuple.Items(parts);
        Value none = Value.None;
        Value callee = items[0];
        Value arguments = items[1];
        Value state = parts->Length > 2 ? items[2] : none;
        Value listItems = parts->Length > 3 ? items[3] : none;
        Value dictItems = parts->Length > 4 ? items[4] : none;
        Value setter = parts->Length > 5 ? items[5] : none;
        if (Types.Of(vm, callee)->Slots.Call == null)
        {
            return PickleErrors.Pickling(vm, "first item of the tuple returned by __reduce__ must be callable");
        }

        if (!arguments.Is(Kind.Tuple))
        {
            return PickleErrors.Pickling(vm, "second item of the tuple returned by __reduce__ must be a tuple");
        }

        if (!listItems.IsNone && Types.Of(vm, listItems)->Slots.Next == null)
        {
            return PickleErrors.Pickling(vm, $"fourth element of the tuple returned by __reduce__ must be an iterator, not {Types.NameOf(vm, listItems)}");
        }

        if (!dictItems.IsNone && Types.Of(vm, dictItems)->Slots.Next == null)
        {
            return PickleErrors.Pickling(vm, $"fifth element of the tuple returned by __reduce__ must be an iterator, not {Types.NameOf(vm, dictItems)}");
        }

        if (!setter.IsNone && Types.Of(vm, setter)->Slots.Call == null)
        {
            return PickleErrors.Pickling(vm, $"sixth element of the tuple returned by __reduce__ must be a function, not {Types.NameOf(vm, setter)}");
        }

        int kind = protocol < 2 ? 0 : NewKind(callee);
        bool done = kind == 2 ? SaveNewExtended(callee, (Tuple*)arguments.AsObject, self)
            : kind == 1 ? SaveNew((Tuple*)arguments.AsObject, self) : SaveCall(callee, arguments, self);
        if (!done || (!listItems.IsNone && !SaveItems(listItems)) || (!dictItems.IsNone && !SavePairs(dictItems)))
        {
            return false;
        }

        if (state.IsNone)
        {
            return true;
        }

        if (setter.IsNone)
        {
            if (!Save(state))
            {
                return false;
            }

            output.Byte(PickleOp.Build);
            return true;
        }

        // The setter is called with object and state; its result is dropped.
        if (!Save(setter) || !Save(self) || !Save(state))
        {
            return false;
        }

        output.Bytes(PickleOp.Tuple2, PickleOp.Reduce);
        output.Byte(PickleOp.Pop);
        return true;
    }

    /// <summary>1 if a function is <c>copyreg.__newobj__</c> by its name, 2 for <c>__newobj_ex__</c>.</summary>
    private readonly int NewKind(Value callee)
    {
        if (!callee.Is(Kind.Function))
        {
            return 0;
        }

        int found = Attributes.TryGet(vm, callee, WellKnown.Name(vm, NameId.__name__), out Value name);
        vm->Pending = found < 0 ? Value.Undefined : vm->Pending;
        return found <= 0 || !name.Is(Kind.Str) ? 0 : Str.Equals((Str*)name.AsObject, "__newobj__"u8) ? 1 : Str.Equals((Str*)name.AsObject, "__newobj_ex__"u8) ? 2 : 0;
    }

    private bool SaveNew(Tuple* arguments, Value self)
    {
        if (arguments->Length < 1)
        {
            return PickleErrors.Pickling(vm, "__newobj__ arglist is empty");
        }

        Value type = Tuple.Items(arguments)[0];
        if (!type.Is(Kind.Type))
        {
            return PickleErrors.Pickling(vm, "args[0] from __newobj__ args is not a type");
        }

        Value own = self.IsUndefined ? type : Attributes.Get(vm, self, WellKnown.Name(vm, NameId.__class__));
        if (own != type)
        {
            return !own.IsUndefined && PickleErrors.Pickling(vm, "args[0] from __newobj__ args has the wrong class");
        }

        Value rest = Value.FromObject(Tuple.New(vm, Tuple.Items(arguments) + 1, arguments->Length - 1));
        if (!Save(type) || !Save(rest))
        {
            return false;
        }

        output.Byte(PickleOp.NewObj);
        return SaveMade(self);
    }

    private bool SaveNewExtended(Value callee, Tuple* arguments, Value self)
    {
        if (arguments->Length != 3)
        {
            return PickleErrors.Pickling(vm, $"length of the NEWOBJ_EX argument tuple must be exactly 3, not {arguments->Length}");
        }

        Value* items = Tuple.Items(arguments);
        if (!items[1].Is(Kind.Tuple) || !items[2].Is(Kind.Dict))
        {
            bool isFirst = !items[1].Is(Kind.Tuple);
            return PickleErrors.Pickling(vm, isFirst
                ? $"second item from NEWOBJ_EX argument tuple must be a tuple, not {Types.NameOf(vm, items[1])}"
                : $"third item from NEWOBJ_EX argument tuple must be a dict, not {Types.NameOf(vm, items[2])}");
        }

        Value own = self.IsUndefined ? items[0] : Attributes.Get(vm, self, WellKnown.Name(vm, NameId.__class__));
        if (own != items[0])
        {
            return !own.IsUndefined && PickleErrors.Pickling(vm, "first argument to __newobj_ex__() has the wrong class");
        }

        if (protocol >= 4)
        {
            if (!Save(items[0]) || !Save(items[1]) || !Save(items[2]))
            {
                return false;
            }

            output.Byte(PickleOp.NewObjEx);
            return SaveMade(self);
        }

        Value make = LibraryCalls.Attribute(vm, "pickle", "_partial_new");
        Value partial = make.IsUndefined ? make : Calls.Invoke(vm, make, items[0], items[1], items[2]);
        return !partial.IsUndefined && SaveCall(partial, Value.FromObject(Tuple.Allocate(vm, 0)), self);
    }

    private bool SaveItems(Value iterator)
    {
        while (true)
        {
            Value first = Iteration.Next(vm, iterator);
            if (first.IsUndefined)
            {
                return vm->Pending.IsUndefined;
            }

            Value next = IsBinary ? Iteration.Next(vm, iterator) : Value.Undefined;
            if (next.IsUndefined)
            {
                if (!vm->Pending.IsUndefined || !Save(first))
                {
                    return false;
                }

                output.Byte(PickleOp.Append);
                if (IsBinary)
                {
                    return true;
                }

                continue;
            }

            output.Byte(PickleOp.Mark);
            if (!Save(first))
            {
                return false;
            }

            int count = 1;
            while (!next.IsUndefined)
            {
                if (!Save(next))
                {
                    return false;
                }

                if (++count == BatchSize)
                {
                    break;
                }

                next = Iteration.Next(vm, iterator);
            }

            if (!vm->Pending.IsUndefined)
            {
                return false;
            }

            output.Byte(PickleOp.Appends);
            if (count < BatchSize)
            {
                return true;
            }
        }
    }

    private bool SavePairs(Value iterator)
    {
        while (true)
        {
            Value first = Iteration.Next(vm, iterator);
            if (first.IsUndefined)
            {
                return vm->Pending.IsUndefined;
            }

            Value next = IsBinary ? Iteration.Next(vm, iterator) : Value.Undefined;
            if (next.IsUndefined)
            {
                if (!vm->Pending.IsUndefined || !SavePair(first))
                {
                    return false;
                }

                output.Byte(PickleOp.SetItem);
                if (IsBinary)
                {
                    return true;
                }

                continue;
            }

            output.Byte(PickleOp.Mark);
            if (!SavePair(first))
            {
                return false;
            }

            int count = 1;
            while (!next.IsUndefined)
            {
                if (!SavePair(next))
                {
                    return false;
                }

                if (++count == BatchSize)
                {
                    break;
                }

                next = Iteration.Next(vm, iterator);
            }

            if (!vm->Pending.IsUndefined)
            {
                return false;
            }

            output.Byte(PickleOp.SetItems);
            if (count < BatchSize)
            {
                return true;
            }
        }
    }

    private bool SavePair(Value pair)
    {
        if (!pair.Is(Kind.Tuple) || ((Tuple*)pair.AsObject)->Length != 2)
        {
            Throw.TypeError(vm, "dict items iterator must return 2-tuples");
            return false;
        }

        return Save(Tuple.Items((Tuple*)pair.AsObject)[0]) && Save(Tuple.Items((Tuple*)pair.AsObject)[1]);
    }

    private bool SaveType(Value self)
    {
        TypeId id = ((TypeObject*)self.AsObject)->Id;
        if (((TypeObject*)self.AsObject)->Flags.HasFlag(TypeFlags.Heap) || id is not (TypeId.NoneType or TypeId.EllipsisType or TypeId.NotImplementedType))
        {
            return SaveGlobal(self, Value.Undefined);
        }

        Value only = id == TypeId.NoneType ? Value.None : id == TypeId.EllipsisType ? Value.Ellipsis : Value.NotImplemented;
        return SaveCall(Value.FromObject(Types.Of(vm, TypeId.Type)), Value.FromObject(Tuple.New(vm, &only, 1)), self);
    }

    private bool SaveGlobal(Value self, Value name)
    {
        if (name.IsUndefined)
        {
            int found = Attributes.TryGet(vm, self, WellKnown.Name(vm, NameId.__qualname__), out name);
            name = found == 0 ? Attributes.Get(vm, self, WellKnown.Name(vm, NameId.__name__)) : name;
            if (found < 0 || name.IsUndefined)
            {
                return false;
            }
        }

        if (!name.Is(Kind.Str))
        {
            return PickleErrors.Cannot(vm, self, "its __qualname__ is no string");
        }

        string path = Str.ToManaged((Str*)name.AsObject);
        string[] steps = path.Split('.');
        if (Array.IndexOf(steps, "<locals>") >= 0)
        {
            Str* quoted = Text.Repr(vm, name);
            Throw.AttributeError(vm, $"Can't get local object {Str.ToManaged(quoted)}");
            return false;
        }

        Value module = ModuleName(self, name);
        if (!module.Is(Kind.Str))
        {
            return false;
        }

        string moduleName = Str.ToManaged((Str*)module.AsObject);
        Value owner = Importer.Load(vm, moduleName);
        if (owner.IsUndefined)
        {
            vm->Pending = Value.Undefined;
            return PickleErrors.Cannot(vm, self, $"import of module {Str.ToManaged(Text.Repr(vm, module))} failed");
        }

        Value place = owner;
        Value target = owner;
        foreach (string step in steps)
        {
            place = target;
            target = Attributes.Get(vm, place, Str.Intern(vm, Str.New(vm, step)));
            if (target.IsUndefined)
            {
                vm->Pending = Value.Undefined;
                return PickleErrors.Cannot(vm, self, $"attribute lookup {path} on {moduleName} failed");
            }
        }

        if (target != self)
        {
            return PickleErrors.Cannot(vm, self, $"it's not the same object as {moduleName}.{path}");
        }

        return WriteGlobal(self, name, module, owner, place, steps);
    }

    private bool WriteGlobal(Value self, Value name, Value module, Value owner, Value place, string[] steps)
    {
        if (protocol >= 2)
        {
            int code = ExtensionCode(module, name);
            if (code != 0)
            {
                if (code > 0)
                {
                    output.Number(code < 256 ? PickleOp.Ext1 : code < 65536 ? PickleOp.Ext2 : PickleOp.Ext4, code, code < 256 ? 1 : code < 65536 ? 2 : 4);
                }

                return code > 0;
            }
        }

        if (protocol >= 4)
        {
            // Both names are found again when they are strings that occur elsewhere.
            if (!Save(Value.FromObject(Str.Intern(vm, (Str*)module.AsObject))) || !Save(Value.FromObject(Str.Intern(vm, (Str*)name.AsObject))))
            {
                return false;
            }

            output.Byte(PickleOp.StackGlobal);
            return Remember(self);
        }

        name = steps.Length > 1 ? Value.FromObject(Str.Intern(vm, Str.New(vm, steps[^1]))) : name;
        if (place != owner)
        {
            Value get = LibraryCalls.Attribute(vm, "builtins", "getattr");
            Value arguments = Value.FromObject(Tuple.New(vm, place, name));
            return !get.IsUndefined && SaveCall(get, arguments, self);
        }

        if (fixesImports)
        {
            Value fix = LibraryCalls.Attribute(vm, "_compat_pickle", "to_python2");
            Value pair = fix.IsUndefined ? fix : Calls.Invoke(vm, fix, module, name);
            if (pair.IsUndefined)
            {
                return false;
            }

            module = Tuple.Items((Tuple*)pair.AsObject)[0];
            name = Tuple.Items((Tuple*)pair.AsObject)[1];
        }

        if (Codecs.HasSurrogates((Str*)module.AsObject) || Codecs.HasSurrogates((Str*)name.AsObject))
        {
            return PickleErrors.Pickling(vm, $"can't pickle a global identifier with surrogates using pickle protocol {protocol}");
        }

        if (protocol < 3 && !(((Str*)module.AsObject)->IsAscii && ((Str*)name.AsObject)->IsAscii))
        {
            return PickleErrors.Pickling(vm, $"can't pickle global identifier '{Str.ToManaged((Str*)module.AsObject)}.{Str.ToManaged((Str*)name.AsObject)}' using pickle protocol {protocol}");
        }

        output.Byte(PickleOp.Global);
        output.Write(Str.ToUtf8((Str*)module.AsObject));
        output.Byte((byte)'\n');
        output.Write(Str.ToUtf8((Str*)name.AsObject));
        output.Byte((byte)'\n');
        return Remember(self);
    }

    /// <summary>The module that an object is found in; undefined with an exception pending.</summary>
    private readonly Value ModuleName(Value self, Value name)
    {
        int found = Attributes.TryGet(vm, self, WellKnown.Name(vm, NameId.__module__), out Value module);
        if (found < 0 || (found > 0 && module.Is(Kind.Str)))
        {
            return found < 0 ? Value.Undefined : module;
        }

        Value search = LibraryCalls.Attribute(vm, "pickle", "whichmodule");
        return search.IsUndefined ? search : Calls.Invoke(vm, search, self, name);
    }

    /// <summary>The number that copyreg has for a name; 0 if it has none, -1 with an exception pending.</summary>
    private readonly int ExtensionCode(Value module, Value name)
    {
        Value registry = Importer.Find(vm, "copyreg");
        registry = registry.IsUndefined ? registry : Attributes.Get(vm, registry, Str.Intern(vm, "_extension_registry"u8));
        if (!registry.Is(Kind.Dict) || ((Dict*)registry.AsObject)->Count == 0)
        {
            return 0;
        }

        Value code = Dict.Get(vm, (Dict*)registry.AsObject, Value.FromObject(Tuple.New(vm, module, name)));
        if (code.IsUndefined)
        {
            return vm->Pending.IsUndefined ? 0 : -1;
        }

        if (code.IsInt && code.AsInt is > 0 and <= int.MaxValue)
        {
            return (int)code.AsInt;
        }

        Throw.RuntimeError(vm, "copyreg's code of an extension is out of range");
        return -1;
    }
}
