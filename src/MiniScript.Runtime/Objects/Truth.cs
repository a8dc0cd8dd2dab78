using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary><c>bool(value)</c>.</summary>
public static unsafe class Truth
{
    /// <summary>1, 0, or -1 with an exception pending.</summary>
    public static int Of(Vm* vm, Value value)
    {
        if (value.IsBool)
        {
            return value.IsTrue ? 1 : 0;
        }

        if (value.IsInt)
        {
            return value.AsInt != 0 ? 1 : 0;
        }

        if (value.IsNone)
        {
            return 0;
        }

        if (value.IsFloat)
        {
            return value.AsFloat != 0 ? 1 : 0;
        }

        if (!value.IsObject)
        {
            return value != Value.NotImplemented || Deprecation.Warn(vm, "NotImplemented should not be used in a boolean context") ? 1 : -1;
        }

        Slots* slots = &Types.Of(vm, value)->Slots;
        if (slots->Bool != null)
        {
            return slots->Bool(vm, value);
        }

        if (slots->Length != null)
        {
            long length = slots->Length(vm, value);
            return length < 0 ? -1 : length > 0 ? 1 : 0;
        }

        return 1;
    }
}
