using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Complex = MiniScript.Runtime.Objects.Complex;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins;

/// <summary>Create a complex number from a string or numbers.</summary>
[BuiltinType("complex")]
internal static unsafe partial class ComplexMethods
{
    /// <summary>the real part of a complex number</summary>
    [Property("real")]
    private static Value Real(Vm* vm, Value self) => Value.FromForeignFloat(Of(self).Real);

    /// <summary>the imaginary part of a complex number</summary>
    [Property("imag")]
    private static Value Imaginary(Vm* vm, Value self) => Value.FromForeignFloat(Of(self).Imaginary);

    /// <summary>Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j.</summary>
    [Method("conjugate")]
    private static Value Conjugate(Vm* vm, Value self) => Complex.New(vm, Of(self).Real, -Of(self).Imaginary);

    /// <summary>Convert this value to exact type complex.</summary>
    [Method("__complex__")]
    private static Value ToComplex(Vm* vm, Value self) => Complex.New(vm, Of(self).Real, Of(self).Imaginary);

    /// <summary>The arguments that make an equal complex number anew.</summary>
    [Method("__getnewargs__")]
    private static Tuple* NewArguments(Vm* vm, Value self) =>
        Tuple.New(vm, Value.FromForeignFloat(Of(self).Real), Value.FromForeignFloat(Of(self).Imaginary));

    /// <summary>Convert to a string according to format_spec.</summary>
    [Method("__format__")]
    private static Str* Format(Vm* vm, Value self, Str* specification) =>
        Formatting.FormatComplex(vm, self, Of(self).Real, Of(self).Imaginary, specification);

    private static (double Real, double Imaginary) Of(Value self)
    {
        Complex.TryUnbox(self, out double real, out double imaginary);
        return (real, imaginary);
    }
}
