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

        namespace MiniScript.Runtime.Hosting
        {
            using System;
            using MiniScript.Runtime.Execution;

            public readonly unsafe ref struct ExtensionSet
            {
                public ExtensionSet(delegate*<ReadOnlySpan<byte>, delegate* managed<ref NativeTableBuilder, void>> find, ReadOnlySpan<byte> extensions) { }
            }
        }

        namespace MiniScript.Runtime.Hosting.Extending
        {
            using System;
            using System.Collections.Generic;
            using MiniScript.Extensions;
            using MiniScript.Runtime.Execution;
            using MiniScript.Runtime.Memory;

            public static unsafe class ExtensionBinder
            {
                public static ExtensionContext Context(Vm* vm) => null!;
                public static int Enter(Vm* vm) => 0;
                public static void Leave(Vm* vm, int scope) { }
                public static System.Threading.SynchronizationContext? EnterAsync(Vm* vm) => null;
                public static Value ReturnTask(Vm* vm, System.Threading.Tasks.Task task, int scope) => default;
                public static Value ReturnTask<T>(Vm* vm, System.Threading.Tasks.Task<T> task, delegate*<Vm*, T, Value> convert, int scope) => default;
                public static object? Target(Vm* vm, Value value) => null;
                public static Value Adopt(Vm* vm, Value self, object target) => default;
                public static void Define(ref NativeTableBuilder module, ReadOnlySpan<byte> name, Type type, delegate* managed<ref NativeTableBuilder, void> register) { }
                public static void AddError(ref NativeTableBuilder module, ReadOnlySpan<byte> name, ReadOnlySpan<byte> root, ReadOnlySpan<byte> doc) { }
                public static void Annotate(ref NativeTableBuilder table, ReadOnlySpan<byte> text) { }
                public static Value Exit(Vm* vm, Value self) => default;
                public static bool ToText(Vm* vm, Value value, out string result) { result = ""; return true; }
                public static bool ToBytes(Vm* vm, Value value, out byte[] result) { result = []; return true; }
                public static bool ToCallable(Vm* vm, Value value, out ScriptCallable result) { result = null!; return true; }
                public static bool ToHandle(Vm* vm, Value value, out ScriptObject result) { result = null!; return true; }
                public static bool ToObject(Vm* vm, Value value, out object? result) { result = null; return true; }
                public static bool ToList<T>(Vm* vm, Value value, delegate*<Vm*, Value, out T, bool> convert, ReadOnlySpan<byte> expected, out List<T> result) { result = null!; return true; }
                public static bool ToArray<T>(Vm* vm, Value value, delegate*<Vm*, Value, out T, bool> convert, ReadOnlySpan<byte> expected, out T[] result) { result = null!; return true; }
                public static bool ToArray<T>(Vm* vm, Args arguments, int first, delegate*<Vm*, Value, out T, bool> convert, ReadOnlySpan<byte> expected, out T[] result) { result = null!; return true; }
                public static bool ToMap<TKey, TItem>(Vm* vm, Value value, delegate*<Vm*, Value, out TKey, bool> convertKey, ReadOnlySpan<byte> expectedKey,
                    delegate*<Vm*, Value, out TItem, bool> convertItem, ReadOnlySpan<byte> expectedItem, out Dictionary<TKey, TItem> result) where TKey : notnull { result = null!; return true; }
                public static Value Return(Vm* vm, ScriptObject? value) => default;
                public static Value ReturnObject(Vm* vm, object? value) => default;
                public static Value ReturnInstance(Vm* vm, object? value, string module) => default;
                public static Value ReturnList<T>(Vm* vm, IEnumerable<T>? items, delegate*<Vm*, T, Value> convert) => default;
                public static Value ReturnMap<TKey, TItem>(Vm* vm, IEnumerable<KeyValuePair<TKey, TItem>>? entries, delegate*<Vm*, TKey, Value> convertKey, delegate*<Vm*, TItem, Value> convertItem) => default;
                public static Value ReturnIterator<T>(Vm* vm, IEnumerable<T>? items, delegate*<Vm*, T, Value> convert, int scope) => default;
            }
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
