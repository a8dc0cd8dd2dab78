using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Execution;

/// <summary>Receives the members of a native module or type from its generated <c>Register</c> method and makes them attributes.</summary>
public unsafe ref struct NativeTableBuilder
{
    private readonly Dict* attributes;
    private readonly TypeObject* owner;
    private readonly Value module;

    private NativeTableBuilder(Vm* vm, Dict* attributes, TypeObject* owner, Value module)
    {
        Vm = vm;
        this.attributes = attributes;
        this.owner = owner;
        this.module = module;
    }

    /// <summary>The machine that the members are for.</summary>
    public Vm* Vm { get; }

    /// <summary>False once an attribute could not be stored: an exception is pending.</summary>
    public bool Succeeded { get; private set; } = true;

    /// <summary>A builder that fills a module.</summary>
    /// <param name="name">The module's name, which becomes its functions' <c>__module__</c>.</param>
    public static NativeTableBuilder ForModule(Vm* vm, Module* module, Str* name) => new(vm, module->Attributes, null, Value.FromObject(name));

    /// <summary>A builder that fills a built-in type.</summary>
    public static NativeTableBuilder ForType(Vm* vm, TypeObject* type) => new(vm, type->Attributes, type, Value.None);

    /// <summary>The module's name.</summary>
    public readonly Value ModuleName => module;

    /// <summary>A builder that fills the namespace of a class of this module.</summary>
    public readonly NativeTableBuilder ForMembers(Dict* members) => new(Vm, members, null, module);

    /// <summary>A member that was added, or <see cref="Value.Undefined"/>.</summary>
    public readonly Value Find(ReadOnlySpan<byte> name) => Dict.GetStr(attributes, Str.Intern(Vm, name));

    /// <summary>Sets <c>__doc__</c>.</summary>
    public void Describe(ReadOnlySpan<byte> doc) => Set("__doc__"u8, Value.FromObject(Str.FromUtf8(Vm, doc)));

    /// <summary>Adds functions, methods and computed attributes.</summary>
    /// <param name="text">
    /// A literal, which lives as long as the program. For each member a letter that says what it is, its name, and its documentation (see
    /// <see cref="NativeDocumentation"/>: two texts), each ended by a zero byte.
    /// </param>
    /// <param name="codes">The code of each, in that order: two pointers for an attribute that can be set.</param>
    public void AddMembers(ReadOnlySpan<byte> text, nint* codes)
    {
        while (!text.IsEmpty)
        {
            byte letter = text[0];
            ReadOnlySpan<byte> name = Cut(ref text)[1..];
            ReadOnlySpan<byte> documentation = text;
            Cut(ref text);
            Cut(ref text);
            if (letter is (byte)'p' or (byte)'w')
            {
                var getter = (delegate*<Vm*, Value, Value>)*codes++;
                var setter = letter == 'w' ? (delegate*<Vm*, Value, Value, bool>)*codes++ : null;
                AddProperty(name, getter, setter, documentation);
                continue;
            }

            NativeFunctionKind kind = letter switch
            {
                (byte)'f' => NativeFunctionKind.Function,
                (byte)'m' => NativeFunctionKind.Method,
                (byte)'c' => NativeFunctionKind.ClassMethod,
                _ => NativeFunctionKind.StaticMethod,
            };
            Add(kind, name, (delegate*<Vm*, Value*, int, Tuple*, Value>)*codes++, documentation);
        }
    }

    /// <summary>Adds a function or method.</summary>
    /// <param name="code">The thunk, of the native calling convention.</param>
    /// <param name="documentation">A literal, which lives as long as the program: signature, zero byte, text; see <see cref="NativeDocumentation"/>.</param>
    private void Add(NativeFunctionKind kind, ReadOnlySpan<byte> name, delegate*<Vm*, Value*, int, Tuple*, Value> code, ReadOnlySpan<byte> documentation)
    {
        NativeFunction* function = Natives.New(Vm, Str.Intern(Vm, name), code, kind, owner);
        function->Documentation = (NativeDocumentation*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(documentation));
        function->Module = module;
        Set(function->Name, Value.FromObject(function));
    }

    /// <summary>Adds a computed attribute of a type.</summary>
    /// <param name="setter">Null for a read-only one.</param>
    /// <param name="documentation">As for <see cref="Add"/>.</param>
    public void AddProperty(
        ReadOnlySpan<byte> name, delegate*<Vm*, Value, Value> getter, delegate*<Vm*, Value, Value, bool> setter, ReadOnlySpan<byte> documentation)
    {
        var property = (NativeProperty*)Vm->Heap.Allocate((nuint)sizeof(NativeProperty), Kind.NativeProperty, (uint)TypeId.NativeProperty);
        property->Getter = getter;
        property->Setter = setter;
        property->Documentation = (NativeDocumentation*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(documentation));
        property->Name = Str.Intern(Vm, name);
        property->Owner = owner;
        Set(property->Name, Value.FromObject(property));
    }

    /// <summary>Adds a computed attribute of a type that scripts know as a <c>member_descriptor</c>.</summary>
    public void AddMember(
        ReadOnlySpan<byte> name, delegate*<Vm*, Value, Value> getter, delegate*<Vm*, Value, Value, bool> setter, ReadOnlySpan<byte> documentation)
    {
        AddProperty(name, getter, setter, documentation);
        MarkMember(name);
    }

    /// <summary>Makes a computed attribute one that scripts know as a <c>member_descriptor</c>.</summary>
    public void MarkMember(ReadOnlySpan<byte> name)
    {
        Value property = Dict.GetStr(attributes, Str.Intern(Vm, name));
        if (property.Is(Kind.NativeProperty))
        {
            property.AsObject->Shape = (uint)TypeId.MemberDescriptor;
        }
    }

    /// <summary>Adds a value.</summary>
    public void AddConstant(ReadOnlySpan<byte> name, Value value)
    {
        if (value.IsUndefined)
        {
            Succeeded = false;
            return;
        }

        Set(name, value);
    }

    /// <summary>Takes what comes before the next zero byte off a text.</summary>
    private static ReadOnlySpan<byte> Cut(scoped ref ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)0);
        ReadOnlySpan<byte> cut = text[..end];
        text = text[(end + 1)..];
        return cut;
    }

    private void Set(ReadOnlySpan<byte> name, Value value) => Set(Str.Intern(Vm, name), value);

    private void Set(Str* name, Value value) => Succeeded &= Dict.SetStr(Vm, attributes, name, value);
}
