using MiniScript.Extensions;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Hosting.Extending;

/// <summary>
/// What the generated thunks of extensions share beyond <see cref="ArgumentBinder"/>. A conversion that returns false with nothing pending says that the value is
/// of another type, and leaves the words to its caller, who knows where the value came from.
/// </summary>
public static unsafe class ExtensionBinder
{
    /// <summary>What functions that ask for it are passed.</summary>
    public static ExtensionContext Context(Vm* vm) => MachineContext.Of(vm);

    /// <summary>Opens a scope of handles.</summary>
    public static int Enter(Vm* vm) => MachineContext.Of(vm).Enter();

    /// <summary>Ends a scope of handles.</summary>
    public static void Leave(Vm* vm, int scope) => MachineContext.Of(vm).Leave(scope);

    /// <summary>Has what the running function leaves to later done on the machine's thread.</summary>
    /// <returns>What is to be set again behind it.</returns>
    public static SynchronizationContext? EnterAsync(Vm* vm)
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(MachineContext.Of(vm).Tasks);
        return before;
    }

    /// <summary>A result that scripts await.</summary>
    public static Value ReturnTask(Vm* vm, Task task, int scope) => MachineContext.Of(vm).Tasks.Start(task, new ForeignNothing(task), scope);

    /// <summary>A result that scripts await.</summary>
    public static Value ReturnTask<T>(Vm* vm, Task<T> task, delegate*<Vm*, T, Value> convert, int scope) =>
        MachineContext.Of(vm).Tasks.Start(task, new ForeignResult<T>(task, convert), scope);

    /// <summary>The object of C# behind a value, or null.</summary>
    public static object? Target(Vm* vm, Value value) => ExtensionObjects.Target(vm, value);

    /// <summary>Makes an object the one behind an instance that is being initialized.</summary>
    public static Value Adopt(Vm* vm, Value self, object target)
    {
        if (!self.Is(Kind.Managed) || !Types.IsInstance(vm, self, TypeId.ExtensionObject))
        {
            return Throw.TypeError(vm, $"'{Types.NameOf(vm, self)}' object is no instance of an extension type");
        }

        MachineContext.Of(vm).Instances.Adopt(self, target);
        return Value.None;
    }

    /// <summary>Adds an extension type to its module.</summary>
    public static void Define(ref NativeTableBuilder module, ReadOnlySpan<byte> name, Type type, delegate* managed<ref NativeTableBuilder, void> register) =>
        MachineContext.Of(module.Vm).Instances.Define(ref module, name, type, register);

    /// <summary>Adds an exception type to a module; undefined as value when it fails.</summary>
    /// <param name="module">The module's builder.</param>
    /// <param name="name">The type's name.</param>
    /// <param name="baseName">A builtin exception type, or one that the module has.</param>
    /// <param name="doc">Its documentation, or empty.</param>
    public static void AddError(ref NativeTableBuilder module, ReadOnlySpan<byte> name, ReadOnlySpan<byte> baseName, ReadOnlySpan<byte> doc) =>
        ExtensionErrors.Add(ref module, name, baseName, doc);

    /// <summary>Adds <c>__annotations__</c> to a type.</summary>
    /// <param name="type">The type's builder.</param>
    /// <param name="text">Each name and its type, each ended by a zero byte.</param>
    public static void Annotate(ref NativeTableBuilder type, ReadOnlySpan<byte> text)
    {
        Vm* vm = type.Vm;
        Dict* annotations = Dict.New(vm);
        while (!text.IsEmpty)
        {
            int middle = text.IndexOf((byte)0);
            int end = middle + 1 + text[(middle + 1)..].IndexOf((byte)0);
            Dict.SetStr(vm, annotations, Str.Intern(vm, text[..middle]), Value.FromObject(Str.FromUtf8(vm, text[(middle + 1)..end])));
            text = text[(end + 1)..];
        }

        type.AddConstant("__annotations__"u8, Value.FromObject(annotations));
    }

    /// <summary>The end of the <c>with</c> of a disposable instance.</summary>
    public static Value Exit(Vm* vm, Value self)
    {
        try
        {
            ExtensionObjects.Dispose(vm, self);
            return Value.None;
        }
        catch (Exception failure)
        {
            return ArgumentBinder.Raise(vm, failure);
        }
    }

    /// <summary>A text.</summary>
    public static bool ToText(Vm* vm, Value value, out string result) => (result = ArgumentBinder.AsManagedText(value)!) != null;

    /// <summary>A copy of bytes.</summary>
    public static bool ToBytes(Vm* vm, Value value, out byte[] result) => (result = ArgumentBinder.AsManagedBytes(value)!) != null;

    /// <summary>Something callable.</summary>
    public static bool ToCallable(Vm* vm, Value value, out ScriptCallable result) =>
        (result = (Types.Of(vm, value)->Slots.Call == null ? null : MachineContext.Of(vm).Local(value) as ScriptCallable)!) != null;

    /// <summary>Any value, by handle.</summary>
    public static bool ToHandle(Vm* vm, Value value, out ScriptObject result)
    {
        result = MachineContext.Of(vm).Local(value);
        return true;
    }

    /// <summary>Any value, as what it is in C#.</summary>
    public static bool ToObject(Vm* vm, Value value, out object? result)
    {
        result = DynamicValues.FromScript(vm, value);
        return true;
    }

    /// <summary>The items of an iterable that is no text.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="value">The iterable.</param>
    /// <param name="convert">Converts an item.</param>
    /// <param name="expected">The type of an item in script.</param>
    /// <param name="result">The items.</param>
    public static bool ToList<T>(Vm* vm, Value value, delegate*<Vm*, Value, out T, bool> convert, ReadOnlySpan<byte> expected, out List<T> result)
    {
        result = null!;
        List* items = Items(vm, value);
        if (items == null)
        {
            return false;
        }

        List<T> list = new(items->Length);
        for (int i = 0; i < items->Length; i++)
        {
            Value item = items->Items[i];
            if (!convert(vm, item, out T converted))
            {
                return ItemError(vm, "sequence item ", i, expected, item);
            }

            list.Add(converted);
        }

        result = list;
        return true;
    }

    /// <summary>The items of an iterable that is no text.</summary>
    public static bool ToArray<T>(Vm* vm, Value value, delegate*<Vm*, Value, out T, bool> convert, ReadOnlySpan<byte> expected, out T[] result)
    {
        bool isConverted = ToList(vm, value, convert, expected, out List<T> list);
        result = isConverted ? list.ToArray() : null!;
        return isConverted;
    }

    /// <summary>The remaining positional arguments, of which the first has that number.</summary>
    public static bool ToArray<T>(Vm* vm, Args arguments, int first, delegate*<Vm*, Value, out T, bool> convert, ReadOnlySpan<byte> expected, out T[] result)
    {
        result = new T[arguments.Count];
        for (int i = 0; i < result.Length; i++)
        {
            if (!convert(vm, arguments[i], out result[i]))
            {
                return ItemError(vm, "argument ", first + i, expected, arguments[i]);
            }
        }

        return true;
    }

    /// <summary>The entries of a dict.</summary>
    public static bool ToMap<TKey, TItem>(
        Vm* vm, Value value, delegate*<Vm*, Value, out TKey, bool> convertKey, ReadOnlySpan<byte> expectedKey,
        delegate*<Vm*, Value, out TItem, bool> convertItem, ReadOnlySpan<byte> expectedItem, out Dictionary<TKey, TItem> result)
        where TKey : notnull
    {
        result = null!;
        if (!value.Is(Kind.Dict))
        {
            return false;
        }

        Dictionary<TKey, TItem> map = [];
        int position = 0;
        int index = 0;
        while (Dict.Next((Dict*)value.AsObject, ref position, out Value key, out Value item))
        {
            if (!convertKey(vm, key, out TKey name))
            {
                return ItemError(vm, "key of dict item ", index, expectedKey, key);
            }

            if (!convertItem(vm, item, out TItem converted))
            {
                return ItemError(vm, "dict item ", index, expectedItem, item);
            }

            map[name] = converted;
            index++;
        }

        result = map;
        return true;
    }

    /// <summary>A result that is a script value, or <c>None</c>.</summary>
    public static Value Return(Vm* vm, ScriptObject? value) => value == null ? Value.None : MachineContext.Of(vm).ValueOf(value);

    /// <summary>A result of any kind.</summary>
    public static Value ReturnObject(Vm* vm, object? value) => DynamicValues.ToScript(vm, value);

    /// <summary>A result that is an instance of an extension type, or <c>None</c>; its module is imported if need be.</summary>
    public static Value ReturnInstance(Vm* vm, object? value, string module)
    {
        if (value == null)
        {
            return Value.None;
        }

        Value instance = MachineContext.Of(vm).Instances.Wrap(value);
        if (!instance.IsUndefined || Modules.Importer.Load(vm, module).IsUndefined)
        {
            return instance;
        }

        return DynamicValues.ToScript(vm, value);
    }

    /// <summary>A result of <c>list</c>, or <c>None</c>.</summary>
    public static Value ReturnList<T>(Vm* vm, IEnumerable<T>? items, delegate*<Vm*, T, Value> convert)
    {
        if (items == null)
        {
            return Value.None;
        }

        List* list = List.New(vm);
        foreach (T item in items)
        {
            Value converted = convert(vm, item);
            if (converted.IsUndefined || !List.Append(vm, list, converted))
            {
                return Value.Undefined;
            }
        }

        return Value.FromObject(list);
    }

    /// <summary>A result of <c>dict</c>, or <c>None</c>.</summary>
    public static Value ReturnMap<TKey, TItem>(
        Vm* vm, IEnumerable<KeyValuePair<TKey, TItem>>? entries, delegate*<Vm*, TKey, Value> convertKey, delegate*<Vm*, TItem, Value> convertItem)
    {
        if (entries == null)
        {
            return Value.None;
        }

        Dict* dict = Dict.New(vm);
        foreach (KeyValuePair<TKey, TItem> entry in entries)
        {
            Value key = convertKey(vm, entry.Key);
            Value item = key.IsUndefined ? key : convertItem(vm, entry.Value);
            if (item.IsUndefined || !Dict.Set(vm, dict, key, item))
            {
                return Value.Undefined;
            }
        }

        return Value.FromObject(dict);
    }

    /// <summary>A result of an iterator over a sequence, or <c>None</c>. It takes the handles of the innermost scope.</summary>
    public static Value ReturnIterator<T>(Vm* vm, IEnumerable<T>? items, delegate*<Vm*, T, Value> convert, int scope) =>
        items == null ? Value.None : new ScriptIterator<T>(items, convert, MachineContext.Of(vm).Detach(scope)).NewCell(vm);

    /// <summary>What an iterable gives; null with nothing pending if it is none, or a text.</summary>
    private static List* Items(Vm* vm, Value value)
    {
        if (value.IsExactly(TypeId.List))
        {
            return (List*)value.AsObject;
        }

        TypeObject* type = Types.Of(vm, value);
        bool isIterable = type->Slots.Iterate != null || type->Slots.GetItem != null;
        return !isIterable || value.Is(Kind.Str) || value.Is(Kind.Bytes) || value.Is(Kind.ByteArray) || value.Is(Kind.Dict) || value.Is(Kind.Type) ? null : Iteration.ToList(vm, value);
    }

    private static bool ItemError(Vm* vm, string place, int index, ReadOnlySpan<byte> expected, Value item)
    {
        if (!vm->HasPending)
        {
            Throw.TypeError(vm, $"{place}{index}: expected {System.Text.Encoding.UTF8.GetString(expected)}, {Types.NameOf(vm, item)} found");
        }

        return false;
    }
}
