using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>Raises what is wrong with a pattern or template.</summary>
internal static unsafe class RegexErrors
{
    /// <summary>Makes the script exception pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="fault">What is wrong.</param>
    /// <param name="source">The pattern or template.</param>
    public static Value Raise(Vm* vm, RegexSyntaxException fault, Value source)
    {
        switch (fault.Fault)
        {
            case RegexFault.Pending:
                return Value.Undefined;
            case RegexFault.ValueError:
                return Throw.ValueError(vm, fault.Message);
            case RegexFault.OverflowError:
                return Throw.OverflowError(vm, fault.Message);
            case RegexFault.IndexError:
                return Throw.IndexError(vm, fault.Message);
            case RegexFault.RecursionError:
                return Throw.RecursionError(vm);
            default:
                break;
        }

        Value type = LibraryCalls.Attribute(vm, "re", "PatternError");
        if (type.IsUndefined)
        {
            return type;
        }

        bool isPlaced = fault.Position >= 0;
        Value message = Value.FromObject(Str.New(vm, fault.Message));
        Value error = isPlaced ? Calls.Invoke(vm, type, message, source, Value.FromInt(fault.Position)) : Calls.Invoke(vm, type, message);
        return error.IsUndefined ? error : Throw.Raise(vm, (ExceptionObject*)error.AsObject);
    }
}
