using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Functional;

/// <summary>A function that remembers the results of its latest calls.</summary>
/// <remarks>
/// A record: the function, the greatest number of results or <c>None</c>, whether equal arguments of different types are different, the dict of
/// results, the root of the ring of links, hits, misses, the class of <c>cache_info()</c>; it has attributes. Without a greatest number the dict
/// holds the results; otherwise it holds links, records of previous link, next link, key and result, in a ring from the link used longest ago to the latest.
/// </remarks>
[BuiltinType("_lru_cache_wrapper")]
internal static unsafe partial class LruCacheType
{
    private const int FunctionField = 0;
    private const int MaximumField = 1;
    private const int TypedField = 2;
    private const int CacheField = 3;
    private const int RootField = 4;
    private const int HitsField = 5;
    private const int MissesField = 6;
    private const int InfoField = 7;
    private const int Fields = 8;

    private const int Previous = 0;
    private const int NextLink = 1;
    private const int Key = 2;
    private const int Result = 3;

    /// <summary>Sets the slots of the type.</summary>
    public static void InitializeSlots(TypeObject* type)
    {
        type->Slots.New = &New;
        type->Slots.Initialize = null;
        type->Slots.Call = &Call;
        type->Slots.DescriptorGet = &Bind;
    }

    /// <summary>Report cache statistics</summary>
    [Method("cache_info")]
    private static Value Info(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        Value* args = stackalloc Value[4] { fields[HitsField], fields[MissesField], fields[MaximumField], Value.FromInt(((Dict*)fields[CacheField].AsObject)->Count) };
        return Calls.Invoke(vm, fields[InfoField], args, 4);
    }

    /// <summary>Clear the cache and cache statistics</summary>
    [Method("cache_clear")]
    private static Value Clear(Vm* vm, Value self)
    {
        Value* fields = Record.Fields((Record*)self.AsObject);
        fields[CacheField] = Value.FromObject(Dict.New(vm));
        fields[RootField] = NewRoot(vm);
        fields[HitsField] = Value.FromInt(0);
        fields[MissesField] = Value.FromInt(0);
        return Value.None;
    }

    /// <summary>Return the name, by which the function is pickled.</summary>
    [Method("__reduce__")]
    private static Value Reduce(Vm* vm, Value self) => Attributes.Get(vm, self, WellKnown.Name(vm, NameId.__qualname__));

    /// <summary>Return the function itself.</summary>
    [Method("__copy__")]
    private static Value Copy(Value self) => self;

    /// <summary>Return the function itself.</summary>
    [Method("__deepcopy__", Signature = "($self, memo, /)")]
    private static Value DeepCopy(Value self, Value memo) => self;

    /// <summary>The attributes of the object.</summary>
    [Property("__dict__")]
    private static Value GetDict(Vm* vm, Value self) => Value.FromObject(InstanceAttributes.MaterialiseDict(vm, self));

    private static Value New(Vm* vm, TypeObject* type, Value* args, int argc, Tuple* kwNames)
    {
        Value* slots = stackalloc Value[4];
        BindShape shape = new(4, 0, 4, 15, false, false);
        if (!ArgumentBinder.Bind(
            vm, "_lru_cache_wrapper"u8, "user_function\0maxsize\0typed\0cache_info_type\0"u8, in shape, args, argc, kwNames, slots, out _, out _))
        {
            return Value.Undefined;
        }

        if (Types.Of(vm, slots[0])->Slots.Call == null)
        {
            return Throw.TypeError(vm, "the first argument must be callable");
        }

        long maximum = 0;
        if (!slots[1].IsNone)
        {
            if (!Integers.IsInteger(slots[1]) && !slots[1].IsBool)
            {
                return Throw.TypeError(vm, "maxsize should be integer or None");
            }

            if (!IndexArguments.TryIndexForRepeat(vm, slots[1], out maximum))
            {
                return Value.Undefined;
            }
        }

        if (!ArgumentBinder.ToBoolean(vm, slots[2], out bool isTyped))
        {
            return Value.Undefined;
        }

        Record* self = Record.New(vm, type, Fields, hasAttributes: true);
        Value* fields = Record.Fields(self);
        fields[FunctionField] = slots[0];
        fields[MaximumField] = slots[1].IsNone ? Value.None : Value.FromInt(Math.Clamp(maximum, 0, Value.MaxInt));
        fields[TypedField] = Value.FromBool(isTyped);
        fields[InfoField] = slots[3];
        Clear(vm, Value.FromObject(self));
        return Value.FromObject(self);
    }

    private static Value NewRoot(Vm* vm)
    {
        Record* root = Record.New(vm, TypeId.Object, 4);
        Record.Fields(root)[Previous] = Value.FromObject(root);
        Record.Fields(root)[NextLink] = Value.FromObject(root);
        return Value.FromObject(root);
    }

    private static Value Bind(Vm* vm, Value self, Value instance, TypeObject* owner) =>
        instance.IsUndefined || instance.IsNone ? self : Value.FromObject(BoundMethod.New(vm, self, instance));

    private static Value Call(Vm* vm, Value callee, Value* args, int argc, Tuple* kwNames)
    {
        Value* fields = Record.Fields((Record*)callee.AsObject);
        if (fields[MaximumField] == Value.FromInt(0))
        {
            Count(fields, MissesField);
            return Calls.Invoke(vm, fields[FunctionField], args, argc, kwNames);
        }

        Value key = KeyOf(vm, callee, args, argc, kwNames, fields[TypedField].IsTrue);
        long hash = key.IsUndefined ? -1 : Dict.HashOf(vm, key);
        if (hash == -1)
        {
            return Value.Undefined;
        }

        Dict* cache = (Dict*)fields[CacheField].AsObject;
        Value found = Dict.Get(vm, cache, key, hash);
        if (found.IsUndefined)
        {
            return vm->HasPending ? found : Miss(vm, callee, key, hash, args, argc, kwNames);
        }

        Count(fields, HitsField);
        if (fields[MaximumField].IsNone)
        {
            return found;
        }

        Value* link = Record.Fields((Record*)found.AsObject);
        Unlink(link);
        LinkLast(Record.Fields((Record*)fields[RootField].AsObject), fields[RootField], link, found);
        return link[Result];
    }

    private static Value Miss(Vm* vm, Value callee, Value key, long hash, Value* args, int argc, Tuple* kwNames)
    {
        Value* fields = Record.Fields((Record*)callee.AsObject);
        Count(fields, MissesField);
        Value result = Calls.Invoke(vm, fields[FunctionField], args, argc, kwNames);
        if (result.IsUndefined)
        {
            return result;
        }

        Dict* cache = (Dict*)fields[CacheField].AsObject;
        if (fields[MaximumField].IsNone)
        {
            return Dict.Set(vm, cache, key, hash, result) ? result : Value.Undefined;
        }

        // The function may have entered the same key meanwhile.
        Value present = Dict.Get(vm, cache, key, hash);
        if (!present.IsUndefined || vm->HasPending)
        {
            return vm->HasPending ? Value.Undefined : result;
        }

        Value* root = Record.Fields((Record*)fields[RootField].AsObject);
        Value cell;
        if (cache->Count < fields[MaximumField].AsInt || root[NextLink] == fields[RootField])
        {
            cell = Value.FromObject(Record.New(vm, TypeId.Object, 4));
        }
        else
        {
            // The link used longest ago takes the new result.
            cell = root[NextLink];
            Value* oldest = Record.Fields((Record*)cell.AsObject);
            Unlink(oldest);
            if (Dict.Remove(vm, cache, oldest[Key], out _) < 0)
            {
                return Value.Undefined;
            }
        }

        Value* link = Record.Fields((Record*)cell.AsObject);
        link[Key] = key;
        link[Result] = result;
        if (!Dict.Set(vm, cache, key, hash, cell))
        {
            return Value.Undefined;
        }

        root = Record.Fields((Record*)fields[RootField].AsObject);
        LinkLast(root, fields[RootField], link, cell);
        return result;
    }

    private static void Count(Value* fields, int field) => fields[field] = Value.FromInt(Math.Min(fields[field].AsInt + 1, Value.MaxInt));

    private static void Unlink(Value* link)
    {
        Record.Fields((Record*)link[Previous].AsObject)[NextLink] = link[NextLink];
        Record.Fields((Record*)link[NextLink].AsObject)[Previous] = link[Previous];
    }

    private static void LinkLast(Value* root, Value rootCell, Value* link, Value cell)
    {
        Value last = root[Previous];
        link[Previous] = last;
        link[NextLink] = rootCell;
        Record.Fields((Record*)last.AsObject)[NextLink] = cell;
        root[Previous] = cell;
    }

    /// <summary>What a call is remembered by: its only argument if that is an integer or string, else a tuple of arguments, names and, if asked for, types.</summary>
    private static Value KeyOf(Vm* vm, Value callee, Value* args, int argc, Tuple* kwNames, bool isTyped)
    {
        int named = kwNames == null ? 0 : kwNames->Length;
        if (argc == 1 && named == 0 && !isTyped && (args[0].IsInt || args[0].IsExactly(TypeId.Str) || args[0].IsExactly(TypeId.Int)))
        {
            return args[0];
        }

        int length = argc + (named > 0 ? 1 + (2 * named) : 0) + (isTyped ? argc + named : 0);
        Tuple* key = Tuple.Allocate(vm, length);
        if (key == null)
        {
            return Value.Undefined;
        }

        Value* item = Tuple.Items(key);
        List.Move(args, item, argc);
        item += argc;
        if (named > 0)
        {
            // The cache itself stands between positional and named arguments: no caller's argument is mistaken for it.
            *item++ = Value.FromObject(Record.Fields((Record*)callee.AsObject)[RootField].AsObject);
            for (int i = 0; i < named; i++)
            {
                *item++ = Tuple.Items(kwNames)[i];
                *item++ = args[argc + i];
            }
        }

        for (int i = 0; isTyped && i < argc + named; i++)
        {
            *item++ = Value.FromObject(Types.Of(vm, args[i]));
        }

        return Value.FromObject(key);
    }
}
