using System.Collections;
using System.Numerics;
using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Hosting.Extending;

/// <summary>Script values as objects of C#, whatever they are; see <see cref="ExtensionContext"/> for which become which.</summary>
internal static unsafe class DynamicValues
{
    private const int MaxDepth = 200;

    /// <summary>A script value as an object of C#.</summary>
    public static object? FromScript(Vm* vm, Value value)
    {
        Dictionary<ulong, object>? known = null;
        return FromScript(vm, value, ref known, 0);
    }

    /// <summary>An object of C# as a script value.</summary>
    /// <exception cref="ScriptException">It has no counterpart.</exception>
    public static Value ToScript(Vm* vm, object? value, int depth = 0)
    {
        switch (value)
        {
            case null:
                return Value.None;
            case bool flag:
                return Value.FromBool(flag);
            case int number:
                return Value.FromInt(number);
            case long number:
                return Integers.FromLong(vm, number);
            case double number:
                return Value.FromForeignFloat(number);
            case float number:
                return Value.FromForeignFloat(number);
            case BigInteger number:
                return Integers.FromBigInteger(vm, number);
            case string text:
                return Value.FromObject(Str.New(vm, text));
            case byte[] bytes:
                return Value.FromObject(Bytes.New(vm, bytes));
            case ScriptObject handle:
                return MachineContext.Of(vm).ValueOf(handle);
            default:
                break;
        }

        if (depth > MaxDepth)
        {
            throw new ScriptException("RecursionError", "an object of C# is nested too deeply for a script value");
        }

        Value instance = MachineContext.Of(vm).Instances.Wrap(value);
        if (!instance.IsUndefined)
        {
            return instance;
        }

        switch (value)
        {
            case IDictionary map:
                Dict* dict = Dict.New(vm);
                foreach (DictionaryEntry entry in map)
                {
                    if (!Dict.Set(vm, dict, ToScript(vm, entry.Key, depth + 1), ToScript(vm, entry.Value, depth + 1)))
                    {
                        throw MachineContext.Of(vm).TakePending();
                    }
                }

                return Value.FromObject(dict);
            case object?[] items when items.GetType() == typeof(object[]):
                Tuple* tuple = Tuple.Allocate(vm, items.Length);
                for (int i = 0; tuple != null && i < items.Length; i++)
                {
                    Tuple.Items(tuple)[i] = ToScript(vm, items[i], depth + 1);
                }

                return tuple == null ? throw MachineContext.Of(vm).TakePending() : Value.FromObject(tuple);
            case IEnumerable items:
                List* list = List.New(vm);
                foreach (object? item in items)
                {
                    List.Append(vm, list, ToScript(vm, item, depth + 1));
                }

                return Value.FromObject(list);
            default:
                throw new ScriptException("TypeError", "an extension gave an object of C# that has no counterpart in script");
        }
    }

    /// <summary>The same with what was converted already, by address: a value that contains itself does so in C# too.</summary>
    private static object? FromScript(Vm* vm, Value value, ref Dictionary<ulong, object>? known, int depth)
    {
        if (value.IsNone || value.IsUndefined)
        {
            return null;
        }

        if (value.IsBool)
        {
            return value.IsTrue;
        }

        if (value.IsInt)
        {
            return value.AsInt;
        }

        if (value.IsFloat)
        {
            return value.AsFloat;
        }

        if (value.Is(Kind.Str))
        {
            return Str.ToManaged((Str*)value.AsObject);
        }

        if (value.Is(Kind.Bytes))
        {
            return Bytes.Span((Bytes*)value.AsObject).ToArray();
        }

        if (value.Is(Kind.BigInt))
        {
            BigInteger number = Integers.ToBigInteger(value);
            return number >= long.MinValue && number <= long.MaxValue ? (long)number : number;
        }

        if (value.Is(Kind.Managed) && ExtensionObjects.Target(vm, value) is { } target)
        {
            return target;
        }

        bool isContainer = value.IsExactly(TypeId.List) || value.IsExactly(TypeId.Tuple) || value.IsExactly(TypeId.Dict);
        if (!isContainer || depth > MaxDepth)
        {
            return MachineContext.Of(vm).Local(value);
        }

        known ??= [];
        return known.TryGetValue(value.Bits, out object? before) ? before : Container(vm, value, known, depth + 1);
    }

    private static object Container(Vm* vm, Value value, Dictionary<ulong, object> known, int depth)
    {
        Dictionary<ulong, object>? converted = known;
        if (value.Is(Kind.Tuple))
        {
            Tuple* tuple = (Tuple*)value.AsObject;
            object?[] array = new object?[tuple->Length];
            known.Add(value.Bits, array);
            for (int i = 0; i < array.Length; i++)
            {
                array[i] = FromScript(vm, Tuple.Items(tuple)[i], ref converted, depth);
            }

            return array;
        }

        if (value.Is(Kind.List))
        {
            List* source = (List*)value.AsObject;
            List<object?> list = new(source->Length);
            known.Add(value.Bits, list);
            for (int i = 0; i < source->Length; i++)
            {
                list.Add(FromScript(vm, source->Items[i], ref converted, depth));
            }

            return list;
        }

        Dictionary<object, object?> map = [];
        known.Add(value.Bits, map);
        int position = 0;
        while (Dict.Next((Dict*)value.AsObject, ref position, out Value key, out Value item))
        {
            object name = FromScript(vm, key, ref converted, depth) ?? MachineContext.Of(vm).Local(key);
            map[name] = FromScript(vm, item, ref converted, depth);
        }

        return map;
    }
}
