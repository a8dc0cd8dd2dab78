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

    /// <summary>Runs the frame on top of the frame stack until it returns or yields.</summary>
    /// <returns>The result, or 0 with an exception pending. A generator that yielded is <see cref="GeneratorState.Suspended"/>.</returns>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Run(Vm* vm)
    {
        Frame* frame = (Frame*)vm->CurrentFrame;
        ulong* ip = frame->Instruction;
        ulong* R = (ulong*)frame->Registers;
        ulong* K = (ulong*)frame->Code->Constants;
        InlineCache* I = frame->Code->Caches;
        while (true)
        {
            ulong ins = *ip++;
            switch ((Opcode)(byte)ins)
            {
                case Opcode.Move:
                    R[(ushort)(ins >> 16)] = R[(ushort)(ins >> 32)];
                    continue;

                case Opcode.LoadConstant:
                    R[(ushort)(ins >> 16)] = K[ins >> 32];
                    continue;

                case Opcode.CheckLocal:
                    if (R[(ushort)(ins >> 16)] != 0)
                    {
                        continue;
                    }

                    frame->Instruction = ip;
                    Slow.UnboundLocal(vm, (Str*)K[ins >> 32]);
                    goto Raise;

                case Opcode.Clear:
                {
                    ulong* register = R + (ushort)(ins >> 16);
                    for (int count = (ushort)(ins >> 32); count > 0; count--)
                    {
                        *register++ = 0;
                    }

                    continue;
                }

                case Opcode.DeleteLocal:
                    if (R[(ushort)(ins >> 16)] != 0)
                    {
                        R[(ushort)(ins >> 16)] = 0;
                        continue;
                    }

                    frame->Instruction = ip;
                    Slow.UnboundLocal(vm, (Str*)K[ins >> 32]);
                    goto Raise;

                case Opcode.MakeCell:
                    R[(ushort)(ins >> 16)] = (ulong)Cell.New(vm, new Value(R[(ushort)(ins >> 16)]));
                    continue;

                case Opcode.LoadCell:
                {
                    ulong content = ((Cell*)R[(ushort)(ins >> 32)])->Content.Bits;
                    if (content == 0)
                    {
                        frame->Instruction = ip;
                        Slow.UnboundLocal(vm, (Str*)K[ins >> 48]);
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = content;
                    continue;
                }

                case Opcode.StoreCell:
                    ((Cell*)R[(ushort)(ins >> 16)])->Content = new Value(R[(ushort)(ins >> 32)]);
                    continue;

                case Opcode.DeleteCell:
                {
                    Cell* cell = (Cell*)R[(ushort)(ins >> 16)];
                    if (cell->Content.IsUndefined)
                    {
                        frame->Instruction = ip;
                        Slow.UnboundLocal(vm, (Str*)K[ins >> 32]);
                        goto Raise;
                    }

                    cell->Content = Value.Undefined;
                    continue;
                }

                case Opcode.LoadFree:
                {
                    ulong content = ((Cell**)Objects.Tuple.Items(frame->Function->Closure))[(ushort)(ins >> 32)]->Content.Bits;
                    if (content == 0)
                    {
                        frame->Instruction = ip;
                        Slow.UnboundFree(vm, frame, (ushort)(ins >> 32));
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = content;
                    continue;
                }

                case Opcode.StoreFree:
                    ((Cell**)Objects.Tuple.Items(frame->Function->Closure))[(ushort)(ins >> 16)]->Content = new Value(R[(ushort)(ins >> 32)]);
                    continue;

                case Opcode.DeleteFree:
                {
                    Cell* cell = ((Cell**)Objects.Tuple.Items(frame->Function->Closure))[(ushort)(ins >> 16)];
                    if (cell->Content.IsUndefined)
                    {
                        frame->Instruction = ip;
                        Slow.UnboundFree(vm, frame, (ushort)(ins >> 16));
                        goto Raise;
                    }

                    cell->Content = Value.Undefined;
                    continue;
                }

                case Opcode.LoadClosure:
                    R[(ushort)(ins >> 16)] = ((ulong*)Objects.Tuple.Items(frame->Function->Closure))[(ushort)(ins >> 32)];
                    continue;

                case Opcode.LoadGlobal:
                {
                    InlineCache* cache = I + (ins >> 48);
                    if (cache->Kind != InlineCaching.Empty && frame->Function->Globals->KeysVersion == cache->Shape
                        && (cache->Kind == InlineCaching.Global || frame->Function->Builtins->KeysVersion == cache->Epoch))
                    {
                        R[(ushort)(ins >> 16)] = *(ulong*)cache->Target;
                        continue;
                    }

                    frame->Instruction = ip;
                    ulong result = InlineCaching.LoadGlobal(vm, frame->Function, cache);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.StoreGlobal:
                {
                    InlineCache* cache = I + (ins >> 48);
                    if (cache->Kind == InlineCaching.Global && frame->Function->Globals->KeysVersion == cache->Shape)
                    {
                        *(ulong*)cache->Target = R[(ushort)(ins >> 16)];
                        continue;
                    }

                    frame->Instruction = ip;
                    if (!InlineCaching.StoreGlobal(vm, frame->Function, cache, R[(ushort)(ins >> 16)]))
                    {
                        goto Raise;
                    }

                    continue;
                }

                case Opcode.DeleteGlobal:
                    frame->Instruction = ip;
                    if (!Slow.DeleteName(vm, frame->Function->Globals, (Str*)K[ins >> 32]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.LoadName:
                {
                    frame->Instruction = ip;
                    ulong result = Slow.LoadName(vm, frame, (Str*)K[ins >> 32]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.StoreName:
                    frame->Instruction = ip;
                    if (!Slow.StoreName(vm, frame, (Str*)K[ins >> 32], R[(ushort)(ins >> 16)]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.DeleteName:
                    frame->Instruction = ip;
                    if (!Slow.DeleteLocalName(vm, frame, (Str*)K[ins >> 32]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.LoadClassFree:
                {
                    frame->Instruction = ip;
                    ulong result = Slow.LoadClassFree(vm, frame, (ushort)(ins >> 32), (Str*)K[ins >> 48]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.LoadClassGlobal:
                {
                    frame->Instruction = ip;
                    ulong result = Slow.LoadName(vm, frame, (Str*)K[ins >> 32]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.LoadLocals:
                    R[(ushort)(ins >> 16)] = frame->Locals.Bits;
                    continue;

                case Opcode.LoadBuildClass:
                {
                    frame->Instruction = ip;
                    ulong result = Slow.LoadBuildClass(vm, frame);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.LoadBuiltinType:
                    R[(ushort)(ins >> 16)] = (ulong)Types.Of(vm, (TypeId)(ushort)(ins >> 32));
                    continue;

                case Opcode.SetupAnnotations:
                    frame->Instruction = ip;
                    if (!Slow.SetupAnnotations(vm, frame))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.LoadAttribute:
                {
                    InlineCache* cache = I + (ins >> 48);
                    ulong self = R[(ushort)(ins >> 32)];
                    if (self - 0x100 < ObjectRange && ((ObjectHeader*)self)->Shape == cache->Shape)
                    {
                        if (cache->Kind == InlineCaching.InObject)
                        {
                            if (cache->Epoch == vm->TypeEpoch)
                            {
                                R[(ushort)(ins >> 16)] = *(ulong*)(self + (uint)cache->Data);
                                continue;
                            }
                        }
                        else if (cache->Kind == InlineCaching.Module)
                        {
                            if (((Module*)self)->Attributes->KeysVersion == cache->Epoch)
                            {
                                R[(ushort)(ins >> 16)] = *(ulong*)cache->Target;
                                continue;
                            }
                        }
                        else if (cache->Epoch == vm->TypeEpoch)
                        {
                            if (cache->Kind == InlineCaching.ClassValue)
                            {
                                R[(ushort)(ins >> 16)] = *(ulong*)cache->Target;
                                continue;
                            }

                            if (cache->Kind == InlineCaching.Outside)
                            {
                                R[(ushort)(ins >> 16)] = *(ulong*)(((Instance*)self)->Outside.Bits + (uint)cache->Data);
                                continue;
                            }

                            if (cache->Kind == InlineCaching.Getter)
                            {
                                frame->Instruction = ip;
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

                    frame->Instruction = ip;
                    ulong result = InlineCaching.LoadAttribute(vm, self, cache);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.LoadMethod:
                {
                    InlineCache* cache = I + (ins >> 48);
                    ulong self = R[(ushort)(ins >> 32)];
                    if (self - 0x100 < ObjectRange && ((ObjectHeader*)self)->Shape == cache->Shape)
                    {
                        if (cache->Kind == InlineCaching.Method)
                        {
                            if (cache->Epoch == vm->TypeEpoch)
                            {
                                R[(ushort)(ins >> 16)] = *(ulong*)cache->Target;
                                R[(ushort)(ins >> 16) + 1] = self;
                                continue;
                            }
                        }
                        else if (cache->Kind == InlineCaching.Module)
                        {
                            if (((Module*)self)->Attributes->KeysVersion == cache->Epoch)
                            {
                                R[(ushort)(ins >> 16)] = *(ulong*)cache->Target;
                                R[(ushort)(ins >> 16) + 1] = 0;
                                continue;
                            }
                        }
                        else if (cache->Epoch == vm->TypeEpoch)
                        {
                            if (cache->Kind == InlineCaching.InObject)
                            {
                                R[(ushort)(ins >> 16)] = *(ulong*)(self + (uint)cache->Data);
                                R[(ushort)(ins >> 16) + 1] = 0;
                                continue;
                            }

                            if (cache->Kind == InlineCaching.ClassValue)
                            {
                                R[(ushort)(ins >> 16)] = *(ulong*)cache->Target;
                                R[(ushort)(ins >> 16) + 1] = 0;
                                continue;
                            }
                        }
                    }

                    frame->Instruction = ip;
                    if (!InlineCaching.LoadMethod(vm, self, cache, R + (ushort)(ins >> 16)))
                    {
                        goto Raise;
                    }

                    continue;
                }

                case Opcode.StoreAttribute:
                {
                    InlineCache* cache = I + (ins >> 48);
                    ulong self = R[(ushort)(ins >> 16)];
                    if (self - 0x100 < ObjectRange && ((ObjectHeader*)self)->Shape == cache->Shape && cache->Epoch == vm->TypeEpoch)
                    {
                        if (cache->Kind == InlineCaching.InObject)
                        {
                            *(ulong*)(self + (uint)cache->Data) = R[(ushort)(ins >> 32)];
                            continue;
                        }

                        if (cache->Kind == InlineCaching.Transition)
                        {
                            *(ulong*)(self + (uint)cache->Data) = R[(ushort)(ins >> 32)];
                            ((ObjectHeader*)self)->Shape = (uint)(ulong)cache->Target;
                            continue;
                        }
                    }

                    frame->Instruction = ip;
                    if (!InlineCaching.StoreAttribute(vm, self, cache, R[(ushort)(ins >> 32)]))
                    {
                        goto Raise;
                    }

                    continue;
                }

                case Opcode.DeleteAttribute:
                    frame->Instruction = ip;
                    if (!Attributes.Delete(vm, new Value(R[(ushort)(ins >> 16)]), (Str*)K[ins >> 32]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.LoadSuperAttribute:
                    frame->Instruction = ip;
                    if (!Slow.LoadSuper(vm, R + (ushort)(ins >> 16), I + (ins >> 48), false))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.LoadSuperMethod:
                    frame->Instruction = ip;
                    if (!Slow.LoadSuper(vm, R + (ushort)(ins >> 16), I + (ins >> 48), true))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.GetItem:
                {
                    ulong container = R[(ushort)(ins >> 32)];
                    ulong key = R[ins >> 48];
                    if (container - 0x100 < ObjectRange && key >= IntTag)
                    {
                        long index = (long)(key << 14) >> 14;
                        if (((ObjectHeader*)container)->Shape == (uint)TypeId.List)
                        {
                            long length = ((List*)container)->Length;
                            index += index < 0 ? length : 0;
                            if ((ulong)index < (ulong)length)
                            {
                                R[(ushort)(ins >> 16)] = ((ulong*)((List*)container)->Items)[index];
                                continue;
                            }
                        }
                        else if (((ObjectHeader*)container)->Shape == (uint)TypeId.Tuple)
                        {
                            long length = ((Objects.Tuple*)container)->Length;
                            index += index < 0 ? length : 0;
                            if ((ulong)index < (ulong)length)
                            {
                                R[(ushort)(ins >> 16)] = ((ulong*)(container + Objects.Tuple.HeaderSize))[index];
                                continue;
                            }
                        }
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.GetItem(vm, container, key);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.GetItemInt:
                {
                    ulong container = R[(ushort)(ins >> 32)];
                    long index = (long)ins >> 48;
                    if (container - 0x100 < ObjectRange)
                    {
                        if (((ObjectHeader*)container)->Shape == (uint)TypeId.List)
                        {
                            long length = ((List*)container)->Length;
                            long place = index + (index < 0 ? length : 0);
                            if ((ulong)place < (ulong)length)
                            {
                                R[(ushort)(ins >> 16)] = ((ulong*)((List*)container)->Items)[place];
                                continue;
                            }
                        }
                        else if (((ObjectHeader*)container)->Shape == (uint)TypeId.Tuple)
                        {
                            long length = ((Objects.Tuple*)container)->Length;
                            long place = index + (index < 0 ? length : 0);
                            if ((ulong)place < (ulong)length)
                            {
                                R[(ushort)(ins >> 16)] = ((ulong*)(container + Objects.Tuple.HeaderSize))[place];
                                continue;
                            }
                        }
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.GetItem(vm, container, (ulong)index | IntTag);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.GetSlice:
                {
                    frame->Instruction = ip;
                    ulong result = Slow.GetSlice(vm, R[(ushort)(ins >> 32)], R[ins >> 48], R[(ins >> 48) + 1]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.SetItem:
                {
                    ulong container = R[(ushort)(ins >> 16)];
                    ulong key = R[(ushort)(ins >> 32)];
                    if (container - 0x100 < ObjectRange && key >= IntTag && ((ObjectHeader*)container)->Shape == (uint)TypeId.List)
                    {
                        long index = (long)(key << 14) >> 14;
                        long length = ((List*)container)->Length;
                        index += index < 0 ? length : 0;
                        if ((ulong)index < (ulong)length)
                        {
                            ((ulong*)((List*)container)->Items)[index] = R[ins >> 48];
                            continue;
                        }
                    }

                    frame->Instruction = ip;
                    if (!Slow.SetItem(vm, container, key, R[ins >> 48]))
                    {
                        goto Raise;
                    }

                    continue;
                }

                case Opcode.DeleteItem:
                    frame->Instruction = ip;
                    if (!Items.Delete(vm, new Value(R[(ushort)(ins >> 16)]), new Value(R[(ushort)(ins >> 32)])))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.Add:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = R[ins >> 48];
                    if ((left & right) >= IntTag)
                    {
                        long sum = ((long)(left << 14) >> 14) + ((long)(right << 14) >> 14);
                        if ((ulong)(sum - Value.MinInt) <= IntSpan)
                        {
                            R[(ushort)(ins >> 16)] = (ulong)sum | IntTag;
                            continue;
                        }
                    }
                    else if (left - FloatOffset < FloatRange)
                    {
                        if (right - FloatOffset < FloatRange)
                        {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) + BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                        }
                        else if (right >= IntTag)
                        {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) + ((long)(right << 14) >> 14)) + FloatOffset;
                            continue;
                        }
                    }
                    else if (left >= IntTag && right - FloatOffset < FloatRange)
                    {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(((long)(left << 14) >> 14) + BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.Add, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.Subtract:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = R[ins >> 48];
                    if ((left & right) >= IntTag)
                    {
                        long difference = ((long)(left << 14) >> 14) - ((long)(right << 14) >> 14);
                        if ((ulong)(difference - Value.MinInt) <= IntSpan)
                        {
                            R[(ushort)(ins >> 16)] = (ulong)difference | IntTag;
                            continue;
                        }
                    }
                    else if (left - FloatOffset < FloatRange)
                    {
                        if (right - FloatOffset < FloatRange)
                        {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) - BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                        }
                        else if (right >= IntTag)
                        {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) - ((long)(right << 14) >> 14)) + FloatOffset;
                            continue;
                        }
                    }
                    else if (left >= IntTag && right - FloatOffset < FloatRange)
                    {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(((long)(left << 14) >> 14) - BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.Subtract, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.Multiply:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = R[ins >> 48];
                    if ((left & right) >= IntTag)
                    {
                        long a = (long)(left << 14) >> 14;
                        long b = (long)(right << 14) >> 14;
                        if (a == (int)a && b == (int)b)
                        {
                            long product = a * b;
                            if ((ulong)(product - Value.MinInt) <= IntSpan)
                            {
                                R[(ushort)(ins >> 16)] = (ulong)product | IntTag;
                                continue;
                            }
                        }
                    }
                    else if (left - FloatOffset < FloatRange)
                    {
                        if (right - FloatOffset < FloatRange)
                        {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) * BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                        }
                        else if (right >= IntTag)
                        {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) * ((long)(right << 14) >> 14)) + FloatOffset;
                            continue;
                        }
                    }
                    else if (left >= IntTag && right - FloatOffset < FloatRange)
                    {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(((long)(left << 14) >> 14) * BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.Multiply, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.Divide:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = R[ins >> 48];
                    if ((left & right) >= IntTag)
                    {
                        long dividend = (long)(left << 14) >> 14;
                        long divisor = (long)(right << 14) >> 14;
                        if (divisor != 0)
                        {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits((double)dividend / divisor) + FloatOffset;
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
                                R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) / divisor) + FloatOffset;
                                continue;
                            }
                        }
                        else if (right >= IntTag)
                        {
                            double divisor = ((long)(right << 14) >> 14);
                            if (divisor != 0)
                            {
                                R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) / divisor) + FloatOffset;
                                continue;
                            }
                        }
                    }
                    else if (left >= IntTag && right - FloatOffset < FloatRange)
                    {
                            double divisor = BitConverter.UInt64BitsToDouble(right - FloatOffset);
                            if (divisor != 0)
                            {
                                R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(((long)(left << 14) >> 14) / divisor) + FloatOffset;
                                continue;
                            }
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.Divide, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.FloorDivide:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = R[ins >> 48];
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

                            R[(ushort)(ins >> 16)] = (ulong)quotient | IntTag;
                            continue;
                        }
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.FloorDivide, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.Modulo:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = R[ins >> 48];
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

                            R[(ushort)(ins >> 16)] = (ulong)remainder | IntTag;
                            continue;
                        }
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.Modulo, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.LeftShift:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = R[ins >> 48];
                    if ((left & right) >= IntTag)
                    {
                        long value = (long)(left << 14) >> 14;
                        long shift = (long)(right << 14) >> 14;
                        if ((ulong)shift < 49)
                        {
                            long shifted = value << (int)shift;
                            if (shifted >> (int)shift == value && (ulong)(shifted - Value.MinInt) <= IntSpan)
                            {
                                R[(ushort)(ins >> 16)] = (ulong)shifted | IntTag;
                                continue;
                            }
                        }
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.LeftShift, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.RightShift:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = R[ins >> 48];
                    if ((left & right) >= IntTag)
                    {
                        long shift = (long)(right << 14) >> 14;
                        if (shift >= 0)
                        {
                            R[(ushort)(ins >> 16)] = (ulong)(((long)(left << 14) >> 14) >> (int)Math.Min(shift, 63)) | IntTag;
                            continue;
                        }
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.RightShift, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.And:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = R[ins >> 48];
                    if ((left & right) >= IntTag)
                    {
                        R[(ushort)(ins >> 16)] = left & right;
                        continue;
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.And, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.Or:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = R[ins >> 48];
                    if ((left & right) >= IntTag)
                    {
                        R[(ushort)(ins >> 16)] = left | right;
                        continue;
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.Or, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.Xor:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = R[ins >> 48];
                    if ((left & right) >= IntTag)
                    {
                        R[(ushort)(ins >> 16)] = (left ^ right) | IntTag;
                        continue;
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.Xor, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.Power:
                {
                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.Power, R[(ushort)(ins >> 32)], R[ins >> 48], ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.MatrixMultiply:
                {
                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.MatrixMultiply, R[(ushort)(ins >> 32)], R[ins >> 48], ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.AddConstant:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = K[ins >> 48];
                    if ((left & right) >= IntTag)
                    {
                        long sum = ((long)(left << 14) >> 14) + ((long)(right << 14) >> 14);
                        if ((ulong)(sum - Value.MinInt) <= IntSpan)
                        {
                            R[(ushort)(ins >> 16)] = (ulong)sum | IntTag;
                            continue;
                        }
                    }
                    else if (left - FloatOffset < FloatRange)
                    {
                        if (right - FloatOffset < FloatRange)
                        {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) + BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                        }
                        else if (right >= IntTag)
                        {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) + ((long)(right << 14) >> 14)) + FloatOffset;
                            continue;
                        }
                    }
                    else if (left >= IntTag && right - FloatOffset < FloatRange)
                    {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(((long)(left << 14) >> 14) + BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.Add, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.SubtractConstant:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = K[ins >> 48];
                    if ((left & right) >= IntTag)
                    {
                        long difference = ((long)(left << 14) >> 14) - ((long)(right << 14) >> 14);
                        if ((ulong)(difference - Value.MinInt) <= IntSpan)
                        {
                            R[(ushort)(ins >> 16)] = (ulong)difference | IntTag;
                            continue;
                        }
                    }
                    else if (left - FloatOffset < FloatRange)
                    {
                        if (right - FloatOffset < FloatRange)
                        {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) - BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                        }
                        else if (right >= IntTag)
                        {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) - ((long)(right << 14) >> 14)) + FloatOffset;
                            continue;
                        }
                    }
                    else if (left >= IntTag && right - FloatOffset < FloatRange)
                    {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(((long)(left << 14) >> 14) - BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.Subtract, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.MultiplyConstant:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = K[ins >> 48];
                    if ((left & right) >= IntTag)
                    {
                        long a = (long)(left << 14) >> 14;
                        long b = (long)(right << 14) >> 14;
                        if (a == (int)a && b == (int)b)
                        {
                            long product = a * b;
                            if ((ulong)(product - Value.MinInt) <= IntSpan)
                            {
                                R[(ushort)(ins >> 16)] = (ulong)product | IntTag;
                                continue;
                            }
                        }
                    }
                    else if (left - FloatOffset < FloatRange)
                    {
                        if (right - FloatOffset < FloatRange)
                        {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) * BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                        }
                        else if (right >= IntTag)
                        {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) * ((long)(right << 14) >> 14)) + FloatOffset;
                            continue;
                        }
                    }
                    else if (left >= IntTag && right - FloatOffset < FloatRange)
                    {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(((long)(left << 14) >> 14) * BitConverter.UInt64BitsToDouble(right - FloatOffset)) + FloatOffset;
                            continue;
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.Multiply, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.DivideConstant:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = K[ins >> 48];
                    if ((left & right) >= IntTag)
                    {
                        long dividend = (long)(left << 14) >> 14;
                        long divisor = (long)(right << 14) >> 14;
                        if (divisor != 0)
                        {
                            R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits((double)dividend / divisor) + FloatOffset;
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
                                R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) / divisor) + FloatOffset;
                                continue;
                            }
                        }
                        else if (right >= IntTag)
                        {
                            double divisor = ((long)(right << 14) >> 14);
                            if (divisor != 0)
                            {
                                R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(BitConverter.UInt64BitsToDouble(left - FloatOffset) / divisor) + FloatOffset;
                                continue;
                            }
                        }
                    }
                    else if (left >= IntTag && right - FloatOffset < FloatRange)
                    {
                            double divisor = BitConverter.UInt64BitsToDouble(right - FloatOffset);
                            if (divisor != 0)
                            {
                                R[(ushort)(ins >> 16)] = BitConverter.DoubleToUInt64Bits(((long)(left << 14) >> 14) / divisor) + FloatOffset;
                                continue;
                            }
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.Divide, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.FloorDivideConstant:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = K[ins >> 48];
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

                            R[(ushort)(ins >> 16)] = (ulong)quotient | IntTag;
                            continue;
                        }
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.FloorDivide, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.ModuloConstant:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = K[ins >> 48];
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

                            R[(ushort)(ins >> 16)] = (ulong)remainder | IntTag;
                            continue;
                        }
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.Modulo, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.LeftShiftConstant:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = K[ins >> 48];
                    if ((left & right) >= IntTag)
                    {
                        long value = (long)(left << 14) >> 14;
                        long shift = (long)(right << 14) >> 14;
                        if ((ulong)shift < 49)
                        {
                            long shifted = value << (int)shift;
                            if (shifted >> (int)shift == value && (ulong)(shifted - Value.MinInt) <= IntSpan)
                            {
                                R[(ushort)(ins >> 16)] = (ulong)shifted | IntTag;
                                continue;
                            }
                        }
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.LeftShift, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.RightShiftConstant:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = K[ins >> 48];
                    if ((left & right) >= IntTag)
                    {
                        long shift = (long)(right << 14) >> 14;
                        if (shift >= 0)
                        {
                            R[(ushort)(ins >> 16)] = (ulong)(((long)(left << 14) >> 14) >> (int)Math.Min(shift, 63)) | IntTag;
                            continue;
                        }
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.RightShift, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.AndConstant:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = K[ins >> 48];
                    if ((left & right) >= IntTag)
                    {
                        R[(ushort)(ins >> 16)] = left & right;
                        continue;
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.Binary(vm, BinaryOperation.And, left, right, ins);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }
                case Opcode.Less:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = R[ins >> 48];
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
                        frame->Instruction = ip;
                        ulong result = Slow.Compare(vm, left, right, CompareOperation.Less);
                        if (result == 0)
                        {
                            goto Raise;
                        }

                        R[(ushort)(ins >> 16)] = result;
                        continue;
                    }

                    R[(ushort)(ins >> 16)] = truth ? TrueBits : FalseBits;
                    continue;
                }
                case Opcode.LessEqual:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = R[ins >> 48];
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
                        frame->Instruction = ip;
                        ulong result = Slow.Compare(vm, left, right, CompareOperation.LessEqual);
                        if (result == 0)
                        {
                            goto Raise;
                        }

                        R[(ushort)(ins >> 16)] = result;
                        continue;
                    }

                    R[(ushort)(ins >> 16)] = truth ? TrueBits : FalseBits;
                    continue;
                }
                case Opcode.Equal:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = R[ins >> 48];
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
                        frame->Instruction = ip;
                        ulong result = Slow.Compare(vm, left, right, CompareOperation.Equal);
                        if (result == 0)
                        {
                            goto Raise;
                        }

                        R[(ushort)(ins >> 16)] = result;
                        continue;
                    }

                    R[(ushort)(ins >> 16)] = truth ? TrueBits : FalseBits;
                    continue;
                }
                case Opcode.NotEqual:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = R[ins >> 48];
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
                        frame->Instruction = ip;
                        ulong result = Slow.Compare(vm, left, right, CompareOperation.NotEqual);
                        if (result == 0)
                        {
                            goto Raise;
                        }

                        R[(ushort)(ins >> 16)] = result;
                        continue;
                    }

                    R[(ushort)(ins >> 16)] = truth ? TrueBits : FalseBits;
                    continue;
                }
                case Opcode.Greater:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = R[ins >> 48];
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
                        frame->Instruction = ip;
                        ulong result = Slow.Compare(vm, left, right, CompareOperation.Greater);
                        if (result == 0)
                        {
                            goto Raise;
                        }

                        R[(ushort)(ins >> 16)] = result;
                        continue;
                    }

                    R[(ushort)(ins >> 16)] = truth ? TrueBits : FalseBits;
                    continue;
                }
                case Opcode.GreaterEqual:
                {
                    ulong left = R[(ushort)(ins >> 32)];
                    ulong right = R[ins >> 48];
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
                        frame->Instruction = ip;
                        ulong result = Slow.Compare(vm, left, right, CompareOperation.GreaterEqual);
                        if (result == 0)
                        {
                            goto Raise;
                        }

                        R[(ushort)(ins >> 16)] = result;
                        continue;
                    }

                    R[(ushort)(ins >> 16)] = truth ? TrueBits : FalseBits;
                    continue;
                }
                case Opcode.JumpLess:
                {
                    ulong left = R[(ushort)(ins >> 16)];
                    ulong right = R[(ushort)(ins >> 32)];
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
                        frame->Instruction = ip;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.Less);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == ((byte)(ins >> 8) != 0))
                    {
                        ip += (long)ins >> 48;
                        if ((long)ins < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpLessEqual:
                {
                    ulong left = R[(ushort)(ins >> 16)];
                    ulong right = R[(ushort)(ins >> 32)];
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
                        frame->Instruction = ip;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.LessEqual);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == ((byte)(ins >> 8) != 0))
                    {
                        ip += (long)ins >> 48;
                        if ((long)ins < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpEqual:
                {
                    ulong left = R[(ushort)(ins >> 16)];
                    ulong right = R[(ushort)(ins >> 32)];
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
                        frame->Instruction = ip;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.Equal);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == ((byte)(ins >> 8) != 0))
                    {
                        ip += (long)ins >> 48;
                        if ((long)ins < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpNotEqual:
                {
                    ulong left = R[(ushort)(ins >> 16)];
                    ulong right = R[(ushort)(ins >> 32)];
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
                        frame->Instruction = ip;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.NotEqual);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == ((byte)(ins >> 8) != 0))
                    {
                        ip += (long)ins >> 48;
                        if ((long)ins < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpGreater:
                {
                    ulong left = R[(ushort)(ins >> 16)];
                    ulong right = R[(ushort)(ins >> 32)];
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
                        frame->Instruction = ip;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.Greater);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == ((byte)(ins >> 8) != 0))
                    {
                        ip += (long)ins >> 48;
                        if ((long)ins < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpGreaterEqual:
                {
                    ulong left = R[(ushort)(ins >> 16)];
                    ulong right = R[(ushort)(ins >> 32)];
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
                        frame->Instruction = ip;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.GreaterEqual);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == ((byte)(ins >> 8) != 0))
                    {
                        ip += (long)ins >> 48;
                        if ((long)ins < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpLessConstant:
                {
                    ulong left = R[(ushort)(ins >> 16)];
                    ulong right = K[(ushort)(ins >> 32)];
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
                        frame->Instruction = ip;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.Less);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == ((byte)(ins >> 8) != 0))
                    {
                        ip += (long)ins >> 48;
                        if ((long)ins < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpLessEqualConstant:
                {
                    ulong left = R[(ushort)(ins >> 16)];
                    ulong right = K[(ushort)(ins >> 32)];
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
                        frame->Instruction = ip;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.LessEqual);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == ((byte)(ins >> 8) != 0))
                    {
                        ip += (long)ins >> 48;
                        if ((long)ins < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpEqualConstant:
                {
                    ulong left = R[(ushort)(ins >> 16)];
                    ulong right = K[(ushort)(ins >> 32)];
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
                        frame->Instruction = ip;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.Equal);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == ((byte)(ins >> 8) != 0))
                    {
                        ip += (long)ins >> 48;
                        if ((long)ins < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpNotEqualConstant:
                {
                    ulong left = R[(ushort)(ins >> 16)];
                    ulong right = K[(ushort)(ins >> 32)];
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
                        frame->Instruction = ip;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.NotEqual);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == ((byte)(ins >> 8) != 0))
                    {
                        ip += (long)ins >> 48;
                        if ((long)ins < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpGreaterConstant:
                {
                    ulong left = R[(ushort)(ins >> 16)];
                    ulong right = K[(ushort)(ins >> 32)];
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
                        frame->Instruction = ip;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.Greater);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == ((byte)(ins >> 8) != 0))
                    {
                        ip += (long)ins >> 48;
                        if ((long)ins < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.JumpGreaterEqualConstant:
                {
                    ulong left = R[(ushort)(ins >> 16)];
                    ulong right = K[(ushort)(ins >> 32)];
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
                        frame->Instruction = ip;
                        int slow = Slow.CompareTruth(vm, left, right, CompareOperation.GreaterEqual);
                        if (slow < 0)
                        {
                            goto Raise;
                        }

                        truth = slow != 0;
                    }

                    if (truth == ((byte)(ins >> 8) != 0))
                    {
                        ip += (long)ins >> 48;
                        if ((long)ins < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }
                case Opcode.Negative:
                {
                    ulong operand = R[(ushort)(ins >> 32)];
                    if (operand - FloatOffset < FloatRange)
                    {
                        R[(ushort)(ins >> 16)] = ((operand - FloatOffset) ^ (1UL << 63)) + FloatOffset;
                        continue;
                    }

                    if (operand > IntTag && operand != (IntTag | (1UL << 49)))
                    {
                        R[(ushort)(ins >> 16)] = (ulong)-((long)(operand << 14) >> 14) | IntTag;
                        continue;
                    }

                    frame->Instruction = ip;
                    ulong result = Operators.Negative(vm, new Value(operand)).Bits;
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.Positive:
                {
                    frame->Instruction = ip;
                    ulong result = Operators.Positive(vm, new Value(R[(ushort)(ins >> 32)])).Bits;
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.Invert:
                {
                    ulong operand = R[(ushort)(ins >> 32)];
                    if (operand >= IntTag)
                    {
                        R[(ushort)(ins >> 16)] = ~operand | IntTag;
                        continue;
                    }

                    frame->Instruction = ip;
                    ulong result = Operators.Invert(vm, new Value(operand)).Bits;
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.Not:
                {
                    ulong operand = R[(ushort)(ins >> 32)];
                    if ((operand | 1) == TrueBits)
                    {
                        R[(ushort)(ins >> 16)] = operand ^ 1;
                        continue;
                    }

                    frame->Instruction = ip;
                    int truth = Truth.Of(vm, new Value(operand));
                    if (truth < 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = truth == 0 ? TrueBits : FalseBits;
                    continue;
                }

                case Opcode.Is:
                    R[(ushort)(ins >> 16)] = (R[(ushort)(ins >> 32)] == R[ins >> 48]) != ((byte)(ins >> 8) != 0) ? TrueBits : FalseBits;
                    continue;

                case Opcode.Contains:
                {
                    frame->Instruction = ip;
                    int truth = Slow.Contains(vm, R[ins >> 48], R[(ushort)(ins >> 32)]);
                    if (truth < 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = (truth != 0) != ((byte)(ins >> 8) != 0) ? TrueBits : FalseBits;
                    continue;
                }

                case Opcode.Jump:
                    ip += (long)ins >> 32;
                    if ((long)ins < 0 && vm->SafepointRequests != 0)
                    {
                        goto Safepoint;
                    }

                    continue;

                case Opcode.JumpIfTrue:
                {
                    ulong operand = R[(ushort)(ins >> 16)];
                    if ((operand | 1) != TrueBits)
                    {
                        frame->Instruction = ip;
                        int truth = Truth.Of(vm, new Value(operand));
                        if (truth < 0)
                        {
                            goto Raise;
                        }

                        operand = truth != 0 ? TrueBits : FalseBits;
                    }

                    if (operand == TrueBits)
                    {
                        ip += (long)ins >> 32;
                        if ((long)ins < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }

                case Opcode.JumpIfFalse:
                {
                    ulong operand = R[(ushort)(ins >> 16)];
                    if ((operand | 1) != TrueBits)
                    {
                        frame->Instruction = ip;
                        int truth = Truth.Of(vm, new Value(operand));
                        if (truth < 0)
                        {
                            goto Raise;
                        }

                        operand = truth != 0 ? TrueBits : FalseBits;
                    }

                    if (operand == FalseBits)
                    {
                        ip += (long)ins >> 32;
                        if ((long)ins < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }

                case Opcode.JumpIfNone:
                    if (R[(ushort)(ins >> 16)] == NoneBits)
                    {
                        ip += (long)ins >> 32;
                        if ((long)ins < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;

                case Opcode.JumpIfNotNone:
                    if (R[(ushort)(ins >> 16)] != NoneBits)
                    {
                        ip += (long)ins >> 32;
                        if ((long)ins < 0 && vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;

                case Opcode.GetIterator:
                {
                    frame->Instruction = ip;
                    ulong result = Slow.GetIterator(vm, R[(ushort)(ins >> 32)]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.ForLoop:
                {
                    ObjectHeader* iterator = (ObjectHeader*)R[(ushort)(ins >> 16)];
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
                        R[(ushort)(ins >> 32)] = (ulong)next | IntTag;
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

                            R[(ushort)(ins >> 32)] = ((ulong*)((List*)container)->Items)[index];
                        }
                        else
                        {
                            if (index >= ((Objects.Tuple*)container)->Length)
                            {
                                sequence->Sequence = Value.Undefined;
                                continue;
                            }

                            R[(ushort)(ins >> 32)] = ((ulong*)(container + Objects.Tuple.HeaderSize))[index];
                        }

                        sequence->Next = index + 1;
                    }
                    else if (iterator->Kind == Kind.Generator && ((Generator*)iterator)->State <= GeneratorState.Suspended)
                    {
                        frame->Instruction = ip;
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
                        frame->Instruction = ip;
                        ulong item = Slow.Next(vm, (ulong)iterator);
                        if (item == 0)
                        {
                            if (vm->HasPending)
                            {
                                goto Raise;
                            }

                            continue;
                        }

                        R[(ushort)(ins >> 32)] = item;
                    }

                    ip -= ins >> 48;
                    if (vm->SafepointRequests != 0)
                    {
                        goto Safepoint;
                    }

                    continue;
                }

                case Opcode.Unpack:
                {
                    ulong source = R[(ushort)(ins >> 32)];
                    int count = (int)(ins >> 48);
                    if (source - 0x100 < ObjectRange && ((ObjectHeader*)source)->Shape == (uint)TypeId.Tuple
                        && ((Objects.Tuple*)source)->Length == count)
                    {
                        ulong* target = R + (ushort)(ins >> 16);
                        ulong* item = (ulong*)(source + Objects.Tuple.HeaderSize);
                        for (int i = 0; i < count; i++)
                        {
                            target[i] = item[i];
                        }

                        continue;
                    }

                    frame->Instruction = ip;
                    if (!Slow.Unpack(vm, source, R + (ushort)(ins >> 16), count))
                    {
                        goto Raise;
                    }

                    continue;
                }

                case Opcode.UnpackStar:
                    frame->Instruction = ip;
                    if (!Slow.UnpackStar(vm, R[(ushort)(ins >> 32)], R + (ushort)(ins >> 16), (int)(ins >> 48), (byte)(ins >> 8)))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.BuildTuple:
                {
                    frame->Instruction = ip;
                    ulong result = (ulong)Objects.Tuple.New(vm, (Value*)R + (ushort)(ins >> 32), (int)(ins >> 48));
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.BuildList:
                {
                    frame->Instruction = ip;
                    ulong result = Slow.BuildList(vm, R + (ushort)(ins >> 32), (int)(ins >> 48));
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.BuildSet:
                {
                    frame->Instruction = ip;
                    ulong result = Slow.BuildSet(vm, R + (ushort)(ins >> 32), (int)(ins >> 48));
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.BuildDict:
                {
                    frame->Instruction = ip;
                    ulong result = Slow.BuildDict(vm, R + (ushort)(ins >> 32), (int)(ins >> 48));
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.BuildString:
                {
                    frame->Instruction = ip;
                    ulong result = Slow.BuildString(vm, R + (ushort)(ins >> 32), (int)(ins >> 48));
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.BuildSlice:
                    R[(ushort)(ins >> 16)] = Slow.BuildSlice(vm, R + (ushort)(ins >> 32));
                    continue;

                case Opcode.ListAppend:
                {
                    List* list = (List*)R[(ushort)(ins >> 16)];
                    int length = list->Length;
                    if (length < list->Capacity)
                    {
                        ((ulong*)list->Items)[length] = R[(ushort)(ins >> 32)];
                        list->Length = length + 1;
                        continue;
                    }

                    frame->Instruction = ip;
                    if (!List.Append(vm, list, new Value(R[(ushort)(ins >> 32)])))
                    {
                        goto Raise;
                    }

                    continue;
                }

                case Opcode.ListExtend:
                    frame->Instruction = ip;
                    if (!Slow.ListExtend(vm, R[(ushort)(ins >> 16)], R[(ushort)(ins >> 32)]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.SetAdd:
                    frame->Instruction = ip;
                    if (!SetObject.Add(vm, (SetObject*)R[(ushort)(ins >> 16)], new Value(R[(ushort)(ins >> 32)])))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.SetUpdate:
                    frame->Instruction = ip;
                    if (!Slow.SetUpdate(vm, R[(ushort)(ins >> 16)], R[(ushort)(ins >> 32)]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.DictPut:
                    frame->Instruction = ip;
                    if (!Dict.Set(vm, (Dict*)R[(ushort)(ins >> 16)], new Value(R[(ushort)(ins >> 32)]), new Value(R[ins >> 48])))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.DictUpdate:
                    frame->Instruction = ip;
                    if (!Slow.DictUpdate(vm, R[(ushort)(ins >> 16)], R[(ushort)(ins >> 32)]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.DictMerge:
                    frame->Instruction = ip;
                    if (!Slow.DictMerge(vm, R[(ushort)(ins >> 16)], R[(ushort)(ins >> 32)], R[ins >> 48]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.ListToTuple:
                {
                    frame->Instruction = ip;
                    List* list = (List*)R[(ushort)(ins >> 32)];
                    ulong result = (ulong)Objects.Tuple.New(vm, list->Items, list->Length);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.SpreadTuple:
                {
                    frame->Instruction = ip;
                    ulong result = Slow.SpreadTuple(vm, R[(ushort)(ins >> 32)], R[ins >> 48]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.Format:
                {
                    frame->Instruction = ip;
                    ulong specification = ins >> 48 == Instruction.NoOperand ? 0 : R[ins >> 48];
                    ulong result = Slow.Format(vm, R[(ushort)(ins >> 32)], specification, (byte)(ins >> 8));
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.MakeFunction:
                {
                    ulong* operands = R + (ushort)(ins >> 16);
                    operands[0] = Slow.MakeFunction(vm, frame, (Code*)K[ins >> 32], operands);
                    continue;
                }

                case Opcode.CallFunction:
                    R[(ushort)(ins >> 16) + 1] = 0;
                    goto case Opcode.Call;

                case Opcode.Call:
                {
                    ulong* call = R + (ushort)(ins >> 16);
                    int argc = (ushort)(ins >> 32);
                    ulong* args = call + 2;
                    if (call[1] != 0)
                    {
                        args = call + 1;
                        argc++;
                    }

                    ulong callee = call[0];
                    frame->Instruction = ip;
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
                                ip = code->Instructions;
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

                            R[ins >> 48] = answer;
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

                    R[ins >> 48] = result;
                    continue;
                }

                case Opcode.CallKeywords:
                {
                    ulong* call = R + (ushort)(ins >> 16);
                    int count = (ushort)(ins >> 32);
                    Objects.Tuple* names = (Objects.Tuple*)call[2 + count];
                    ulong* args = call + 2;
                    int argc = count - names->Length;
                    if (call[1] != 0)
                    {
                        args = call + 1;
                        argc++;
                    }

                    frame->Instruction = ip;
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

                    R[ins >> 48] = result;
                    continue;
                }

                case Opcode.CallSpread:
                {
                    ulong* call = R + (ushort)(ins >> 16);
                    frame->Instruction = ip;
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

                    R[ins >> 48] = result;
                    continue;
                }

                case Opcode.ReturnConstant:
                    R[0] = K[ins >> 32];
                    ins = 0;
                    goto case Opcode.Return;

                case Opcode.Return:
                {
                    ulong result = R[(ushort)(ins >> 16)];
                    if (frame->Exit == FrameExit.Call && frame->Generator == null)
                    {
                        vm->Depth--;
                        frame--;
                        vm->CurrentFrame = frame;
                        ip = frame->Instruction;
                        R = (ulong*)frame->Registers;
                        K = (ulong*)frame->Code->Constants;
                        I = frame->Code->Caches;
                        R[ip[-1] >> 48] = result;
                        continue;
                    }

                    FrameExit exit = frame->Exit;
                    Frame* caller = CallBinding.Pop(vm, frame, ref result);
                    if (exit == FrameExit.Native)
                    {
                        return result;
                    }

                    frame = caller;
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    goto Entered;
                }

                case Opcode.ReturnGenerator:
                {
                    frame->Instruction = ip;
                    R[0] = Generators.FromFrame(vm, frame);
                    ins = 0;
                    goto case Opcode.Return;
                }

                case Opcode.Yield:
                {
                    ulong item = R[(ushort)(ins >> 32)];
                    frame->Instruction = ip;
                    FrameExit exit = frame->Exit;
                    frame = Generators.Suspend(vm, frame);
                    if (exit == FrameExit.Native)
                    {
                        return item;
                    }

                    ip = frame->Instruction;
                    R = (ulong*)frame->Registers;
                    K = (ulong*)frame->Code->Constants;
                    I = frame->Code->Caches;
                    R[(ushort)(ip[-1] >> 32)] = item;
                    if (exit == FrameExit.ForLoop)
                    {
                        ip -= ip[-1] >> 48;
                        if (vm->SafepointRequests != 0)
                        {
                            goto Safepoint;
                        }
                    }

                    continue;
                }

                case Opcode.GetYieldFromIterator:
                {
                    ulong source = R[(ushort)(ins >> 32)];
                    if (source - 0x100 < ObjectRange && ((ObjectHeader*)source)->Kind == Kind.Generator)
                    {
                        R[(ushort)(ins >> 16)] = source;
                        continue;
                    }

                    frame->Instruction = ip;
                    ulong result = Slow.GetIterator(vm, source);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.Send:
                {
                    ulong target = R[(ushort)(ins >> 16)];
                    frame->Instruction = ip;
                    if (((ObjectHeader*)target)->Kind == Kind.Generator && ((Generator*)target)->State <= GeneratorState.Suspended)
                    {
                        frame = Generators.Push(vm, (Generator*)target, R[(ushort)(ins >> 32)], FrameExit.Send);
                        if (frame != null)
                        {
                            goto Entered;
                        }

                        frame = (Frame*)vm->CurrentFrame;
                        goto Raise;
                    }

                    int outcome = Generators.SendTo(vm, target, R + (ushort)(ins >> 32));
                    if (outcome < 0)
                    {
                        goto Raise;
                    }

                    if (outcome == 0)
                    {
                        ip += ins >> 48;
                    }

                    continue;
                }

                case Opcode.RaiseException:
                    frame->Instruction = ip;
                    Slow.Raise(vm, (byte)(ins >> 8), R[(ushort)(ins >> 16)], R[(ushort)(ins >> 32)]);
                    goto Raise;

                case Opcode.Reraise:
                    frame->Instruction = ip;
                    vm->Pending = new Value(R[(ushort)(ins >> 16)]);
                    goto Raise;

                case Opcode.EnterHandler:
                    R[(ushort)(ins >> 32)] = vm->Handled.Bits;
                    vm->Handled = new Value(R[(ushort)(ins >> 16)]);
                    continue;

                case Opcode.LeaveHandler:
                    vm->Handled = new Value(R[(ushort)(ins >> 16)]);
                    continue;

                case Opcode.MatchException:
                {
                    frame->Instruction = ip;
                    int matches = Slow.MatchException(vm, R[(ushort)(ins >> 32)], R[ins >> 48]);
                    if (matches < 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = matches != 0 ? TrueBits : FalseBits;
                    continue;
                }

                case Opcode.WithEnter:
                    frame->Instruction = ip;
                    if (!Slow.WithEnter(vm, R[(ushort)(ins >> 32)], R + (ushort)(ins >> 16)))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.WithExit:
                    frame->Instruction = ip;
                    if (!Slow.WithExit(vm, R[(ushort)(ins >> 16)]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.WithExcept:
                {
                    frame->Instruction = ip;
                    int suppresses = Slow.WithExcept(vm, R[(ushort)(ins >> 32)], R[ins >> 48]);
                    if (suppresses < 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = suppresses != 0 ? TrueBits : FalseBits;
                    continue;
                }

                case Opcode.ImportName:
                {
                    frame->Instruction = ip;
                    ulong result = Slow.ImportName(vm, frame, (Str*)K[(ushort)(ins >> 32)], K[ins >> 48], (byte)(ins >> 8));
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.ImportFrom:
                {
                    frame->Instruction = ip;
                    ulong result = Slow.ImportFrom(vm, R[(ushort)(ins >> 32)], (Str*)K[ins >> 48]);
                    if (result == 0)
                    {
                        goto Raise;
                    }

                    R[(ushort)(ins >> 16)] = result;
                    continue;
                }

                case Opcode.ImportStar:
                    frame->Instruction = ip;
                    if (!Slow.ImportStar(vm, frame, R[(ushort)(ins >> 16)]))
                    {
                        goto Raise;
                    }

                    continue;

                case Opcode.PrintResult:
                    frame->Instruction = ip;
                    if (!Slow.PrintResult(vm, R[(ushort)(ins >> 16)]))
                    {
                        goto Raise;
                    }

                    continue;

                default:
                    Environment.FailFast("MiniScript: unknown instruction.");
                    return 0;
            }

        Safepoint:
            // The instruction at ip counts as the one that raises: it lies in the loop or function that the poll belongs to.
            frame->Instruction = ip + 1;
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
            ip = frame->Instruction;
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
