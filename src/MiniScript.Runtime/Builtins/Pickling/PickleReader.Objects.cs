using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Pickling;

/// <content>Containers, classes, instances, and what old protocols have.</content>
internal unsafe ref partial struct PickleReader
{
    private readonly bool MakeTuple(int count)
    {
        if (stack->Length - count < fence)
        {
            return Underflow();
        }

        stack->Length -= count;
        return PushResult(Value.FromObject(Tuple.New(vm, stack->Items + stack->Length, count)));
    }

    private readonly bool MakeList(int start)
    {
        List* list = List.New(vm, stack->Length - start);
        for (int i = start; list != null && i < stack->Length; i++)
        {
            List.Append(vm, list, stack->Items[i]);
        }

        stack->Length = start;
        return PushResult(Value.FromObject(list));
    }

    private readonly bool MakeDict(int start)
    {
        if ((stack->Length - start) % 2 != 0)
        {
            return PickleErrors.Unpickling(vm, "odd number of items for DICT");
        }

        Value dict = Value.FromObject(Dict.New(vm));
        for (int i = start; i < stack->Length; i += 2)
        {
            if (!Dict.Set(vm, (Dict*)dict.AsObject, stack->Items[i], stack->Items[i + 1]))
            {
                return false;
            }
        }

        stack->Length = start;
        return Push(dict);
    }

    private readonly bool MakeFrozenSet(int start)
    {
        Value set = Value.FromObject(SetObject.New(vm, TypeId.FrozenSet));
        for (int i = start; i < stack->Length; i++)
        {
            if (!SetObject.Add(vm, (SetObject*)set.AsObject, stack->Items[i]))
            {
                return false;
            }
        }

        stack->Length = start;
        return Push(set);
    }

    private readonly bool Append(int start)
    {
        if (start > stack->Length || start <= fence)
        {
            return Underflow();
        }

        Value list = stack->Items[start - 1];
        if (list.IsExactly(TypeId.List))
        {
            for (int i = start; i < stack->Length; i++)
            {
                if (!List.Append(vm, (List*)list.AsObject, stack->Items[i]))
                {
                    return false;
                }
            }

            stack->Length = start;
            return true;
        }

        int found = start == stack->Length ? 0 : Attributes.TryGet(vm, list, Str.Intern(vm, "extend"u8), out Value extend) is var f && f > 0 ? Extend(start, extend) : f;
        if (found < 0)
        {
            return false;
        }

        if (found == 0 && start < stack->Length)
        {
            Value append = Attributes.Get(vm, list, Str.Intern(vm, "append"u8));
            for (int i = start; i < stack->Length; i++)
            {
                if (append.IsUndefined || Calls.Invoke(vm, append, stack->Items[i]).IsUndefined)
                {
                    return false;
                }
            }
        }

        stack->Length = start;
        return true;
    }

    private readonly int Extend(int start, Value extend)
    {
        List* items = List.New(vm, stack->Length - start);
        for (int i = start; items != null && i < stack->Length; i++)
        {
            List.Append(vm, items, stack->Items[i]);
        }

        return items == null || Calls.Invoke(vm, extend, Value.FromObject(items)).IsUndefined ? -1 : 1;
    }

    private readonly bool SetItems(int start)
    {
        if (start > stack->Length || start <= fence)
        {
            return Underflow();
        }

        if ((stack->Length - start) % 2 != 0)
        {
            return PickleErrors.Unpickling(vm, "odd number of items for SETITEMS");
        }

        Value dict = stack->Items[start - 1];
        bool isDict = dict.IsExactly(TypeId.Dict);
        for (int i = start; i + 1 < stack->Length; i += 2)
        {
            if (!(isDict ? Dict.Set(vm, (Dict*)dict.AsObject, stack->Items[i], stack->Items[i + 1]) : Items.Set(vm, dict, stack->Items[i], stack->Items[i + 1])))
            {
                return false;
            }
        }

        stack->Length = start;
        return true;
    }

    private readonly bool AddItems(int start)
    {
        if (start > stack->Length || start <= fence)
        {
            return Underflow();
        }

        Value set = stack->Items[start - 1];
        Value add = set.IsExactly(TypeId.Set) || start == stack->Length ? Value.None : Attributes.Get(vm, set, Str.Intern(vm, "add"u8));
        for (int i = start; i < stack->Length; i++)
        {
            Value item = stack->Items[i];
            if (add.IsUndefined || (add.IsNone ? !SetObject.Add(vm, (SetObject*)set.AsObject, item) : Calls.Invoke(vm, add, item).IsUndefined))
            {
                return false;
            }
        }

        stack->Length = start;
        return true;
    }

    private readonly bool PushGlobal(Value module, Value name) => PushResult(FindClass(module, name));

    private readonly Value FindClass(Value module, Value name) => findClass.IsNone
        ? Find(vm, module, name, protocol, settings.FixesImports) : Calls.Invoke(vm, findClass, module, name);

    /// <summary>The object of a name in a module, which is imported; undefined with an exception pending.</summary>
    public static Value Find(Vm* vm, Value module, Value name, int protocol, bool fixesImports)
    {
        if (protocol < 3 && fixesImports)
        {
            Value fix = LibraryCalls.Attribute(vm, "_compat_pickle", "to_python3");
            Value pair = fix.IsUndefined ? fix : Calls.Invoke(vm, fix, module, name);
            if (pair.IsUndefined)
            {
                return pair;
            }

            module = Tuple.Items((Tuple*)pair.AsObject)[0];
            name = Tuple.Items((Tuple*)pair.AsObject)[1];
        }

        Value owner = Importer.Load(vm, Str.ToManaged((Str*)module.AsObject));
        if (owner.IsUndefined)
        {
            return owner;
        }

        if (protocol < 4 || Str.IndexOf((Str*)name.AsObject, '.', 0) < 0)
        {
            int found = Attributes.TryGet(vm, owner, Str.Intern(vm, (Str*)name.AsObject), out Value direct);
            return found > 0 ? direct : found < 0 ? Value.Undefined : Missing(vm, name, owner);
        }

        Value place = owner;
        foreach (string step in Str.ToManaged((Str*)name.AsObject).Split('.'))
        {
            int found = step == "<locals>" ? 0 : Attributes.TryGet(vm, place, Str.Intern(vm, Str.New(vm, step)), out place);
            if (found <= 0)
            {
                return found < 0 ? Value.Undefined
                    : step == "<locals>" ? Throw.AttributeError(vm, $"Can't get local attribute {Str.ToManaged(Text.Repr(vm, name))} on {Str.ToManaged(Text.Repr(vm, owner))}")
                    : Missing(vm, name, owner);
            }
        }

        return place;
    }

    private static Value Missing(Vm* vm, Value name, Value owner)
    {
        Str* shown = Text.Repr(vm, owner);
        return shown == null ? Value.Undefined
            : Throw.AttributeError(vm, $"Can't get attribute {Str.ToManaged(Text.Repr(vm, name))} on {Str.ToManaged(shown)}");
    }

    private readonly bool PushCall(Value callee, Value arguments)
    {
        if (!arguments.Is(Kind.Tuple))
        {
            Throw.TypeError(vm, $"argument list must be a tuple, not {Types.NameOf(vm, arguments)}");
            return false;
        }

        Tuple* tuple = (Tuple*)arguments.AsObject;
        Value result = Calls.Invoke(vm, callee, Tuple.Items(tuple), tuple->Length);
        Calls.KeepAlive(tuple);
        return PushResult(result);
    }

    private readonly bool PushNew(Value type, Value arguments, Value keywords, string instruction)
    {
        if (!type.Is(Kind.Type))
        {
            return PickleErrors.Unpickling(vm, $"{instruction} class argument must be a type, not {Types.NameOf(vm, type)}");
        }

        if (!arguments.Is(Kind.Tuple))
        {
            return PickleErrors.Unpickling(vm, $"{instruction} args argument must be a tuple, not {Types.NameOf(vm, arguments)}");
        }

        Tuple* given = (Tuple*)arguments.AsObject;
        if (keywords.IsUndefined)
        {
            Value made = New(type, Tuple.Items(given), given->Length, null);
            Calls.KeepAlive(given);
            return PushResult(made);
        }

        if (!keywords.Is(Kind.Dict))
        {
            return PickleErrors.Unpickling(vm, $"{instruction} kwargs argument must be a dict, not {Types.NameOf(vm, keywords)}");
        }

        Dict* named = (Dict*)keywords.AsObject;
        Tuple* all = Tuple.Allocate(vm, given->Length + named->Count);
        Tuple* names = Tuple.Allocate(vm, named->Count);
        if (all == null || names == null)
        {
            return false;
        }

        List.Move(Tuple.Items(given), Tuple.Items(all), given->Length);
        int position = 0;
        for (int i = 0; Dict.Next(named, ref position, out Value key, out Value value); i++)
        {
            if (!key.Is(Kind.Str))
            {
                Throw.TypeError(vm, "keywords must be strings");
                return false;
            }

            Tuple.Items(names)[i] = key;
            Tuple.Items(all)[given->Length + i] = value;
        }

        Value result = New(type, Tuple.Items(all), given->Length, named->Count == 0 ? null : names);
        Calls.KeepAlive(all);
        return PushResult(result);
    }

    private readonly Value New(Value type, Value* arguments, int count, Tuple* names)
    {
        TypeObject* made = (TypeObject*)type.AsObject;
        return made->Slots.New == null || (made->Flags & TypeFlags.NotCallable) != 0 ? Throw.TypeError(vm, $"cannot create '{TypeType.FullName(vm, made)}' instances")
            : made->Slots.New(vm, made, arguments, count, names);
    }

    /// <summary>Makes an instance as Python 2's old classes were made: from the arguments behind the mark.</summary>
    private bool MakeInstance(Value type)
    {
        if (type.IsUndefined || !PopMark(out int start))
        {
            return false;
        }

        int count = stack->Length - start;
        Value arguments = Value.FromObject(Tuple.New(vm, stack->Items + start, count));
        stack->Length = start;
        if (count == 0 && type.Is(Kind.Type))
        {
            int found = Attributes.TryGet(vm, type, Str.Intern(vm, "__getinitargs__"u8), out _);
            if (found <= 0)
            {
                return found == 0 && PushResult(New(type, null, 0, null));
            }
        }

        return PushCall(type, arguments);
    }

    private bool MakeInstanceOfMark()
    {
        if (markCount > 0 && stack->Length - marks[markCount - 1] < 1)
        {
            return Underflow();
        }

        if (markCount == 0)
        {
            return PopMark(out _);
        }

        int start = marks[markCount - 1];
        Value type = stack->Items[start];
        List.Move(stack->Items + start + 1, stack->Items + start, stack->Length - start - 1);
        stack->Length--;
        return MakeInstance(type);
    }

    private readonly bool Build()
    {
        if (stack->Length - 2 < fence)
        {
            return Underflow();
        }

        Value state = stack->Items[--stack->Length];
        Value self = stack->Items[stack->Length - 1];
        int found = Attributes.TryGet(vm, self, Str.Intern(vm, "__setstate__"u8), out Value set);
        if (found != 0)
        {
            return found > 0 && !Calls.Invoke(vm, set, state).IsUndefined;
        }

        Value slots = Value.None;
        if (state.IsExactly(TypeId.Tuple) && ((Tuple*)state.AsObject)->Length == 2)
        {
            slots = Tuple.Items((Tuple*)state.AsObject)[1];
            state = Tuple.Items((Tuple*)state.AsObject)[0];
        }

        return (state.IsNone || SetAttributes(self, state)) && (slots.IsNone || SetSlots(self, slots));
    }

    private readonly bool SetAttributes(Value self, Value state)
    {
        if (!state.Is(Kind.Dict))
        {
            return PickleErrors.Unpickling(vm, "state is not a dictionary");
        }

        if (self.Is(Kind.Exception))
        {
            return SetSlots(self, state);
        }

        Value own = Value.Undefined;
        if (!self.Is(Kind.Instance) || !Attributes.HasDict(self, Types.Of(vm, self)))
        {
            own = Attributes.Get(vm, self, WellKnown.Name(vm, NameId.__dict__));
            if (own.IsUndefined)
            {
                return false;
            }
        }

        int position = 0;
        while (Dict.Next((Dict*)state.AsObject, ref position, out Value key, out Value value))
        {
            bool isName = key.IsExactly(TypeId.Str);
            key = isName ? Value.FromObject(Str.Intern(vm, (Str*)key.AsObject)) : key;
            if (own.IsUndefined && !isName)
            {
                own = Value.FromObject(InstanceAttributes.MaterialiseDict(vm, self));
            }

            if (!(own.IsUndefined ? InstanceAttributes.Set(vm, self, (Str*)key.AsObject, value) : Items.Set(vm, own, key, value)))
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool SetSlots(Value self, Value slots)
    {
        if (!slots.Is(Kind.Dict))
        {
            return PickleErrors.Unpickling(vm, "slot state is not a dictionary");
        }

        int position = 0;
        while (Dict.Next((Dict*)slots.AsObject, ref position, out Value key, out Value value))
        {
            if (!key.Is(Kind.Str))
            {
                Throw.TypeError(vm, $"attribute name must be string, not '{Types.NameOf(vm, key)}'");
                return false;
            }

            if (!Attributes.Set(vm, self, Str.Intern(vm, (Str*)key.AsObject), value))
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool PushPersistent(Value id) => persistentLoad.IsNone
        ? PickleErrors.Unpickling(vm, "A load persistent id instruction was encountered, but no persistent_load function was specified.")
        : PushResult(Calls.Invoke(vm, persistentLoad, id));

    private readonly bool PushExtension(long code)
    {
        if (code <= 0)
        {
            return PickleErrors.Unpickling(vm, "EXT specifies code <= 0");
        }

        Value get = LibraryCalls.Attribute(vm, "pickle", "_extension");
        Value pair = get.IsUndefined ? get : Calls.Invoke(vm, get, Value.FromInt(code));
        return !pair.IsUndefined && PushGlobal(Tuple.Items((Tuple*)pair.AsObject)[0], Tuple.Items((Tuple*)pair.AsObject)[1]);
    }

    private readonly bool NextBuffer()
    {
        if (buffers.IsNone)
        {
            return PickleErrors.Unpickling(vm, "pickle stream refers to out-of-band data but no *buffers* argument was given");
        }

        Value next = Iteration.Next(vm, buffers);
        return next.IsUndefined && vm->Pending.IsUndefined ? PickleErrors.Unpickling(vm, "not enough out-of-band buffers") : PushResult(next);
    }

    private readonly bool ReadOnly(Value buffer)
    {
        Value view = LibraryCalls.Attribute(vm, "builtins", "memoryview");
        view = view.IsUndefined ? view : Calls.Invoke(vm, view, buffer);
        view = view.IsUndefined ? view : Calls.InvokeMethod(vm, view, Str.Intern(vm, "toreadonly"u8), null, 0);
        if (view.IsUndefined)
        {
            return false;
        }

        stack->Items[stack->Length - 1] = view;
        return true;
    }

    private readonly bool PushOldInteger(Value line)
    {
        if (Str.Equals((Str*)line.AsObject, "01"u8) || Str.Equals((Str*)line.AsObject, "00"u8))
        {
            return Push(Value.FromBool(((Str*)line.AsObject)->At(1) == '1'));
        }

        Value parsed = Integers.Parse(vm, (Str*)line.AsObject, 0);
        if (parsed.IsUndefined)
        {
            vm->Pending = Value.Undefined;
            Throw.ValueError(vm, "could not convert string to int");
        }

        return PushResult(parsed);
    }

    private readonly bool PushOldLong(Value line)
    {
        Str* text = (Str*)line.AsObject;
        text = text->Length > 0 && text->At(text->Length - 1) == 'L' ? Str.Slice(vm, text, 0, text->Length - 1) : text;
        return PushResult(Integers.Parse(vm, text, 0));
    }

    private bool PushOldText(long length)
    {
        if (!Has(length))
        {
            return false;
        }

        Bytes* bytes = Bytes.New(vm, new ReadOnlySpan<byte>(data + at, (int)length));
        at += length;
        return bytes != null && PushDecoded(bytes);
    }

    private readonly bool PushDecoded(Bytes* bytes) => settings.Encoding == "bytes"
        ? Push(Value.FromObject(bytes)) : PushResult(Value.FromObject(Codecs.Decode(vm, bytes, settings.Encoding, settings.Errors)));

    private readonly bool PushQuoted(Value line)
    {
        ReadOnlySpan<byte> text = Bytes.Span((Bytes*)line.AsObject);
        if (text.Length < 2 || text[0] != text[^1] || text[0] is not ((byte)'"' or (byte)'\''))
        {
            return PickleErrors.Unpickling(vm, "the STRING opcode argument must be quoted");
        }

        Value decode = LibraryCalls.Attribute(vm, "pickle", "_unescape");
        Value plain = decode.IsUndefined ? decode : Calls.Invoke(vm, decode, Value.FromObject(Bytes.New(vm, text[1..^1])));
        return plain.Is(Kind.Bytes) && PushDecoded((Bytes*)plain.AsObject);
    }

    private readonly bool PushRawUnicode(Bytes* line)
    {
        Value decode = LibraryCalls.Attribute(vm, "pickle", "_raw_unicode");
        return !decode.IsUndefined && PushResult(Calls.Invoke(vm, decode, Value.FromObject(line)));
    }
}
