using System.Runtime.CompilerServices;
using MiniScript.Runtime.Compilation;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Execution;

/// <summary>The interpreter loop.</summary>
/// <remarks>
/// <para>Registers, constants and values are plain 64-bit words here (see <see cref="Value"/> for the encoding), and every fast path is written
/// out in its case: an inlined helper in a method of this size costs more than the operation. Whatever is not fast is one call of a
/// method of <see cref="Slow"/>, <see cref="InlineCaching"/> or <see cref="CallBinding"/>, none of which is ever inlined.</para>
/// <para>Before such a call <c>frame->Instruction</c> is set to the next instruction: the callee may raise, collect, or run script.
/// Results of 0 (<see cref="Value.Undefined"/>) mean that an exception is pending.</para>
/// <para>A call of a script function from script pushes a <see cref="Frame"/> and goes on in this loop; native code that calls script enters the loop anew.</para>
/// </remarks>
internal static unsafe class Interpreter
{
    private const ulong FloatOffset = 1UL << 48;
    private const ulong FloatRange = (0xfffaUL << 48) - FloatOffset;
    private const ulong IntTag = 0xfffcUL << 48;
    private const ulong IntSpan = (ulong)(Value.MaxInt - Value.MinInt);
    private const ulong ObjectRange = FloatOffset - 0x100;
    private const ulong NoneBits = 0x02;
    private const ulong FalseBits = 0x06;
    private const ulong TrueBits = 0x07;

    // Where the operands of the instruction at ip lie: A, B and C count in ushort, D in bytes, W, the wide operand over B and C, in uint. They are
    // read from memory: shifting them out of the instruction costs more, and keeps it in a register.
    private const int A = 1;
    private const int B = 2;
    private const int C = 3;
    private const int D = 1;
    private const int W = 1;

    /// <summary>Runs the frame on top of the frame stack until it returns or yields.</summary>
    /// <returns>The result, or undefined with an exception pending. A generator that yielded is <see cref="GeneratorState.Suspended"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Run(Vm* vm)
    {
        ulong result = vm->SafepointRequests == 0 ? Loop(vm) : LoopBehindSafepoint(vm);
        return new Value(result == Reclamation.Due ? LoopBehindReclamation(vm) : result);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong LoopBehindReclamation(Vm* vm)
    {
        ulong result;
        do
        {
            Reclamation.Collect(vm);
            result = Loop(vm);
        }
        while (result == Reclamation.Due);
        return result;
    }

    /// <summary>A call by native code is a safepoint as one by script is: native loops that call functions without loops come to no other.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong LoopBehindSafepoint(Vm* vm)
    {
        if (vm->EntersFinalizer)
        {
            vm->EntersFinalizer = false;
            return Loop(vm);
        }

        Frame* frame = (Frame*)vm->CurrentFrame;
        frame->Instruction++; // the first instruction counts as the one that raises
        if (Safepoints.Serve(vm))
        {
            frame->Instruction--;
            return Loop(vm);
        }

        return Unwinding.Unwind(vm, frame) == null ? 0 : Loop(vm);
    }

    /// <summary>The loop. It also returns for <see cref="Reclamation.Due"/>, to be entered again: what is left of values in its machine frame is gone then.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong Loop(Vm* vm)
    {
        Frame* frame = (Frame*)vm->CurrentFrame;
        ulong* ip = frame->Instruction - 1;
        ulong* R = (ulong*)frame->Registers;
        ulong* K = (ulong*)frame->Code->Constants;
        InlineCache* I = frame->Code->Caches;
        ulong returned;
        while (true)
        {
            ip++;
            switch (*(Opcode*)ip)
            {
                case Opcode.Move:
                    R[((ushort*)ip)[A]] = R[((ushort*)ip)[B]];
                    continue;

                case Opcode.LoadConstant:
                    R[((ushort*)ip)[A]] = K[((uint*)ip)[W]];
                    continue;

                case Opcode.CheckLocal:
                    if (R[((ushort*)ip)[A]] != 0)
                    {
                        continue;
                    }

                    frame->Instruction = ip + 1;
                    Slow.UnboundLocal(vm, (Str*)K[((uint*)ip)[W]]);
                    goto Raise;

                case Opcode.Clear:
                {
                    ulong* register = R + ((ushort*)ip)[A];
                    for (int count = ((ushort*)ip)[B]; count > 0; count--)
                    {
                        *register++ = 0;
                    }

                    continue;
                }

                case Opcode.DeleteLocal:
                    if (R[((ushort*)ip)[A]] != 0)
                    {
                        R[((ushort*)ip)[A]] = 0;
                        continue;
                    }

                    frame->Instruction = ip + 1;
                    Slow.UnboundLocal(vm, (Str*)K[((uint*)ip)[W]]);
                    goto Raise;

                case Opcode.MakeCell:
                    R[((ushort*)ip)[A]] = (ulong)Cell.New(vm, new Value(R[((ushort*)ip)[A]]));
                    continue;

                case Opcode.LoadCell:
                {
                    ulong content = ((Cell*)R[((ushort*)ip)[B]])->Content.Bits;
                    if (content == 0)
                    {
                        frame->Instruction = ip + 1;
                        Slow.UnboundLocal(vm, (Str*)K[((ushort*)ip)[C]]);
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = content;
                    continue;
                }

                case Opcode.StoreCell:
                    ((Cell*)R[((ushort*)ip)[A]])->Content = new Value(R[((ushort*)ip)[B]]);
                    continue;

                case Opcode.DeleteCell:
                {
                    Cell* cell = (Cell*)R[((ushort*)ip)[A]];
                    if (cell->Content.IsUndefined)
                    {
                        frame->Instruction = ip + 1;
                        Slow.UnboundLocal(vm, (Str*)K[((uint*)ip)[W]]);
                        goto Raise;
                    }

                    cell->Content = Value.Undefined;
                    continue;
                }

                case Opcode.LoadFree:
                {
                    ulong content = ((Cell**)Objects.Tuple.Items(frame->Function->Closure))[((ushort*)ip)[B]]->Content.Bits;
                    if (content == 0)
                    {
                        frame->Instruction = ip + 1;
                        Slow.UnboundFree(vm, frame, ((ushort*)ip)[B]);
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = content;
                    continue;
                }

                case Opcode.StoreFree:
                    ((Cell**)Objects.Tuple.Items(frame->Function->Closure))[((ushort*)ip)[A]]->Content = new Value(R[((ushort*)ip)[B]]);
                    continue;

                case Opcode.DeleteFree:
                {
                    Cell* cell = ((Cell**)Objects.Tuple.Items(frame->Function->Closure))[((ushort*)ip)[A]];
                    if (cell->Content.IsUndefined)
                    {
                        frame->Instruction = ip + 1;
                        Slow.UnboundFree(vm, frame, ((ushort*)ip)[A]);
                        goto Raise;
                    }

                    cell->Content = Value.Undefined;
                    continue;
                }

                case Opcode.LoadClosure:
                    R[((ushort*)ip)[A]] = ((ulong*)Objects.Tuple.Items(frame->Function->Closure))[((ushort*)ip)[B]];
                    continue;

                case Opcode.LoadGlobal:
                {
                    InlineCache* cache = I + ((ushort*)ip)[C];
                    if (cache->Kind != InlineCaching.Empty && frame->Function->Globals->KeysVersion == cache->Shape
                        && (cache->Kind == InlineCaching.Global || frame->Function->Builtins->KeysVersion == cache->Epoch))
                    {
                        R[((ushort*)ip)[A]] = *(ulong*)cache->Target;
                        continue;
                    }

                    frame->Instruction = ip + 1;
                    ulong result = InlineCaching.LoadGlobal(vm, frame->Function, cache);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.StoreGlobal:
                {
                    InlineCache* cache = I + ((ushort*)ip)[C];
                    if (cache->Kind == InlineCaching.Global && frame->Function->Globals->KeysVersion == cache->Shape)
                    {
                        *(ulong*)cache->Target = R[((ushort*)ip)[A]];
                        continue;
                    }

                    frame->Instruction = ip + 1;
                    if (!InlineCaching.StoreGlobal(vm, frame->Function, cache, R[((ushort*)ip)[A]]))
                    {
                        goto Raise;
                    }

                    continue;
                }

                case Opcode.DeleteGlobal:
                    frame->Instruction = ip + 1;
                    if (!Slow.DeleteName(vm, frame->Function->Globals, (Str*)K[((uint*)ip)[W]]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.LoadName:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.LoadName(vm, frame, (Str*)K[((uint*)ip)[W]]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.StoreName:
                    frame->Instruction = ip + 1;
                    if (!Slow.StoreName(vm, frame, (Str*)K[((uint*)ip)[W]], R[((ushort*)ip)[A]]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.DeleteName:
                    frame->Instruction = ip + 1;
                    if (!Slow.DeleteLocalName(vm, frame, (Str*)K[((uint*)ip)[W]]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.Reclaim:
                    if (!Reclamation.IsDue(vm))
                    {
                        continue;
                    }

                    frame->Instruction = ip + 1;
                    Reclamation.Clear(vm, (Value*)(R + ((ushort*)ip)[A]));
                    return Reclamation.Due;

                case Opcode.LoadClassFree:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.LoadClassFree(vm, frame, ((ushort*)ip)[B], (Str*)K[((ushort*)ip)[C]]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.LoadDictGlobal:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.LoadDictGlobal(vm, frame, R[((ushort*)ip)[A]], (Str*)K[((uint*)ip)[W]]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.LoadDictFree:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.LoadDictFree(vm, frame, R[((ushort*)ip)[A]], ((ushort*)ip)[B], (Str*)K[((ushort*)ip)[C]]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.LoadLocals:
                    R[((ushort*)ip)[A]] = frame->Locals.Bits;
                    continue;

                case Opcode.LoadBuildClass:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.LoadBuildClass(vm, frame);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.LoadBuiltinType:
                    R[((ushort*)ip)[A]] = (ulong)Types.Of(vm, (TypeId)((ushort*)ip)[B]);
                    continue;

                case Opcode.SetupAnnotations:
                    frame->Instruction = ip + 1;
                    if (!Slow.SetupAnnotations(vm, frame))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.LoadAttribute:
                {
                    InlineCache* cache = I + ((ushort*)ip)[C];
                    ulong self = R[((ushort*)ip)[B]];
                    if (self - 0x100 < ObjectRange && ((ObjectHeader*)self)->Shape == cache->Shape)
                    {
                        if (cache->Kind == InlineCaching.InObject)
                        {
                            if (cache->Epoch == vm->TypeEpoch)
                            {
                                R[((ushort*)ip)[A]] = *(ulong*)(self + (uint)cache->Data);
                                continue;
                            }
                        }
                        else if (cache->Kind == InlineCaching.Module)
                        {
                            if (((Module*)self)->Attributes->KeysVersion == cache->Epoch)
                            {
                                R[((ushort*)ip)[A]] = *(ulong*)cache->Target;
                                continue;
                            }
                        }
                        else if (cache->Epoch == vm->TypeEpoch)
                        {
                            if (cache->Kind == InlineCaching.ClassValue)
                            {
                                R[((ushort*)ip)[A]] = *(ulong*)cache->Target;
                                continue;
                            }

                            if (cache->Kind == InlineCaching.Outside)
                            {
                                R[((ushort*)ip)[A]] = *(ulong*)(((Instance*)self)->Outside.Bits + (uint)cache->Data);
                                continue;
                            }

                            if (cache->Kind == InlineCaching.Slot)
                            {
                                ulong value = *(ulong*)(self + (uint)cache->Data);
                                if (value != 0)
                                {
                                    R[((ushort*)ip)[A]] = value;
                                    continue;
                                }
                            }

                            if (cache->Kind == InlineCaching.Getter)
                            {
                                frame->Instruction = ip + 1;
                                ulong* argument = (ulong*)frame->Top;
                                *argument = self;
                                frame = CallBinding.PushGetter(vm, frame, cache, (Value*)argument);
                                if (frame != null)
                                {
                                    goto Entered;
                                }

                                frame = (Frame*)vm->CurrentFrame;
                                goto Raise;
                            }
                        }
                    }

                    frame->Instruction = ip + 1;
                    ulong result = InlineCaching.LoadAttribute(vm, self, cache);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.LoadMethod:
                {
                    InlineCache* cache = I + ((ushort*)ip)[C];
                    ulong self = R[((ushort*)ip)[B]];
                    if (self - 0x100 < ObjectRange && ((ObjectHeader*)self)->Shape == cache->Shape)
                    {
                        if (cache->Kind == InlineCaching.Method)
                        {
                            if (cache->Epoch == vm->TypeEpoch)
                            {
                                R[((ushort*)ip)[A]] = *(ulong*)cache->Target;
                                R[((ushort*)ip)[A] + 1] = self;
                                continue;
                            }
                        }
                        else if (cache->Kind == InlineCaching.Module)
                        {
                            if (((Module*)self)->Attributes->KeysVersion == cache->Epoch)
                            {
                                R[((ushort*)ip)[A]] = *(ulong*)cache->Target;
                                R[((ushort*)ip)[A] + 1] = 0;
                                continue;
                            }
                        }
                        else if (cache->Epoch == vm->TypeEpoch)
                        {
                            if (cache->Kind == InlineCaching.InObject)
                            {
                                R[((ushort*)ip)[A]] = *(ulong*)(self + (uint)cache->Data);
                                R[((ushort*)ip)[A] + 1] = 0;
                                continue;
                            }

                            if (cache->Kind == InlineCaching.ClassValue)
                            {
                                R[((ushort*)ip)[A]] = *(ulong*)cache->Target;
                                R[((ushort*)ip)[A] + 1] = 0;
                                continue;
                            }
                        }
                    }

                    frame->Instruction = ip + 1;
                    if (!InlineCaching.LoadMethod(vm, self, cache, R + ((ushort*)ip)[A]))
                    {
                        goto Raise;
                    }

                    continue;
                }

                case Opcode.StoreAttribute:
                {
                    InlineCache* cache = I + ((ushort*)ip)[C];
                    ulong self = R[((ushort*)ip)[A]];
                    if (self - 0x100 < ObjectRange && ((ObjectHeader*)self)->Shape == cache->Shape && cache->Epoch == vm->TypeEpoch)
                    {
                        if (cache->Kind == InlineCaching.InObject)
                        {
                            *(ulong*)(self + (uint)cache->Data) = R[((ushort*)ip)[B]];
                            continue;
                        }

                        if (cache->Kind == InlineCaching.Transition)
                        {
                            *(ulong*)(self + (uint)cache->Data) = R[((ushort*)ip)[B]];
                            ((ObjectHeader*)self)->Shape = (uint)(ulong)cache->Target;
                            continue;
                        }
                    }

                    frame->Instruction = ip + 1;
                    if (!InlineCaching.StoreAttribute(vm, self, cache, R[((ushort*)ip)[B]]))
                    {
                        goto Raise;
                    }

                    continue;
                }

                case Opcode.DeleteAttribute:
                    frame->Instruction = ip + 1;
                    if (!Attributes.Delete(vm, new Value(R[((ushort*)ip)[A]]), (Str*)K[((uint*)ip)[W]]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.LoadSuperAttribute:
                    frame->Instruction = ip + 1;
                    if (!Slow.LoadSuper(vm, R + ((ushort*)ip)[A], I + ((ushort*)ip)[C], false))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.LoadSuperMethod:
                    frame->Instruction = ip + 1;
                    if (!Slow.LoadSuper(vm, R + ((ushort*)ip)[A], I + ((ushort*)ip)[C], true))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.GetItem:
                {
                    ulong container = R[((ushort*)ip)[B]];
                    ulong key = R[((ushort*)ip)[C]];
                    if (container - 0x100 < ObjectRange && key >= IntTag)
                    {
                        long index = (long)(key << 14) >> 14;
                        if (((ObjectHeader*)container)->Shape == (uint)TypeId.List)
                        {
                            long length = ((List*)container)->Length;
                            index += index < 0 ? length : 0;
                            if ((ulong)index < (ulong)length)
                            {
                                R[((ushort*)ip)[A]] = ((ulong*)((List*)container)->Items)[index];
                                continue;
                            }
                        }
                        else if (((ObjectHeader*)container)->Shape == (uint)TypeId.Tuple)
                        {
                            long length = ((Objects.Tuple*)container)->Length;
                            index += index < 0 ? length : 0;
                            if ((ulong)index < (ulong)length)
                            {
                                R[((ushort*)ip)[A]] = ((ulong*)(container + Objects.Tuple.HeaderSize))[index];
                                continue;
                            }
                        }
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.GetItem(vm, container, key);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.GetItemInt:
                {
                    ulong container = R[((ushort*)ip)[B]];
                    long index = ((short*)ip)[C];
                    if (container - 0x100 < ObjectRange)
                    {
                        if (((ObjectHeader*)container)->Shape == (uint)TypeId.List)
                        {
                            long length = ((List*)container)->Length;
                            long place = index + (index < 0 ? length : 0);
                            if ((ulong)place < (ulong)length)
                            {
                                R[((ushort*)ip)[A]] = ((ulong*)((List*)container)->Items)[place];
                                continue;
                            }
                        }
                        else if (((ObjectHeader*)container)->Shape == (uint)TypeId.Tuple)
                        {
                            long length = ((Objects.Tuple*)container)->Length;
                            long place = index + (index < 0 ? length : 0);
                            if ((ulong)place < (ulong)length)
                            {
                                R[((ushort*)ip)[A]] = ((ulong*)(container + Objects.Tuple.HeaderSize))[place];
                                continue;
                            }
                        }
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.GetItem(vm, container, (ulong)index | IntTag);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.GetSlice:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.GetSlice(vm, R[((ushort*)ip)[B]], R[((ushort*)ip)[C]], R[((ushort*)ip)[C] + 1]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.SetItem:
                {
                    ulong container = R[((ushort*)ip)[A]];
                    ulong key = R[((ushort*)ip)[B]];
                    if (container - 0x100 < ObjectRange && key >= IntTag && ((ObjectHeader*)container)->Shape == (uint)TypeId.List)
                    {
                        long index = (long)(key << 14) >> 14;
                        long length = ((List*)container)->Length;
                        index += index < 0 ? length : 0;
                        if ((ulong)index < (ulong)length)
                        {
                            ((ulong*)((List*)container)->Items)[index] = R[((ushort*)ip)[C]];
                            continue;
                        }
                    }

                    frame->Instruction = ip + 1;
                    if (!Slow.SetItem(vm, container, key, R[((ushort*)ip)[C]]))
                    {
                        goto Raise;
                    }

                    continue;
                }

                case Opcode.DeleteItem:
                    frame->Instruction = ip + 1;
                    if (!Items.Delete(vm, new Value(R[((ushort*)ip)[A]]), new Value(R[((ushort*)ip)[B]])))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.Add:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = R[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        long sum = ((long)(left << 14) >> 14) + ((long)(right << 14) >> 14);
                        if ((ulong)(sum - Value.MinInt) <= IntSpan)
                        {
                            R[((ushort*)ip)[A]] = (ulong)sum | IntTag;
                            continue;
                        }
                    }
                    else if (left - FloatOffset < FloatRange)
                    {
                        if (right - FloatOffset < FloatRange)
                        {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) + BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                        }
                        else if (right >= IntTag)
                        {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) + ((long)(right << 14) >> 14)) + FloatOffset;
                            continue;
                        }
                    }
                    else if (left >= IntTag && right - FloatOffset < FloatRange)
                    {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(((long)(left << 14) >> 14) + BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.Add, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.Subtract:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = R[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        long difference = ((long)(left << 14) >> 14) - ((long)(right << 14) >> 14);
                        if ((ulong)(difference - Value.MinInt) <= IntSpan)
                        {
                            R[((ushort*)ip)[A]] = (ulong)difference | IntTag;
                            continue;
                        }
                    }
                    else if (left - FloatOffset < FloatRange)
                    {
                        if (right - FloatOffset < FloatRange)
                        {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) - BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                        }
                        else if (right >= IntTag)
                        {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) - ((long)(right << 14) >> 14)) + FloatOffset;
                            continue;
                        }
                    }
                    else if (left >= IntTag && right - FloatOffset < FloatRange)
                    {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(((long)(left << 14) >> 14) - BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.Subtract, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.Multiply:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = R[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        long a = (long)(left << 14) >> 14;
                        long b = (long)(right << 14) >> 14;
                        if (a == (int)a && b == (int)b)
                        {
                            long product = a * b;
                            if ((ulong)(product - Value.MinInt) <= IntSpan)
                            {
                                R[((ushort*)ip)[A]] = (ulong)product | IntTag;
                                continue;
                            }
                        }
                    }
                    else if (left - FloatOffset < FloatRange)
                    {
                        if (right - FloatOffset < FloatRange)
                        {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) * BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                        }
                        else if (right >= IntTag)
                        {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) * ((long)(right << 14) >> 14)) + FloatOffset;
                            continue;
                        }
                    }
                    else if (left >= IntTag && right - FloatOffset < FloatRange)
                    {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(((long)(left << 14) >> 14) * BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.Multiply, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.Divide:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = R[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        long dividend = (long)(left << 14) >> 14;
                        long divisor = (long)(right << 14) >> 14;
                        if (divisor != 0)
                        {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits((double)dividend / divisor) + FloatOffset;
                            continue;
                        }
                    }
                    else if (left - FloatOffset < FloatRange)
                    {
                        if (right - FloatOffset < FloatRange)
                        {
                            double divisor = BitConverter.UInt64BitsToDouble(right - FloatOffset);
                            if (divisor != 0)
                            {
                                R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) / divisor) + FloatOffset;
                                continue;
                            }
                        }
                        else if (right >= IntTag)
                        {
                            double divisor = ((long)(right << 14) >> 14);
                            if (divisor != 0)
                            {
                                R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) / divisor) + FloatOffset;
                                continue;
                            }
                        }
                    }
                    else if (left >= IntTag && right - FloatOffset < FloatRange)
                    {
                            double divisor = BitConverter.UInt64BitsToDouble(right - FloatOffset);
                            if (divisor != 0)
                            {
                                R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(((long)(left << 14) >> 14) / divisor) + FloatOffset;
                                continue;
                            }
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.Divide, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.FloorDivide:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = R[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        long dividend = (long)(left << 14) >> 14;
                        long divisor = (long)(right << 14) >> 14;
                        if (divisor > 0)
                        {
                            long quotient;
                            if ((ulong)dividend <= uint.MaxValue && divisor <= uint.MaxValue)
                            {
                                quotient = (uint)dividend / (uint)divisor;
                            }
                            else
                            {
                                quotient = dividend / divisor;
                                quotient -= dividend - (quotient * divisor) < 0 ? 1 : 0;
                            }

                            R[((ushort*)ip)[A]] = (ulong)quotient | IntTag;
                            continue;
                        }
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.FloorDivide, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.Modulo:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = R[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        long dividend = (long)(left << 14) >> 14;
                        long divisor = (long)(right << 14) >> 14;
                        if (divisor > 0)
                        {
                            long remainder;
                            if ((ulong)dividend <= uint.MaxValue && divisor <= uint.MaxValue)
                            {
                                remainder = (uint)dividend % (uint)divisor;
                            }
                            else
                            {
                                remainder = dividend % divisor;
                                remainder += remainder < 0 ? divisor : 0;
                            }

                            R[((ushort*)ip)[A]] = (ulong)remainder | IntTag;
                            continue;
                        }
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.Modulo, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.LeftShift:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = R[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        long value = (long)(left << 14) >> 14;
                        long shift = (long)(right << 14) >> 14;
                        if ((ulong)shift < 49)
                        {
                            long shifted = value << (int)shift;
                            if (shifted >> (int)shift == value && (ulong)(shifted - Value.MinInt) <= IntSpan)
                            {
                                R[((ushort*)ip)[A]] = (ulong)shifted | IntTag;
                                continue;
                            }
                        }
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.LeftShift, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.RightShift:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = R[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        long shift = (long)(right << 14) >> 14;
                        if (shift >= 0)
                        {
                            R[((ushort*)ip)[A]] = (ulong)(((long)(left << 14) >> 14) >> (int)Math.Min(shift, 63)) | IntTag;
                            continue;
                        }
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.RightShift, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.And:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = R[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        R[((ushort*)ip)[A]] = left & right;
                        continue;
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.And, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.Or:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = R[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        R[((ushort*)ip)[A]] = left | right;
                        continue;
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.Or, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.Xor:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = R[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        R[((ushort*)ip)[A]] = (left ^ right) | IntTag;
                        continue;
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.Xor, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.Power:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.Power, R[((ushort*)ip)[B]], R[((ushort*)ip)[C]], *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.MatrixMultiply:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.MatrixMultiply, R[((ushort*)ip)[B]], R[((ushort*)ip)[C]], *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.AddConstant:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = K[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        long sum = ((long)(left << 14) >> 14) + ((long)(right << 14) >> 14);
                        if ((ulong)(sum - Value.MinInt) <= IntSpan)
                        {
                            R[((ushort*)ip)[A]] = (ulong)sum | IntTag;
                            continue;
                        }
                    }
                    else if (left - FloatOffset < FloatRange)
                    {
                        if (right - FloatOffset < FloatRange)
                        {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) + BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                        }
                        else if (right >= IntTag)
                        {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) + ((long)(right << 14) >> 14)) + FloatOffset;
                            continue;
                        }
                    }
                    else if (left >= IntTag && right - FloatOffset < FloatRange)
                    {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(((long)(left << 14) >> 14) + BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.Add, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.SubtractConstant:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = K[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        long difference = ((long)(left << 14) >> 14) - ((long)(right << 14) >> 14);
                        if ((ulong)(difference - Value.MinInt) <= IntSpan)
                        {
                            R[((ushort*)ip)[A]] = (ulong)difference | IntTag;
                            continue;
                        }
                    }
                    else if (left - FloatOffset < FloatRange)
                    {
                        if (right - FloatOffset < FloatRange)
                        {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) - BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                        }
                        else if (right >= IntTag)
                        {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) - ((long)(right << 14) >> 14)) + FloatOffset;
                            continue;
                        }
                    }
                    else if (left >= IntTag && right - FloatOffset < FloatRange)
                    {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(((long)(left << 14) >> 14) - BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.Subtract, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.MultiplyConstant:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = K[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        long a = (long)(left << 14) >> 14;
                        long b = (long)(right << 14) >> 14;
                        if (a == (int)a && b == (int)b)
                        {
                            long product = a * b;
                            if ((ulong)(product - Value.MinInt) <= IntSpan)
                            {
                                R[((ushort*)ip)[A]] = (ulong)product | IntTag;
                                continue;
                            }
                        }
                    }
                    else if (left - FloatOffset < FloatRange)
                    {
                        if (right - FloatOffset < FloatRange)
                        {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) * BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                        }
                        else if (right >= IntTag)
                        {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) * ((long)(right << 14) >> 14)) + FloatOffset;
                            continue;
                        }
                    }
                    else if (left >= IntTag && right - FloatOffset < FloatRange)
                    {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(((long)(left << 14) >> 14) * BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.Multiply, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.DivideConstant:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = K[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        long dividend = (long)(left << 14) >> 14;
                        long divisor = (long)(right << 14) >> 14;
                        if (divisor != 0)
                        {
                            R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits((double)dividend / divisor) + FloatOffset;
                            continue;
                        }
                    }
                    else if (left - FloatOffset < FloatRange)
                    {
                        if (right - FloatOffset < FloatRange)
                        {
                            double divisor = BitConverter.UInt64BitsToDouble(right - FloatOffset);
                            if (divisor != 0)
                            {
                                R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) / divisor) + FloatOffset;
                                continue;
                            }
                        }
                        else if (right >= IntTag)
                        {
                            double divisor = ((long)(right << 14) >> 14);
                            if (divisor != 0)
                            {
                                R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) / divisor) + FloatOffset;
                                continue;
                            }
                        }
                    }
                    else if (left >= IntTag && right - FloatOffset < FloatRange)
                    {
                            double divisor = BitConverter.UInt64BitsToDouble(right - FloatOffset);
                            if (divisor != 0)
                            {
                                R[((ushort*)ip)[A]] = BitConverter.DoubleToUInt64Bits(((long)(left << 14) >> 14) / divisor) + FloatOffset;
                                continue;
                            }
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.Divide, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.FloorDivideConstant:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = K[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        long dividend = (long)(left << 14) >> 14;
                        long divisor = (long)(right << 14) >> 14;
                        if (divisor > 0)
                        {
                            long quotient;
                            if ((ulong)dividend <= uint.MaxValue && divisor <= uint.MaxValue)
                            {
                                quotient = (uint)dividend / (uint)divisor;
                            }
                            else
                            {
                                quotient = dividend / divisor;
                                quotient -= dividend - (quotient * divisor) < 0 ? 1 : 0;
                            }

                            R[((ushort*)ip)[A]] = (ulong)quotient | IntTag;
                            continue;
                        }
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.FloorDivide, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.ModuloConstant:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = K[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        long dividend = (long)(left << 14) >> 14;
                        long divisor = (long)(right << 14) >> 14;
                        if (divisor > 0)
                        {
                            long remainder;
                            if ((ulong)dividend <= uint.MaxValue && divisor <= uint.MaxValue)
                            {
                                remainder = (uint)dividend % (uint)divisor;
                            }
                            else
                            {
                                remainder = dividend % divisor;
                                remainder += remainder < 0 ? divisor : 0;
                            }

                            R[((ushort*)ip)[A]] = (ulong)remainder | IntTag;
                            continue;
                        }
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.Modulo, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.LeftShiftConstant:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = K[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        long value = (long)(left << 14) >> 14;
                        long shift = (long)(right << 14) >> 14;
                        if ((ulong)shift < 49)
                        {
                            long shifted = value << (int)shift;
                            if (shifted >> (int)shift == value && (ulong)(shifted - Value.MinInt) <= IntSpan)
                            {
                                R[((ushort*)ip)[A]] = (ulong)shifted | IntTag;
                                continue;
                            }
                        }
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.LeftShift, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.RightShiftConstant:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = K[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        long shift = (long)(right << 14) >> 14;
                        if (shift >= 0)
                        {
                            R[((ushort*)ip)[A]] = (ulong)(((long)(left << 14) >> 14) >> (int)Math.Min(shift, 63)) | IntTag;
                            continue;
                        }
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.RightShift, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.AndConstant:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = K[((ushort*)ip)[C]];
                    if ((left & right) >= IntTag)
                    {
                        R[((ushort*)ip)[A]] = left & right;
                        continue;
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.Binary(vm, BinaryOperation.And, left, right, *ip);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }
                case Opcode.Less:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = R[((ushort*)ip)[C]];
                    bool truth;
                    if ((left & right) >= IntTag)
                    {
                        truth = (long)(left << 14) < (long)(right << 14);
                    }
                    else if (left - FloatOffset < FloatRange && right - FloatOffset < FloatRange)
                    {
                        truth = BitConverter.UInt64BitsToDouble(left - FloatOffset) < BitConverter.UInt64BitsToDouble(right - FloatOffset);
                    }
                    else
                    {
                        frame->Instruction = ip + 1;
                        ulong result = Slow.Compare(vm, left, right, CompareOperation.Less);
                        if (result == 0)
                        {
                            goto Raise;
                        }

                        R[((ushort*)ip)[A]] = result;
                        continue;
                    }

                    R[((ushort*)ip)[A]] = truth ? TrueBits : FalseBits;
                    continue;
                }
                case Opcode.LessEqual:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = R[((ushort*)ip)[C]];
                    bool truth;
                    if ((left & right) >= IntTag)
                    {
                        truth = (long)(left << 14) <= (long)(right << 14);
                    }
                    else if (left - FloatOffset < FloatRange && right - FloatOffset < FloatRange)
                    {
                        truth = BitConverter.UInt64BitsToDouble(left - FloatOffset) <= BitConverter.UInt64BitsToDouble(right - FloatOffset);
                    }
                    else
                    {
                        frame->Instruction = ip + 1;
                        ulong result = Slow.Compare(vm, left, right, CompareOperation.LessEqual);
                        if (result == 0)
                        {
                            goto Raise;
                        }

                        R[((ushort*)ip)[A]] = result;
                        continue;
                    }

                    R[((ushort*)ip)[A]] = truth ? TrueBits : FalseBits;
                    continue;
                }
                case Opcode.Equal:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = R[((ushort*)ip)[C]];
                    bool truth;
                    if ((left & right) >= IntTag)
                    {
                        truth = (long)(left << 14) == (long)(right << 14);
                    }
                    else if (left - FloatOffset < FloatRange && right - FloatOffset < FloatRange)
                    {
                        truth = BitConverter.UInt64BitsToDouble(left - FloatOffset) == BitConverter.UInt64BitsToDouble(right - FloatOffset);
                    }
                    else
                    {
                        frame->Instruction = ip + 1;
                        ulong result = Slow.Compare(vm, left, right, CompareOperation.Equal);
                        if (result == 0)
                        {
                            goto Raise;
                        }

                        R[((ushort*)ip)[A]] = result;
                        continue;
                    }

                    R[((ushort*)ip)[A]] = truth ? TrueBits : FalseBits;
                    continue;
                }
                case Opcode.NotEqual:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = R[((ushort*)ip)[C]];
                    bool truth;
                    if ((left & right) >= IntTag)
                    {
                        truth = (long)(left << 14) != (long)(right << 14);
                    }
                    else if (left - FloatOffset < FloatRange && right - FloatOffset < FloatRange)
                    {
                        truth = BitConverter.UInt64BitsToDouble(left - FloatOffset) != BitConverter.UInt64BitsToDouble(right - FloatOffset);
                    }
                    else
                    {
                        frame->Instruction = ip + 1;
                        ulong result = Slow.Compare(vm, left, right, CompareOperation.NotEqual);
                        if (result == 0)
                        {
                            goto Raise;
                        }

                        R[((ushort*)ip)[A]] = result;
                        continue;
                    }

                    R[((ushort*)ip)[A]] = truth ? TrueBits : FalseBits;
                    continue;
                }
                case Opcode.Greater:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = R[((ushort*)ip)[C]];
                    bool truth;
                    if ((left & right) >= IntTag)
                    {
                        truth = (long)(left << 14) > (long)(right << 14);
                    }
                    else if (left - FloatOffset < FloatRange && right - FloatOffset < FloatRange)
                    {
                        truth = BitConverter.UInt64BitsToDouble(left - FloatOffset) > BitConverter.UInt64BitsToDouble(right - FloatOffset);
                    }
                    else
                    {
                        frame->Instruction = ip + 1;
                        ulong result = Slow.Compare(vm, left, right, CompareOperation.Greater);
                        if (result == 0)
                        {
                            goto Raise;
                        }

                        R[((ushort*)ip)[A]] = result;
                        continue;
                    }

                    R[((ushort*)ip)[A]] = truth ? TrueBits : FalseBits;
                    continue;
                }
                case Opcode.GreaterEqual:
                {
                    ulong left = R[((ushort*)ip)[B]];
                    ulong right = R[((ushort*)ip)[C]];
                    bool truth;
                    if ((left & right) >= IntTag)
                    {
                        truth = (long)(left << 14) >= (long)(right << 14);
                    }
                    else if (left - FloatOffset < FloatRange && right - FloatOffset < FloatRange)
                    {
                        truth = BitConverter.UInt64BitsToDouble(left - FloatOffset) >= BitConverter.UInt64BitsToDouble(right - FloatOffset);
                    }
                    else
                    {
                        frame->Instruction = ip + 1;
                        ulong result = Slow.Compare(vm, left, right, CompareOperation.GreaterEqual);
                        if (result == 0)
                        {
                            goto Raise;
                        }

                        R[((ushort*)ip)[A]] = result;
                        continue;
                    }

                    R[((ushort*)ip)[A]] = truth ? TrueBits : FalseBits;
                    continue;
                }
                case Opcode.JumpLess:
                {
                    ulong left = R[((ushort*)ip)[A]];
                    ulong right = R[((ushort*)ip)[B]];
                    bool truth;
                    if ((left & right) >= IntTag)
                    {
                        truth = (long)(left << 14) < (long)(right << 14);
                    }
                    else if (left - FloatOffset < FloatRange && right - FloatOffset < FloatRange)
                    {
                        truth = BitConverter.UInt64BitsToDouble(left - FloatOffset) < BitConverter.UInt64BitsToDouble(right - FloatOffset);
                    }
                    else
                    {
                        frame->Instruction = ip + 1;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.Less);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == (((byte*)ip)[D] != 0))
                    {
                        long distance = ((short*)ip)[C];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpLessEqual:
                {
                    ulong left = R[((ushort*)ip)[A]];
                    ulong right = R[((ushort*)ip)[B]];
                    bool truth;
                    if ((left & right) >= IntTag)
                    {
                        truth = (long)(left << 14) <= (long)(right << 14);
                    }
                    else if (left - FloatOffset < FloatRange && right - FloatOffset < FloatRange)
                    {
                        truth = BitConverter.UInt64BitsToDouble(left - FloatOffset) <= BitConverter.UInt64BitsToDouble(right - FloatOffset);
                    }
                    else
                    {
                        frame->Instruction = ip + 1;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.LessEqual);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == (((byte*)ip)[D] != 0))
                    {
                        long distance = ((short*)ip)[C];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpEqual:
                {
                    ulong left = R[((ushort*)ip)[A]];
                    ulong right = R[((ushort*)ip)[B]];
                    bool truth;
                    if ((left & right) >= IntTag)
                    {
                        truth = (long)(left << 14) == (long)(right << 14);
                    }
                    else if (left - FloatOffset < FloatRange && right - FloatOffset < FloatRange)
                    {
                        truth = BitConverter.UInt64BitsToDouble(left - FloatOffset) == BitConverter.UInt64BitsToDouble(right - FloatOffset);
                    }
                    else
                    {
                        frame->Instruction = ip + 1;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.Equal);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == (((byte*)ip)[D] != 0))
                    {
                        long distance = ((short*)ip)[C];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpNotEqual:
                {
                    ulong left = R[((ushort*)ip)[A]];
                    ulong right = R[((ushort*)ip)[B]];
                    bool truth;
                    if ((left & right) >= IntTag)
                    {
                        truth = (long)(left << 14) != (long)(right << 14);
                    }
                    else if (left - FloatOffset < FloatRange && right - FloatOffset < FloatRange)
                    {
                        truth = BitConverter.UInt64BitsToDouble(left - FloatOffset) != BitConverter.UInt64BitsToDouble(right - FloatOffset);
                    }
                    else
                    {
                        frame->Instruction = ip + 1;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.NotEqual);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == (((byte*)ip)[D] != 0))
                    {
                        long distance = ((short*)ip)[C];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpGreater:
                {
                    ulong left = R[((ushort*)ip)[A]];
                    ulong right = R[((ushort*)ip)[B]];
                    bool truth;
                    if ((left & right) >= IntTag)
                    {
                        truth = (long)(left << 14) > (long)(right << 14);
                    }
                    else if (left - FloatOffset < FloatRange && right - FloatOffset < FloatRange)
                    {
                        truth = BitConverter.UInt64BitsToDouble(left - FloatOffset) > BitConverter.UInt64BitsToDouble(right - FloatOffset);
                    }
                    else
                    {
                        frame->Instruction = ip + 1;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.Greater);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == (((byte*)ip)[D] != 0))
                    {
                        long distance = ((short*)ip)[C];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpGreaterEqual:
                {
                    ulong left = R[((ushort*)ip)[A]];
                    ulong right = R[((ushort*)ip)[B]];
                    bool truth;
                    if ((left & right) >= IntTag)
                    {
                        truth = (long)(left << 14) >= (long)(right << 14);
                    }
                    else if (left - FloatOffset < FloatRange && right - FloatOffset < FloatRange)
                    {
                        truth = BitConverter.UInt64BitsToDouble(left - FloatOffset) >= BitConverter.UInt64BitsToDouble(right - FloatOffset);
                    }
                    else
                    {
                        frame->Instruction = ip + 1;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.GreaterEqual);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == (((byte*)ip)[D] != 0))
                    {
                        long distance = ((short*)ip)[C];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpLessConstant:
                {
                    ulong left = R[((ushort*)ip)[A]];
                    ulong right = K[((ushort*)ip)[B]];
                    bool truth;
                    if ((left & right) >= IntTag)
                    {
                        truth = (long)(left << 14) < (long)(right << 14);
                    }
                    else if (left - FloatOffset < FloatRange && right - FloatOffset < FloatRange)
                    {
                        truth = BitConverter.UInt64BitsToDouble(left - FloatOffset) < BitConverter.UInt64BitsToDouble(right - FloatOffset);
                    }
                    else
                    {
                        frame->Instruction = ip + 1;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.Less);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == (((byte*)ip)[D] != 0))
                    {
                        long distance = ((short*)ip)[C];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpLessEqualConstant:
                {
                    ulong left = R[((ushort*)ip)[A]];
                    ulong right = K[((ushort*)ip)[B]];
                    bool truth;
                    if ((left & right) >= IntTag)
                    {
                        truth = (long)(left << 14) <= (long)(right << 14);
                    }
                    else if (left - FloatOffset < FloatRange && right - FloatOffset < FloatRange)
                    {
                        truth = BitConverter.UInt64BitsToDouble(left - FloatOffset) <= BitConverter.UInt64BitsToDouble(right - FloatOffset);
                    }
                    else
                    {
                        frame->Instruction = ip + 1;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.LessEqual);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == (((byte*)ip)[D] != 0))
                    {
                        long distance = ((short*)ip)[C];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpEqualConstant:
                {
                    ulong left = R[((ushort*)ip)[A]];
                    ulong right = K[((ushort*)ip)[B]];
                    bool truth;
                    if ((left & right) >= IntTag)
                    {
                        truth = (long)(left << 14) == (long)(right << 14);
                    }
                    else if (left - FloatOffset < FloatRange && right - FloatOffset < FloatRange)
                    {
                        truth = BitConverter.UInt64BitsToDouble(left - FloatOffset) == BitConverter.UInt64BitsToDouble(right - FloatOffset);
                    }
                    else
                    {
                        frame->Instruction = ip + 1;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.Equal);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == (((byte*)ip)[D] != 0))
                    {
                        long distance = ((short*)ip)[C];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpNotEqualConstant:
                {
                    ulong left = R[((ushort*)ip)[A]];
                    ulong right = K[((ushort*)ip)[B]];
                    bool truth;
                    if ((left & right) >= IntTag)
                    {
                        truth = (long)(left << 14) != (long)(right << 14);
                    }
                    else if (left - FloatOffset < FloatRange && right - FloatOffset < FloatRange)
                    {
                        truth = BitConverter.UInt64BitsToDouble(left - FloatOffset) != BitConverter.UInt64BitsToDouble(right - FloatOffset);
                    }
                    else
                    {
                        frame->Instruction = ip + 1;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.NotEqual);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == (((byte*)ip)[D] != 0))
                    {
                        long distance = ((short*)ip)[C];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpGreaterConstant:
                {
                    ulong left = R[((ushort*)ip)[A]];
                    ulong right = K[((ushort*)ip)[B]];
                    bool truth;
                    if ((left & right) >= IntTag)
                    {
                        truth = (long)(left << 14) > (long)(right << 14);
                    }
                    else if (left - FloatOffset < FloatRange && right - FloatOffset < FloatRange)
                    {
                        truth = BitConverter.UInt64BitsToDouble(left - FloatOffset) > BitConverter.UInt64BitsToDouble(right - FloatOffset);
                    }
                    else
                    {
                        frame->Instruction = ip + 1;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.Greater);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == (((byte*)ip)[D] != 0))
                    {
                        long distance = ((short*)ip)[C];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpGreaterEqualConstant:
                {
                    ulong left = R[((ushort*)ip)[A]];
                    ulong right = K[((ushort*)ip)[B]];
                    bool truth;
                    if ((left & right) >= IntTag)
                    {
                        truth = (long)(left << 14) >= (long)(right << 14);
                    }
                    else if (left - FloatOffset < FloatRange && right - FloatOffset < FloatRange)
                    {
                        truth = BitConverter.UInt64BitsToDouble(left - FloatOffset) >= BitConverter.UInt64BitsToDouble(right - FloatOffset);
                    }
                    else
                    {
                        frame->Instruction = ip + 1;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.GreaterEqual);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == (((byte*)ip)[D] != 0))
                    {
                        long distance = ((short*)ip)[C];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpSequence:
                {
                    frame->Instruction = ip + 1;
                    int outcome = Slow.MatchSequence(vm, R[((ushort*)ip)[A]], ((ushort*)ip)[B], exactly: true);
                    if (outcome < 0)
                    {
                        goto Raise;
                    }

                    if (((byte*)ip)[D] == outcome)
                    {
                        long distance = ((short*)ip)[C];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }

                case Opcode.JumpSequenceAtLeast:
                {
                    frame->Instruction = ip + 1;
                    int outcome = Slow.MatchSequence(vm, R[((ushort*)ip)[A]], ((ushort*)ip)[B], exactly: false);
                    if (outcome < 0)
                    {
                        goto Raise;
                    }

                    if (((byte*)ip)[D] == outcome)
                    {
                        long distance = ((short*)ip)[C];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }

                case Opcode.JumpMapping:
                {
                    frame->Instruction = ip + 1;
                    int outcome = Slow.MatchMapping(vm, R[((ushort*)ip)[A]], ((ushort*)ip)[B]);
                    if (outcome < 0)
                    {
                        goto Raise;
                    }

                    if (((byte*)ip)[D] == outcome)
                    {
                        long distance = ((short*)ip)[C];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }

                case Opcode.JumpInstance:
                {
                    ulong self = R[((ushort*)ip)[A]];
                    ulong type = R[((ushort*)ip)[B]];
                    int outcome = 1;
                    if (self - 0x100 >= ObjectRange || (ulong)((Shape*)vm->Shapes[((ObjectHeader*)self)->Shape])->Type != type)
                    {
                        frame->Instruction = ip + 1;
                        outcome = Slow.MatchInstance(vm, self, type);
                        if (outcome < 0)
                        {
                            goto Raise;
                        }
                    }

                    if (((byte*)ip)[D] == outcome)
                    {
                        long distance = ((short*)ip)[C];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }

                case Opcode.GetItemFromEnd:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.GetItemFromEnd(vm, R[((ushort*)ip)[B]], ((ushort*)ip)[C]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.MatchKeys:
                {
                    frame->Instruction = ip + 1;
                    int outcome = Slow.MatchKeys(vm, R[((ushort*)ip)[B]], R[((ushort*)ip)[C]], R + ((ushort*)ip)[A] + 1);
                    if (outcome < 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = outcome != 0 ? TrueBits : FalseBits;
                    continue;
                }

                case Opcode.MappingRest:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.MappingRest(vm, R[((ushort*)ip)[B]], R[((ushort*)ip)[C]]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.MatchPositional:
                {
                    frame->Instruction = ip + 1;
                    int outcome = Slow.MatchPositional(vm, R[((ushort*)ip)[B]], K[((ushort*)ip)[C]], R + ((ushort*)ip)[A]);
                    if (outcome < 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = outcome != 0 ? TrueBits : FalseBits;
                    continue;
                }

                case Opcode.Negative:
                {
                    ulong operand = R[((ushort*)ip)[B]];
                    if (operand - FloatOffset < FloatRange)
                    {
                        R[((ushort*)ip)[A]] = ((operand - FloatOffset) ^ (1UL << 63)) + FloatOffset;
                        continue;
                    }

                    if (operand > IntTag && operand != (IntTag | (1UL << 49)))
                    {
                        R[((ushort*)ip)[A]] = (ulong)-((long)(operand << 14) >> 14) | IntTag;
                        continue;
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Operators.Negative(vm, new Value(operand)).Bits;
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.Positive:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Operators.Positive(vm, new Value(R[((ushort*)ip)[B]])).Bits;
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.Invert:
                {
                    ulong operand = R[((ushort*)ip)[B]];
                    if (operand >= IntTag)
                    {
                        R[((ushort*)ip)[A]] = ~operand | IntTag;
                        continue;
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Operators.Invert(vm, new Value(operand)).Bits;
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.Not:
                {
                    ulong operand = R[((ushort*)ip)[B]];
                    if ((operand | 1) == TrueBits)
                    {
                        R[((ushort*)ip)[A]] = operand ^ 1;
                        continue;
                    }

                    frame->Instruction = ip + 1;
                    int truth = Truth.Of(vm, new Value(operand));
                    if (truth < 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = truth == 0 ? TrueBits : FalseBits;
                    continue;
                }

                case Opcode.Is:
                    R[((ushort*)ip)[A]] = (R[((ushort*)ip)[B]] == R[((ushort*)ip)[C]]) != (((byte*)ip)[D] != 0) ? TrueBits : FalseBits;
                    continue;

                case Opcode.Contains:
                {
                    frame->Instruction = ip + 1;
                    int truth = Slow.Contains(vm, R[((ushort*)ip)[C]], R[((ushort*)ip)[B]]);
                    if (truth < 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = (truth != 0) != (((byte*)ip)[D] != 0) ? TrueBits : FalseBits;
                    continue;
                }

                case Opcode.Jump:
                {
                    long distance = ((int*)ip)[W];
                    ip += distance;
                    if (distance < 0 && vm->SafepointRequests != 0)
                    {
                        goto Safepoint;
                    }

                    continue;
                }

                case Opcode.JumpIfTrue:
                {
                    ulong operand = R[((ushort*)ip)[A]];
                    if ((operand | 1) != TrueBits)
                    {
                        frame->Instruction = ip + 1;
                        int truth = Truth.Of(vm, new Value(operand));
                        if (truth < 0)
                        {
                            goto Raise;
                        }

                        operand = truth != 0 ? TrueBits : FalseBits;
                    }

                    if (operand == TrueBits)
                    {
                        long distance = ((int*)ip)[W];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }

                case Opcode.JumpIfFalse:
                {
                    ulong operand = R[((ushort*)ip)[A]];
                    if ((operand | 1) != TrueBits)
                    {
                        frame->Instruction = ip + 1;
                        int truth = Truth.Of(vm, new Value(operand));
                        if (truth < 0)
                        {
                            goto Raise;
                        }

                        operand = truth != 0 ? TrueBits : FalseBits;
                    }

                    if (operand == FalseBits)
                    {
                        long distance = ((int*)ip)[W];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }

                case Opcode.JumpIfNone:
                    if (R[((ushort*)ip)[A]] == NoneBits)
                    {
                        long distance = ((int*)ip)[W];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;

                case Opcode.JumpIfNotNone:
                    if (R[((ushort*)ip)[A]] != NoneBits)
                    {
                        long distance = ((int*)ip)[W];
                        ip += distance;
                        if (distance < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;

                case Opcode.GetIterator:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.GetIterator(vm, R[((ushort*)ip)[B]]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.ForLoop:
                {
                    ObjectHeader* iterator = (ObjectHeader*)R[((ushort*)ip)[A]];
                    if (iterator->Kind == Kind.RangeIterator)
                    {
                        RangeIterator* range = (RangeIterator*)iterator;
                        if (range->Remaining <= 0)
                        {
                            continue;
                        }

                        range->Remaining--;
                        long next = range->Next;
                        range->Next = next + range->Step;
                        R[((ushort*)ip)[B]] = (ulong)next | IntTag;
                    }
                    else if (iterator->Kind == Kind.SequenceIterator)
                    {
                        SequenceIterator* sequence = (SequenceIterator*)iterator;
                        ulong container = sequence->Sequence.Bits;
                        if (container == 0)
                        {
                            continue;
                        }

                        long index = sequence->Next;
                        if (((ObjectHeader*)container)->Kind == Kind.List)
                        {
                            if (index >= ((List*)container)->Length)
                            {
                                sequence->Sequence = Value.Undefined;
                                continue;
                            }

                            R[((ushort*)ip)[B]] = ((ulong*)((List*)container)->Items)[index];
                        }
                        else
                        {
                            if (index >= ((Objects.Tuple*)container)->Length)
                            {
                                sequence->Sequence = Value.Undefined;
                                continue;
                            }

                            R[((ushort*)ip)[B]] = ((ulong*)(container + Objects.Tuple.HeaderSize))[index];
                        }

                        sequence->Next = index + 1;
                    }
                    else if (iterator->Kind == Kind.Generator && ((Generator*)iterator)->State <= GeneratorState.Suspended)
                    {
                        frame->Instruction = ip + 1;
                        frame = Generators.Push(vm, (Generator*)iterator, NoneBits, FrameExit.ForLoop);
                        if (frame != null)
                        {
                            goto Entered;
                        }

                        frame = (Frame*)vm->CurrentFrame;
                        goto Raise;
                    }
                    else
                    {
                        frame->Instruction = ip + 1;
                        ulong item = Slow.Next(vm, (ulong)iterator);
                        if (item == 0)
                        {
                            if (vm->HasPending)
                            {
                                goto Raise;
                            }

                            continue;
                        }

                        R[((ushort*)ip)[B]] = item;
                    }

                    ip -= ((ushort*)ip)[C];
                    if (vm->SafepointRequests != 0)
                    {
                        goto Safepoint;
                    }

                    continue;
                }

                case Opcode.ForLoopPair:
                {
                    ulong* unpack = ip - ((ushort*)ip)[C] + 1;
                    frame->Instruction = ip + 1;
                    int outcome = Slow.NextPair(vm, R[((ushort*)ip)[A]], R + ((ushort*)unpack)[A]);
                    if (outcome > 0)
                    {
                        ip = unpack;
                        if (vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }

                        continue;
                    }

                    if (outcome < 0)
                    {
                        goto case Opcode.ForLoop;
                    }

                    if (vm->HasPending)
                    {
                        goto Raise;
                    }

                    continue;
                }

                case Opcode.Unpack:
                {
                    ulong source = R[((ushort*)ip)[B]];
                    int count = (int)((ushort*)ip)[C];
                    if (source - 0x100 < ObjectRange && ((ObjectHeader*)source)->Shape == (uint)TypeId.Tuple
                        && ((Objects.Tuple*)source)->Length == count)
                    {
                        ulong* target = R + ((ushort*)ip)[A];
                        ulong* item = (ulong*)(source + Objects.Tuple.HeaderSize);
                        for (int i = 0; i < count; i++)
                        {
                            target[i] = item[i];
                        }

                        continue;
                    }

                    frame->Instruction = ip + 1;
                    if (!Slow.Unpack(vm, source, R + ((ushort*)ip)[A], count))
                    {
                        goto Raise;
                    }

                    continue;
                }

                case Opcode.UnpackStar:
                    frame->Instruction = ip + 1;
                    if (!Slow.UnpackStar(
                        vm, R[((ushort*)ip)[B]], R + ((ushort*)ip)[A], (byte)((ushort*)ip)[C], ((byte*)ip)[D] | (((ushort*)ip)[C] & 0xff00)))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.BuildTuple:
                {
                    frame->Instruction = ip + 1;
                    ulong result = (ulong)Objects.Tuple.New(vm, (Value*)R + ((ushort*)ip)[B], (int)((ushort*)ip)[C]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.BuildList:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.BuildList(vm, R + ((ushort*)ip)[B], (int)((ushort*)ip)[C]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.BuildSet:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.BuildSet(vm, R + ((ushort*)ip)[B], (int)((ushort*)ip)[C]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.BuildDict:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.BuildDict(vm, R + ((ushort*)ip)[B], (int)((ushort*)ip)[C]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.BuildString:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.BuildString(vm, R + ((ushort*)ip)[B], (int)((ushort*)ip)[C]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.BuildSlice:
                    R[((ushort*)ip)[A]] = Slow.BuildSlice(vm, R + ((ushort*)ip)[B]);
                    continue;

                case Opcode.ListAppend:
                {
                    List* list = (List*)R[((ushort*)ip)[A]];
                    int length = list->Length;
                    if (length < list->Capacity)
                    {
                        ((ulong*)list->Items)[length] = R[((ushort*)ip)[B]];
                        list->Length = length + 1;
                        continue;
                    }

                    frame->Instruction = ip + 1;
                    if (!List.Append(vm, list, new Value(R[((ushort*)ip)[B]])))
                    {
                        goto Raise;
                    }

                    continue;
                }

                case Opcode.ListExtend:
                    frame->Instruction = ip + 1;
                    if (!Slow.ListExtend(vm, R[((ushort*)ip)[A]], R[((ushort*)ip)[B]]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.SetAdd:
                    frame->Instruction = ip + 1;
                    if (!SetObject.Add(vm, (SetObject*)R[((ushort*)ip)[A]], new Value(R[((ushort*)ip)[B]])))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.SetUpdate:
                    frame->Instruction = ip + 1;
                    if (!Slow.SetUpdate(vm, R[((ushort*)ip)[A]], R[((ushort*)ip)[B]]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.DictPut:
                    frame->Instruction = ip + 1;
                    if (!Dict.Set(vm, (Dict*)R[((ushort*)ip)[A]], new Value(R[((ushort*)ip)[B]]), new Value(R[((ushort*)ip)[C]])))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.DictUpdate:
                    frame->Instruction = ip + 1;
                    if (!Slow.DictUpdate(vm, R[((ushort*)ip)[A]], R[((ushort*)ip)[B]]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.DictMerge:
                    frame->Instruction = ip + 1;
                    if (!Slow.DictMerge(vm, R[((ushort*)ip)[A]], R[((ushort*)ip)[B]], R[((ushort*)ip)[C]]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.ListToTuple:
                {
                    frame->Instruction = ip + 1;
                    List* list = (List*)R[((ushort*)ip)[B]];
                    ulong result = (ulong)Objects.Tuple.New(vm, list->Items, list->Length);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.SpreadTuple:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.SpreadTuple(vm, R[((ushort*)ip)[B]], R[((ushort*)ip)[C]]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.Format:
                {
                    frame->Instruction = ip + 1;
                    ulong specification = ((ushort*)ip)[C] == Instruction.NoOperand ? 0 : R[((ushort*)ip)[C]];
                    ulong result = Slow.Format(vm, R[((ushort*)ip)[B]], specification, ((byte*)ip)[D]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.MakeFunction:
                {
                    ulong* operands = R + ((ushort*)ip)[A];
                    operands[0] = Slow.MakeFunction(vm, frame, (Code*)K[((uint*)ip)[W]], operands);
                    continue;
                }

                case Opcode.CallFunction:
                    R[((ushort*)ip)[A] + 1] = 0;
                    goto case Opcode.Call;

                case Opcode.Call:
                {
                    ulong* call = R + ((ushort*)ip)[A];
                    int argc = ((ushort*)ip)[B];
                    ulong* args = call + 2;
                    if (call[1] != 0)
                    {
                        args = call + 1;
                        argc++;
                    }

                    ulong callee = call[0];
                    frame->Instruction = ip + 1;
                    if (callee - 0x100 < ObjectRange)
                    {
                        if (((ObjectHeader*)callee)->Kind == Kind.Function)
                        {
                            Function* function = (Function*)callee;
                            Code* code = function->Code;
                            ulong* top = args + code->FrameSize;
                            if ((code->Flags & CodeFlags.Simple) != 0 && code->ArgumentCount == argc && frame->Generator == null
                                && top < vm->StackSoftLimit && vm->Depth < vm->RecursionLimit)
                            {
                                vm->Depth++;
                                frame++;
                                frame->Registers = (Value*)args;
                                frame->Top = (Value*)top;
                                frame->Code = code;
                                frame->Function = function;
                                frame->Locals = Value.Undefined;
                                frame->Generator = null;
                                frame->Exit = FrameExit.Call;
                                vm->CurrentFrame = frame;
                                ip = code->Instructions - 1;
                                R = args;
                                K = (ulong*)code->Constants;
                                I = code->Caches;
                                if (vm->SafepointRequests != 0)
                                {
                                    goto Safepoint;
                                }

                                continue;
                            }

                            frame = CallBinding.Push(vm, frame, function, (Value*)args, argc, null, FrameExit.Call);
                            if (frame != null)
                            {
                                goto Entered;
                            }

                            frame = (Frame*)vm->CurrentFrame;
                            goto Raise;
                        }

                        if (((ObjectHeader*)callee)->Kind == Kind.NativeFunction && ((NativeFunction*)callee)->Self.IsUndefined)
                        {
                            ulong answer = ((NativeFunction*)callee)->Code(vm, (Value*)args, argc, null).Bits;
                            if (answer == 0)
                            {
                                goto Raise;
                            }

                            R[((ushort*)ip)[C]] = answer;
                            continue;
                        }

                        Frame* entered = CallBinding.PushOther(vm, frame, call, argc);
                        if (entered != null)
                        {
                            frame = entered;
                            goto Entered;
                        }

                        if (vm->HasPending)
                        {
                            goto Raise;
                        }
                    }

                    ulong result = Slow.Call(vm, callee, args, argc);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[C]] = result;
                    continue;
                }

                case Opcode.CallKeywords:
                {
                    ulong* call = R + ((ushort*)ip)[A];
                    int count = ((ushort*)ip)[B];
                    Objects.Tuple* names = (Objects.Tuple*)call[2 + count];
                    ulong* args = call + 2;
                    int argc = count - names->Length;
                    if (call[1] != 0)
                    {
                        args = call + 1;
                        argc++;
                    }

                    frame->Instruction = ip + 1;
                    ulong callee = call[0];
                    if (callee - 0x100 < ObjectRange && ((ObjectHeader*)callee)->Kind == Kind.Function)
                    {
                        frame = CallBinding.Push(vm, frame, (Function*)callee, (Value*)args, argc, names, FrameExit.Call);
                        if (frame != null)
                        {
                            goto Entered;
                        }

                        frame = (Frame*)vm->CurrentFrame;
                        goto Raise;
                    }

                    ulong result = Calls.Invoke(vm, new Value(callee), (Value*)args, argc, names).Bits;
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[C]] = result;
                    continue;
                }

                case Opcode.CallSpread:
                {
                    ulong* call = R + ((ushort*)ip)[A];
                    frame->Instruction = ip + 1;
                    if (!Slow.SpreadArguments(vm, call))
                    {
                        goto Raise;
                    }

                    Objects.Tuple* values = (Objects.Tuple*)call[2];
                    Objects.Tuple* names = (Objects.Tuple*)call[3];
                    int argc = values->Length - (names == null ? 0 : names->Length);
                    ulong callee = call[0];
                    if (callee - 0x100 < ObjectRange && ((ObjectHeader*)callee)->Kind == Kind.Function)
                    {
                        frame = CallBinding.Push(vm, frame, (Function*)callee, Objects.Tuple.Items(values), argc, names, FrameExit.Call);
                        if (frame != null)
                        {
                            goto Entered;
                        }

                        frame = (Frame*)vm->CurrentFrame;
                        goto Raise;
                    }

                    ulong result = Calls.Invoke(vm, new Value(callee), Objects.Tuple.Items(values), argc, names).Bits;
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[C]] = result;
                    continue;
                }

                case Opcode.ReturnConstant:
                    returned = K[((uint*)ip)[W]];
                    goto Leave;

                case Opcode.Return:
                    returned = R[((ushort*)ip)[A]];

                Leave:
                {
                    if (frame->Exit == FrameExit.Call && frame->Generator == null)
                    {
                        vm->Depth--;
                        frame--;
                        vm->CurrentFrame = frame;
                        ip = frame->Instruction - 1;
                        R = (ulong*)frame->Registers;
                        K = (ulong*)frame->Code->Constants;
                        I = frame->Code->Caches;
                        R[((ushort*)ip)[C]] = returned;
                        continue;
                    }

                    frame->Instruction = ip + 1;
                    FrameExit exit = frame->Exit;
                    ulong result = returned;
                    Frame* caller = CallBinding.Pop(vm, frame, ref result);
                    if ((exit & FrameExit.Mask) == FrameExit.Native)
                    {
                        return result;
                    }

                    frame = caller;
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    if ((exit & FrameExit.Reclaiming) != 0 && Reclamation.IsDueAfter(vm, result))
                    {
                        return Reclamation.Due;
                    }

                    goto Entered;
                }

                case Opcode.ReturnGenerator:
                {
                    frame->Instruction = ip + 1;
                    returned = Generators.FromFrame(vm, frame);
                    if (returned == 0)
                    {
                        goto Raise;
                    }

                    goto Leave;
                }

                case Opcode.Yield:
                {
                    ulong item = R[((ushort*)ip)[B]];
                    FrameExit exit = frame->Exit & FrameExit.Mask;
                    if ((frame->Exit & FrameExit.Sinking) != 0 && vm->SafepointRequests == 0 && frame->Sink->Take(frame->Sink, new Value(item)))
                    {
                        R[((ushort*)ip)[A]] = NoneBits;
                        continue;
                    }

                    frame->Instruction = ip + 1;
                    frame = Generators.Suspend(vm, frame);
                    if (exit == FrameExit.Native)
                    {
                        return item;
                    }

                    ip = frame->Instruction - 1;
                    R = (ulong*)frame->Registers;
                    K = (ulong*)frame->Code->Constants;
                    I = frame->Code->Caches;
                    R[((ushort*)ip)[B]] = item;
                    if (exit == FrameExit.ForLoop)
                    {
                        ip -= ((ushort*)ip)[C];
                        if (vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }

                case Opcode.GetYieldFromIterator:
                {
                    ulong source = R[((ushort*)ip)[B]];
                    if (source - 0x100 < ObjectRange && ((ObjectHeader*)source)->Shape == (uint)TypeId.Generator)
                    {
                        R[((ushort*)ip)[A]] = source;
                        continue;
                    }

                    frame->Instruction = ip + 1;
                    ulong result = Slow.GetYieldFromIterator(vm, frame->Code, source);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.Send:
                {
                    ulong target = R[((ushort*)ip)[A]];
                    frame->Instruction = ip + 1;
                    if (((ObjectHeader*)target)->Kind == Kind.Generator && ((Generator*)target)->State <= GeneratorState.Suspended)
                    {
                        frame = Generators.Push(vm, (Generator*)target, R[((ushort*)ip)[B]], FrameExit.Send);
                        if (frame != null)
                        {
                            goto Entered;
                        }

                        frame = (Frame*)vm->CurrentFrame;
                        goto Raise;
                    }

                    int outcome = Generators.SendTo(vm, target, R + ((ushort*)ip)[B]);
                    if (outcome < 0)
                    {
                        goto Raise;
                    }

                    if (outcome == 0)
                    {
                        ip += ((ushort*)ip)[C];
                    }

                    continue;
                }

                case Opcode.MakeTypeParameter:
                {
                    frame->Instruction = ip + 1;
                    ulong* operands = R + ((ushort*)ip)[A];
                    *operands = Slow.MakeTypeParameter(vm, (Str*)K[((uint*)ip)[W]], ((byte*)ip)[D], operands);
                    continue;
                }

                case Opcode.MakeTypeAlias:
                {
                    frame->Instruction = ip + 1;
                    ulong* operands = R + ((ushort*)ip)[A];
                    *operands = Slow.MakeTypeAlias(vm, (Str*)K[((uint*)ip)[W]], operands);
                    continue;
                }

                case Opcode.SubscriptGeneric:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.SubscriptGeneric(vm, R[((ushort*)ip)[B]]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.GetAwaitable:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.GetAwaitable(vm, R[((ushort*)ip)[B]], ((byte*)ip)[D]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.GetAsyncIterator:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.GetAsyncIterator(vm, R[((ushort*)ip)[B]]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.GetAsyncNext:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.GetAsyncNext(vm, R[((ushort*)ip)[B]]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.EndAsyncFor:
                    if (Types.IsInstance(vm, new Value(R[((ushort*)ip)[A]]), TypeId.StopAsyncIteration))
                    {
                        continue;
                    }

                    frame->Instruction = ip + 1;
                    vm->Pending = new Value(R[((ushort*)ip)[A]]);
                    goto Raise;

                case Opcode.RaiseException:
                    frame->Instruction = ip + 1;
                    Slow.Raise(vm, ((byte*)ip)[D], R[((ushort*)ip)[A]], R[((ushort*)ip)[B]]);
                    goto Raise;

                case Opcode.Reraise:
                    frame->Instruction = ip + 1;
                    vm->Pending = new Value(R[((ushort*)ip)[A]]);
                    goto Raise;

                case Opcode.EnterHandler:
                    if (frame->Generator != null)
                    {
                        R[((ushort*)ip)[B]] = Generators.EnterHandler(vm, frame, R[((ushort*)ip)[A]]);
                        continue;
                    }

                    R[((ushort*)ip)[B]] = vm->Handled.Bits;
                    vm->Handled = new Value(R[((ushort*)ip)[A]]);
                    continue;

                case Opcode.LeaveHandler:
                    if (frame->Generator != null)
                    {
                        Generators.LeaveHandler(vm, frame, R[((ushort*)ip)[A]]);
                        continue;
                    }

                    vm->Handled = new Value(R[((ushort*)ip)[A]]);
                    continue;

                case Opcode.MatchException:
                {
                    frame->Instruction = ip + 1;
                    int matches = Slow.MatchException(vm, R[((ushort*)ip)[B]], R[((ushort*)ip)[C]]);
                    if (matches < 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = matches != 0 ? TrueBits : FalseBits;
                    continue;
                }

                case Opcode.MatchGroup:
                    frame->Instruction = ip + 1;
                    if (!Slow.MatchGroup(vm, R + ((ushort*)ip)[A], R + ((ushort*)ip)[B], R[((ushort*)ip)[C]]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.GroupRemains:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.GroupRemains(vm, R[((ushort*)ip)[A]], R[((ushort*)ip)[B]]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.WithEnter:
                    frame->Instruction = ip + 1;
                    if (!Slow.WithEnter(vm, R[((ushort*)ip)[B]], R + ((ushort*)ip)[A]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.WithExit:
                    frame->Instruction = ip + 1;
                    if (!Slow.WithExit(vm, R[((ushort*)ip)[A]]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.WithExcept:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.WithExcept(vm, R[((ushort*)ip)[B]], R[((ushort*)ip)[C]], ((byte*)ip)[D] != 0);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.AsyncWithEnter:
                    frame->Instruction = ip + 1;
                    if (!Slow.AsyncWithEnter(vm, R[((ushort*)ip)[B]], R + ((ushort*)ip)[A]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.ImportName:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.ImportName(vm, frame, (Str*)K[((ushort*)ip)[B]], K[((ushort*)ip)[C]], ((byte*)ip)[D]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.ImportFrom:
                {
                    frame->Instruction = ip + 1;
                    ulong result = Slow.ImportFrom(vm, R[((ushort*)ip)[B]], (Str*)K[((ushort*)ip)[C]]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[((ushort*)ip)[A]] = result;
                    continue;
                }

                case Opcode.ImportStar:
                    frame->Instruction = ip + 1;
                    if (!Slow.ImportStar(vm, frame, R[((ushort*)ip)[A]]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.PrintResult:
                    frame->Instruction = ip + 1;
                    if (!Slow.PrintResult(vm, R[((ushort*)ip)[A]]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.TraceLine:
                    frame->Instruction = ip + 1;
                    if (!TraceFunctions.AtLine(vm, frame))
                    {
                        goto Raise;
                    }

                    ip--;
                    continue;

                default:
                    Environment.FailFast("MiniScript: unknown instruction.");
                    return 0;
            }

        Safepoint:
            // The instruction after ip counts as the one that raises: it lies in the loop or function that the poll belongs to.
            frame->Instruction = ip + 2;
            if (!Safepoints.Serve(vm))
            {
                goto Raise;
            }

            continue;

        Raise:
            frame = Unwinding.Unwind(vm, frame);
            if (frame == null)
            {
                return 0;
            }

        Entered:
            ip = frame->Instruction - 1;
            R = (ulong*)frame->Registers;
            K = (ulong*)frame->Code->Constants;
            I = frame->Code->Caches;
            if (vm->SafepointRequests != 0)
            {
                goto Safepoint;
            }
        }
    }
}
