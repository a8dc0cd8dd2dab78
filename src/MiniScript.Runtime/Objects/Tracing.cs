using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>What the collector follows in each kind of cell.</summary>
internal static unsafe class Tracing
{
    /// <summary>Marks what a cell refers to, its class included.</summary>
    public static void Trace(Marker* marker, ObjectHeader* cell)
    {
        if (cell->Shape >= (uint)TypeId.Count)
        {
            Shape* shape = (Shape*)marker->Vm->Shapes[cell->Shape];
            marker->Mark(shape->Type);
        }

        switch (cell->Kind)
        {
            case Kind.Str:
                Str.Trace(marker, (Str*)cell);
                break;
            case Kind.Bytes:
                Bytes.Trace(marker, (Bytes*)cell);
                break;
            case Kind.ByteArray:
            case Kind.Array:
                ByteArray.Trace(marker, (ByteArray*)cell);
                break;
            case Kind.Tuple:
                Tuple.Trace(marker, (Tuple*)cell);
                break;
            case Kind.List:
                List.Trace(marker, (List*)cell);
                break;
            case Kind.Dict:
                Dict.Trace(marker, (Dict*)cell);
                break;
            case Kind.Set:
                SetObject.Trace(marker, (SetObject*)cell);
                break;
            case Kind.Instance:
                TraceInstance(marker, (Instance*)cell);
                break;
            case Kind.Type:
                TypeObject.Trace(marker, (TypeObject*)cell);
                break;
            case Kind.Code:
                Code.Trace(marker, (Code*)cell);
                break;
            case Kind.Generator:
                Generator.Trace(marker, (Generator*)cell);
                break;
            case Kind.NumberBox:
                marker->Mark((Value*)(cell + 1), 2);
                break;
            case Kind.Range:
                marker->Mark((Value*)(cell + 1), 4);
                break;
            case Kind.Slice:
                marker->Mark((Value*)(cell + 1), 3);
                break;
            case Kind.Function:
                TraceFunction(marker, (Function*)cell);
                break;
            case Kind.NativeFunction:
                NativeFunction* native = (NativeFunction*)cell;
                marker->Mark(native->Name);
                marker->Mark(native->Self);
                marker->Mark(native->Module);
                marker->Mark(native->Owner);
                break;
            case Kind.BoundMethod:
            case Kind.MethodWrapper:
                marker->Mark((Value*)(cell + 1), 2);
                break;
            case Kind.SlotWrapper:
                marker->Mark(((SlotWrapper*)cell)->Owner);
                marker->Mark(((SlotWrapper*)cell)->Name);
                break;
            case Kind.Cell:
            case Kind.Module:
                marker->Mark(*(Value*)(cell + 1));
                break;
            case Kind.Exception:
                marker->Mark((Value*)(cell + 1), 6);
                break;
            case Kind.Traceback:
                Traceback.TraceCell(marker, (Traceback*)cell);
                break;
            case Kind.Frame:
                FrameObject.TraceCell(marker, (FrameObject*)cell);
                break;
            case Kind.Property:
                marker->Mark((Value*)(cell + 1), 6);
                break;
            case Kind.NativeProperty:
                marker->Mark(((NativeProperty*)cell)->Name);
                marker->Mark(((NativeProperty*)cell)->Owner);
                break;
            case Kind.Super:
                marker->Mark((Value*)(cell + 1), 3);
                break;
            case Kind.SequenceIterator:
                marker->Mark(((SequenceIterator*)cell)->Sequence);
                break;
            case Kind.Record:
                marker->Mark((Value*)(cell + 1), cell->Aux);
                break;
            case Kind.Deque:
                Deque.Trace(marker, (Deque*)cell);
                break;
            case Kind.Future:
                Future.Trace(marker, (Future*)cell);
                break;
            case Kind.EventLoop:
                EventLoop.Trace(marker, (EventLoop*)cell);
                break;
            case Kind.MemoryView:
                MemoryView.Trace(marker, (MemoryView*)cell);
                break;
            case Kind.WeakReference:
                WeakReference.Trace(marker, (WeakReference*)cell);
                break;
            case Kind.Managed:
                marker->Mark(((ManagedCell*)cell)->Attributes);
                break;
            default:
                break;
        }
    }

    private static void TraceInstance(Marker* marker, Instance* self)
    {
        Shape* shape = (Shape*)marker->Vm->Shapes[self->Header.Shape];
        if (self->Outside.IsObject)
        {
            if (shape->IsDictionary)
            {
                marker->Mark(self->Outside);
            }
            else
            {
                Value* outside = (Value*)(self->Outside.Bits + (ulong)sizeof(ObjectHeader));
                marker->MarkBuffer(outside);
                marker->Mark(outside, shape->SlotCount - shape->InObject);
            }
        }

        marker->Mark(Instance.Slots(self), Math.Min(shape->SlotCount, shape->InObject));
    }

    private static void TraceFunction(Marker* marker, Function* self)
    {
        marker->Mark(self->Code);
        marker->Mark(self->Globals);
        marker->Mark(self->Builtins);
        marker->Mark(self->Closure);
        marker->Mark(self->Defaults);
        marker->Mark(self->KeywordDefaults);
        marker->Mark(self->Name);
        marker->Mark(self->QualifiedName);
        marker->Mark(self->Module);
        marker->Mark(self->Doc);
        marker->Mark(self->Annotations);
        marker->Mark(self->Attributes);
        marker->Mark(self->TypeParameters);
    }
}
