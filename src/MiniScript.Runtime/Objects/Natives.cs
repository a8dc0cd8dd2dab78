using System.Runtime.CompilerServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>Makes native function objects.</summary>
public static unsafe class Natives
{
    /// <summary>A native function.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="name">Its name.</param>
    /// <param name="code">Its code; see <see cref="NativeFunction"/>.</param>
    /// <param name="kind">How it binds.</param>
    /// <param name="owner">The class that a method belongs to, or null.</param>
    public static NativeFunction* New(Vm* vm, Str* name, delegate*<Vm*, Value*, int, Tuple*, Value> code, NativeFunctionKind kind, TypeObject* owner = null)
    {
        TypeId type = kind switch
        {
            NativeFunctionKind.Method => TypeId.NativeMethod,
            NativeFunctionKind.ClassMethod => TypeId.NativeClassMethod,
            _ => TypeId.NativeFunction,
        };
        NativeFunction* function = (NativeFunction*)vm->Heap.AllocateSmall((nuint)sizeof(NativeFunction), Kind.NativeFunction, (uint)type);
        function->Header.Aux = (ushort)kind;
        function->Code = code;
        function->Documentation = null;
        function->Name = name;
        function->Self = Value.Undefined;
        function->Module = Value.None;
        function->Owner = owner;
        return function;
    }

    /// <summary>A copy of a native function that passes <paramref name="self"/> first.</summary>
    public static NativeFunction* Bind(Vm* vm, NativeFunction* function, Value self)
    {
        NativeFunction* bound = (NativeFunction*)vm->Heap.AllocateSmall((nuint)sizeof(NativeFunction), Kind.NativeFunction, (uint)TypeId.NativeFunction);
        *bound = *function;
        bound->Header = new ObjectHeader { Kind = Kind.NativeFunction, Aux = (ushort)NativeFunctionKind.Function, Shape = (uint)TypeId.NativeFunction };
        bound->Self = self;
        return bound;
    }

    /// <summary><c>__new__</c> of a class as scripts call it: <c>int.__new__(cls, …)</c>.</summary>
    public static Value Constructor(Vm* vm, TypeObject* type)
    {
        NativeFunction* function = New(vm, WellKnown.Name(vm, NameId.__new__), &Construct, NativeFunctionKind.Constructor, type);
        function->Self = Value.FromObject(type);
        return Value.FromObject(function);
    }

    /// <summary>The call slot of native functions.</summary>
    [SkipLocalsInit]
    internal static Value Call(Vm* vm, Value callee, Value* args, int argc, Tuple* kwNames)
    {
        NativeFunction* function = (NativeFunction*)callee.AsObject;
        if (function->Self.IsUndefined || function->NativeKind == NativeFunctionKind.StaticMethod)
        {
            return function->Code(vm, args, argc, kwNames);
        }

        // Prefix the receiver: the code is called directly, so that it is not bound again.
        int total = argc + (kwNames == null ? 0 : kwNames->Length);
        if (total < 16)
        {
            Value* all = stackalloc Value[16];
            all[0] = function->Self;
            for (int i = 0; i < total; i++)
            {
                all[i + 1] = args[i];
            }

            return function->Code(vm, all, argc + 1, kwNames);
        }

        Tuple* copy = Tuple.Allocate(vm, total + 1);
        if (copy == null)
        {
            return Value.Undefined;
        }

        Tuple.Items(copy)[0] = function->Self;
        for (int i = 0; i < total; i++)
        {
            Tuple.Items(copy)[i + 1] = args[i];
        }

        Value result = function->Code(vm, Tuple.Items(copy), argc + 1, kwNames);
        Calls.KeepAlive(copy);
        return result;
    }

    /// <summary>(class that it belongs to, class to make an instance of, arguments …)</summary>
    private static Value Construct(Vm* vm, Value* args, int argc, Tuple* kwNames)
    {
        TypeObject* owner = (TypeObject*)args[0].AsObject;
        string name = Str.ToManaged(owner->Name);
        if (argc < 2)
        {
            return Throw.TypeError(vm, $"{name}.__new__(): not enough arguments");
        }

        if (!args[1].Is(Kind.Type))
        {
            return Throw.TypeError(vm, $"{name}.__new__(X): X is not a type object ({Types.NameOf(vm, args[1])})");
        }

        TypeObject* type = (TypeObject*)args[1].AsObject;
        if (!TypeObject.IsSubtype(type, owner))
        {
            string given = Str.ToManaged(type->Name);
            return Throw.TypeError(vm, $"{name}.__new__({given}): {given} is not a subtype of {name}");
        }

        // A class in between may lay its instances out in its own way.
        TypeObject* builtin = Types.Of(vm, type->BuiltinBase);
        return (nint)builtin->Slots.New != (nint)owner->Slots.New
            ? Throw.TypeError(vm, $"{name}.__new__({Str.ToManaged(type->Name)}) is not safe, use {Str.ToManaged(builtin->Name)}.__new__()")
            : owner->Slots.New(vm, type, args + 2, argc - 2, kwNames);
    }
}
