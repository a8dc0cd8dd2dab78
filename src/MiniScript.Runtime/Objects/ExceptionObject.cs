using System.Runtime.InteropServices;
using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>An instance of <c>BaseException</c> or a subclass.</summary>
/// <remarks>
/// <code>
///  0        8      16          24      32        40          48           56
///  | header | args | traceback | cause | context | details   | attributes |
/// </code>
/// <c>header.Aux</c> bit 0 is <c>__suppress_context__</c>. <c>details</c> is what the subclass adds: the value of StopIteration, the code of SystemExit, the
/// key-value pairs of the other built-in exceptions' attributes as a dict.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = 56)]
public unsafe partial struct ExceptionObject
{
    /// <summary>The header.</summary>
    public ObjectHeader Header;

    /// <summary><c>args</c>.</summary>
    public Tuple* Arguments;

    /// <summary><c>__traceback__</c>: a <see cref="Objects.Traceback"/>, <c>None</c> or <see cref="Value.Undefined"/>.</summary>
    public Value Traceback;

    /// <summary><c>__cause__</c>, or <see cref="Value.Undefined"/>.</summary>
    public Value Cause;

    /// <summary><c>__context__</c>, or <see cref="Value.Undefined"/>.</summary>
    public Value Context;

    /// <summary>What the subclass adds.</summary>
    public Value Details;

    /// <summary><c>__dict__</c>, or <see cref="Value.Undefined"/> until an attribute is set.</summary>
    public Value Attributes;

    /// <summary><c>__suppress_context__</c>.</summary>
    public bool SuppressContext
    {
        readonly get => (Header.Aux & 1) != 0;
        set => Header.Aux = (ushort)((Header.Aux & ~1) | (value ? 1 : 0));
    }

    /// <summary>An exception with one argument, or none if it is undefined. Its class's <c>__init__</c> does not run.</summary>
    public static ExceptionObject* New(Vm* vm, TypeObject* type, Value argument)
    {
        Tuple* arguments = argument.IsUndefined ? WellKnown.Of(vm)->EmptyTuple : Tuple.New(vm, &argument, 1);
        return New(vm, type, arguments);
    }

    /// <summary>An exception with the given arguments. Its class's <c>__init__</c> does not run.</summary>
    public static ExceptionObject* New(Vm* vm, TypeObject* type, Tuple* arguments)
    {
        ExceptionObject* self = (ExceptionObject*)vm->Heap.AllocateSmall((nuint)sizeof(ExceptionObject), Kind.Exception, type->DictionaryShape->Id);
        self->Arguments = arguments;
        self->Traceback = Value.Undefined;
        self->Cause = Value.Undefined;
        self->Context = Value.Undefined;
        self->Details = Value.Undefined;
        self->Attributes = Value.Undefined;
        return self;
    }

    /// <summary>Makes the exception being handled the context of another, breaking the cycle that this might close. A cycle that is there already stays.</summary>
    public static void SetContext(Vm* vm, ExceptionObject* self)
    {
        if (!vm->Handled.IsObject || vm->Handled.AsObject == (void*)self)
        {
            return;
        }

        ExceptionObject* link = (ExceptionObject*)vm->Handled.AsObject;
        ExceptionObject* slow = link;
        bool isSlowDue = false;
        while (link->Context.IsObject)
        {
            ExceptionObject* next = (ExceptionObject*)link->Context.AsObject;
            if (next == self)
            {
                link->Context = Value.Undefined;
                break;
            }

            link = next;
            if (link == slow)
            {
                break;
            }

            slow = isSlowDue ? (ExceptionObject*)slow->Context.AsObject : slow;
            isSlowDue = !isSlowDue;
        }

        self->Context = vm->Handled;
    }
}
