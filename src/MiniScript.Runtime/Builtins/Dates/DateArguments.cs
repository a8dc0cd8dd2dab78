using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Dates;

/// <summary>The arguments of the constructors, which have no name in their errors.</summary>
internal static unsafe class DateArguments
{
    /// <summary>Sorts arguments into slots; those that are absent stay undefined. False with <c>TypeError</c> pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="function">What the errors call the function.</param>
    /// <param name="names">The parameters, each ended by a zero byte.</param>
    /// <param name="count">Their number.</param>
    /// <param name="positional">Those that take positional arguments.</param>
    /// <param name="required">Those that must be given, which come first.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="argc">The positional ones among them.</param>
    /// <param name="kwNames">The names of the others.</param>
    /// <param name="slots">Room for the values.</param>
    public static bool Bind(
        Vm* vm, string function, ReadOnlySpan<byte> names, int count, int positional, int required, Value* args, int argc, Tuple* kwNames, Value* slots)
    {
        int named = kwNames == null ? 0 : kwNames->Length;
        if (argc + named > count || argc > positional)
        {
            bool isTotal = argc + named > count;
            string limit = isTotal ? $"{count} argument{(count == 1 ? string.Empty : "s")}" : $"{positional} positional arguments";
            Throw.TypeError(vm, $"{function} takes at most {limit} ({(isTotal ? argc + named : argc)} given)");
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            slots[i] = i < argc ? args[i] : Value.Undefined;
        }

        for (int k = 0; k < named; k++)
        {
            Str* name = (Str*)Tuple.Items(kwNames)[k].AsObject;
            int index = IndexOf(names, name);
            if (index < 0 || index < argc)
            {
                Throw.TypeError(vm, index < 0
                    ? $"{(function == "function" ? "this function" : function)} got an unexpected keyword argument '{Str.ToManaged(name)}'"
                    : $"argument for {function} given by name ('{Str.ToManaged(name)}') and position ({index + 1})");
                return false;
            }

            slots[index] = args[argc + k];
        }

        for (int i = 0; i < required; i++)
        {
            if (slots[i].IsUndefined)
            {
                // Arguments are converted one by one: what the first lacks is seen before what follows.
                int first = 0;
                if (i > 0 && !ToInt(vm, slots[0], ref first))
                {
                    return false;
                }

                Throw.TypeError(vm, $"{function} missing required argument '{NameAt(names, i)}' (pos {i + 1})");
                return false;
            }
        }

        return true;
    }

    /// <summary>An argument as a C <c>int</c>; false with an exception pending. An absent one leaves the number as it is.</summary>
    public static bool ToInt(Vm* vm, Value value, ref int number)
    {
        if (value.IsInt && value.AsInt is >= int.MinValue and <= int.MaxValue)
        {
            number = (int)value.AsInt;
            return true;
        }

        return value.IsUndefined || ToIntSlow(vm, value, ref number);
    }

    /// <summary>Checks a <c>tzinfo</c> argument; an absent one becomes <c>None</c>. False with <c>TypeError</c> pending.</summary>
    public static bool CheckZone(Vm* vm, ref Value zone)
    {
        if (zone.IsUndefined || zone.IsNone)
        {
            zone = Value.None;
            return true;
        }

        if (Types.IsInstance(vm, zone, TypeId.TzInfo))
        {
            return true;
        }

        Throw.TypeError(vm, $"tzinfo argument must be None or of a tzinfo subclass, not type '{Types.NameOf(vm, zone)}'");
        return false;
    }

    private static bool ToIntSlow(Vm* vm, Value value, ref int number)
    {
        Value whole = Integers.Index(vm, value);
        if (whole.IsUndefined)
        {
            return false;
        }

        if (!Integers.TryToLong(whole, out long wide))
        {
            Throw.OverflowError(vm, "Python int too large to convert to C long");
            return false;
        }

        if (wide is < int.MinValue or > int.MaxValue)
        {
            Throw.OverflowError(vm, wide > 0 ? "signed integer is greater than maximum" : "signed integer is less than minimum");
            return false;
        }

        number = (int)wide;
        return true;
    }

    private static int IndexOf(ReadOnlySpan<byte> names, Str* name)
    {
        for (int i = 0; !names.IsEmpty; i++)
        {
            int end = names.IndexOf((byte)0);
            if (Str.Equals(name, names[..end]))
            {
                return i;
            }

            names = names[(end + 1)..];
        }

        return -1;
    }

    private static string NameAt(ReadOnlySpan<byte> names, int index)
    {
        for (; index > 0; index--)
        {
            names = names[(names.IndexOf((byte)0) + 1)..];
        }

        return System.Text.Encoding.ASCII.GetString(names[..names.IndexOf((byte)0)]);
    }
}
