namespace MiniScript.Generators.Tests;

/// <summary>The surface of the runtime that generated code calls, in the smallest form that compiles.</summary>
internal static class RuntimeSurface
{
    public const string Source = """
        namespace MiniScript.Runtime.Memory
        {
            public readonly struct Value
            {
                private readonly ulong bits = 0;
                public Value() { }
                public static Value Undefined => default;
                public static Value None => default;
                public bool IsUndefined => bits == 0;
                public bool IsNone => bits == 1;
                public unsafe ObjectHeader* AsObject => null;
            }
            public struct Vm { }
            public struct ObjectHeader { }
            public enum TypeId { Object, List, NativeMethod }
            public class HoldsValues { private Value inside; private Value[] many = new Value[3]; }
        }

        namespace MiniScript.Runtime.Objects
        {
            public struct Str { }
            public struct List { }
            public struct Tuple { }
            public struct TypeObject { }
            public enum NativeFunctionKind { Function, Method, ClassMethod, StaticMethod }
        }

        namespace MiniScript.Runtime.Execution
        {
            using System;
            using System.Numerics;
            using MiniScript.Runtime.Memory;
            using MiniScript.Runtime.Objects;
            using Tuple = MiniScript.Runtime.Objects.Tuple;

            public readonly unsafe ref struct Args { public Args(Value* start, int count) { } }
            public readonly unsafe ref struct KeywordArgs { }
            public readonly record struct BindShape(int Count, int PositionalOnly, int Positional, ulong Required, bool HasVarArgs, bool HasVarKeywords);

            public unsafe ref struct NativeTableBuilder
            {
                public Vm* Vm => null;
                public static NativeTableBuilder ForType(Vm* vm, TypeObject* type) => default;
                public void Describe(ReadOnlySpan<byte> doc) { }
                public void AddMembers(ReadOnlySpan<byte> text, nint* codes) { }
                public void AddConstant(ReadOnlySpan<byte> name, Value value) { }
            }

            public static unsafe class ArgumentBinder
            {
                public static bool ToInt64(Vm* vm, Value value, out long result) { result = 0; return true; }
                public static bool ToInt32(Vm* vm, Value value, out int result) { result = 0; return true; }
                public static bool ToDouble(Vm* vm, Value value, out double result) { result = 0; return true; }
                public static bool ToBoolean(Vm* vm, Value value, out bool result) { result = false; return true; }
                public static bool ToBigInteger(Vm* vm, Value value, out BigInteger result) { result = default; return true; }
                public static string? AsManagedText(Value value) => null;
                public static byte[]? AsManagedBytes(Value value) => null;
                public static Str* AsStr(Value value) => null;
                public static List* AsList(Value value) => null;
                public static TypeObject* AsTypeObject(Value value) => null;
                public static Value Return(Vm* vm, long value) => default;
                public static Value Return(Vm* vm, long? value) => default;
                public static Value Return(Vm* vm, double value) => default;
                public static Value Return(Vm* vm, double? value) => default;
                public static Value Return(Vm* vm, bool value) => default;
                public static Value Return(Vm* vm, bool? value) => default;
                public static Value Return(Vm* vm, string? value) => default;
                public static Value Return(Vm* vm, byte[]? value) => default;
                public static Value Return(Vm* vm, BigInteger value) => default;
                public static Value ReturnObject(void* value) => default;
                public static bool IsSelf(Vm* vm, Value value, TypeId type) => true;
                public static bool HasPending(Vm* vm) => false;
                public static Value Raise(Vm* vm, Exception exception) => default;
                public static Value ArityError(Vm* vm, ReadOnlySpan<byte> name, int least, int most, int given, bool hasKeywords) => default;
                public static Value UnboundError(Vm* vm, ReadOnlySpan<byte> name) => default;
                public static Value SelfError(Vm* vm, ReadOnlySpan<byte> name, Value self) => default;
                public static bool IsClass(Vm* vm, Value value, TypeId type) => true;
                public static Value ClassError(Vm* vm, ReadOnlySpan<byte> name, Value type) => default;
                public static Value DeleteError(Vm* vm, ReadOnlySpan<byte> name) => default;
                public static Value ArgumentTypeError(Vm* vm, ReadOnlySpan<byte> name, ReadOnlySpan<byte> place, ReadOnlySpan<byte> expected, Value value) => default;
                public static bool Bind(Vm* vm, ReadOnlySpan<byte> name, ReadOnlySpan<byte> names, in BindShape shape, Value* args, int argc, Tuple* kwNames,
                    Value* slots, out Args rest, out KeywordArgs keywords) { rest = default; keywords = default; return true; }
            }
        }
        """;
}
