using MiniScript.Runtime.Memory;

namespace MiniScript.Runtime.Objects;

/// <summary>The operator <c>%</c> of strings and byte strings: formatting in the manner of <c>printf</c>.</summary>
public static unsafe class PercentFormat
{
    /// <summary><c>format % arguments</c>; null with an exception pending.</summary>
    public static Str* Format(Vm* vm, Str* format, Value arguments)
    {
        Formatter formatter = new(vm, format, arguments, isBytes: false);
        return formatter.Run();
    }

    /// <summary><c>format % arguments</c> of byte strings, which are treated as strings of the code points 0 to 255; null with an exception pending.</summary>
    public static Bytes* Format(Vm* vm, Bytes* format, Value arguments)
    {
        Str* template = Str.FromLatin1(vm, Bytes.Span(format));
        if (template == null)
        {
            return null;
        }

        Formatter formatter = new(vm, template, arguments, isBytes: true);
        Str* text = formatter.Run();
        return text == null ? null : Bytes.New(vm, text->Latin1);
    }

    private ref struct Formatter
    {
        private readonly Vm* vm;
        private readonly Str* format;
        private readonly Value arguments;
        private readonly bool isBytes;
        private readonly bool isMapping;
        private Value single;
        private bool isSingle;
        private bool isUsed;
        private int nextArgument;
        private int at;

        // The conversion specifier being read.
        private FormatSpec spec;
        private bool isLeft;
        private bool isZero;

        public Formatter(Vm* vm, Str* format, Value arguments, bool isBytes)
        {
            this.vm = vm;
            this.format = format;
            this.arguments = arguments;
            this.isBytes = isBytes;
            single = arguments;
            isSingle = !arguments.Is(Kind.Tuple);
            isMapping = isSingle && !arguments.Is(Kind.Str) && !(isBytes && arguments.Is(Kind.Bytes)) && Types.Of(vm, arguments)->Slots.GetItem != null;
        }

        public Str* Run()
        {
            byte* scratch = stackalloc byte[256];
            StrBuilder text = new(vm, scratch, 256);
            while (at < format->Length)
            {
                int percent = Str.IndexOf(format, '%', at);
                if (percent < 0)
                {
                    text.Append(format, at, format->Length - at);
                    break;
                }

                text.Append(format, at, percent - at);
                at = percent + 1;
                if (at < format->Length && format->At(at) == '%')
                {
                    at++;
                    text.Append('%');
                    continue;
                }

                Str* piece = Next();
                if (piece == null)
                {
                    return null;
                }

                text.Append(piece);
            }

            bool isLeftOver = isSingle ? !isUsed : nextArgument < ((Tuple*)arguments.AsObject)->Length;
            if (isLeftOver && !isMapping)
            {
                Throw.TypeError(vm, $"not all arguments converted during {(isBytes ? "bytes" : "string")} formatting");
                return null;
            }

            return text.ToStr();
        }

        /// <summary>Formats the specifier behind a percent sign.</summary>
        private Str* Next()
        {
            spec = FormatSpec.Default('>', 0);
            isLeft = isZero = false;
            if (!ReadKey() || !ReadFlags() || !ReadWidth() || !ReadPrecision())
            {
                return null;
            }

            if (at < format->Length && format->At(at) is 'h' or 'l' or 'L')
            {
                at++;
            }

            if (at >= format->Length)
            {
                return Fail("incomplete format");
            }

            int type = format->At(at++);
            Value value = NextArgument();
            if (value.IsUndefined)
            {
                return null;
            }

            switch (type)
            {
                case 's' or 'b' when isBytes:
                    return PadText(BytesText(value));
                case 's':
                    return PadText(Text.ToStr(vm, value));
                case 'r' when !isBytes:
                    return PadText(Text.Repr(vm, value));
                case 'r' or 'a':
                    return PadText(Text.Ascii(vm, value));
                case 'c':
                    spec.Precision = -1;
                    return PadText(Character(value));
                case 'd' or 'i' or 'u' or 'o' or 'x' or 'X':
                    return Integer(value, type);
                case 'e' or 'E' or 'f' or 'F' or 'g' or 'G':
                    return Real(value, type);
                default:
                    char shown = type is >= 31 and <= 126 ? (char)type : '?';
                    return Fail($"unsupported format character '{shown}' (0x{type:x}) at index {at - 1}");
            }
        }

        private bool ReadKey()
        {
            if (at >= format->Length || format->At(at) != '(')
            {
                return true;
            }

            if (!isMapping)
            {
                Throw.TypeError(vm, "format requires a mapping");
                return false;
            }

            int start = ++at;
            for (int nesting = 1; nesting > 0; at++)
            {
                if (at >= format->Length)
                {
                    Fail("incomplete format key");
                    return false;
                }

                nesting += format->At(at) switch
                {
                    '(' => 1,
                    ')' => -1,
                    _ => 0,
                };
            }

            Str* name = Str.Slice(vm, format, start, at - 1 - start);
            if (name == null)
            {
                return false;
            }

            Value key = isBytes ? Value.FromObject(Bytes.New(vm, name->Latin1)) : Value.FromObject(name);
            single = Items.Get(vm, arguments, key);
            isSingle = true;
            isUsed = false;
            return !single.IsUndefined;
        }

        private bool ReadFlags()
        {
            for (; at < format->Length; at++)
            {
                switch (format->At(at))
                {
                    case '-':
                        isLeft = true;
                        break;
                    case '+':
                        spec.Sign = '+';
                        break;
                    case ' ':
                        spec.Sign = spec.Sign == '+' ? '+' : ' ';
                        break;
                    case '#':
                        spec.Alternate = true;
                        break;
                    case '0':
                        isZero = true;
                        break;
                    default:
                        return true;
                }
            }

            return true;
        }

        private bool ReadWidth()
        {
            if (at < format->Length && format->At(at) == '*')
            {
                at++;
                if (!ReadStar(out long width))
                {
                    return false;
                }

                isLeft |= width < 0;
                spec.Width = Math.Abs(width);
                return true;
            }

            return ReadNumber(long.MaxValue, "width too big", out spec.Width);
        }

        private bool ReadPrecision()
        {
            if (at >= format->Length || format->At(at) != '.')
            {
                return true;
            }

            at++;
            if (at < format->Length && format->At(at) == '*')
            {
                at++;
                if (!ReadStar(out spec.Precision))
                {
                    return false;
                }

                if (spec.Precision != (int)spec.Precision)
                {
                    Throw.OverflowError(vm, "Python int too large to convert to C int");
                    return false;
                }
            }
            else if (!ReadNumber(int.MaxValue, "precision too big", out spec.Precision))
            {
                return false;
            }

            spec.Precision = Math.Max(spec.Precision, 0);
            return true;
        }

        private bool ReadStar(out long number)
        {
            number = 0;
            Value value = NextArgument();
            if (value.IsUndefined)
            {
                return false;
            }

            if (!Integers.IsInteger(value))
            {
                Throw.TypeError(vm, "* wants int");
                return false;
            }

            return Integers.TryIndex(vm, value, out number);
        }

        private bool ReadNumber(long most, string tooBig, out long number)
        {
            number = -1;
            for (; at < format->Length && format->At(at) is >= '0' and <= '9'; at++)
            {
                int digit = format->At(at) - '0';
                number = Math.Max(number, 0);
                if (number > (most - digit) / 10)
                {
                    Fail(tooBig);
                    return false;
                }

                number = (number * 10) + digit;
            }

            return true;
        }

        private Value NextArgument()
        {
            if (isSingle)
            {
                if (!isUsed)
                {
                    isUsed = true;
                    return single;
                }
            }
            else
            {
                Tuple* tuple = (Tuple*)arguments.AsObject;
                if (nextArgument < tuple->Length)
                {
                    return Tuple.Items(tuple)[nextArgument++];
                }
            }

            return Throw.TypeError(vm, "not enough arguments for format string");
        }

        private readonly Str* PadText(Str* text)
        {
            if (text == null)
            {
                return null;
            }

            FormatSpec padding = spec;
            padding.Align = isLeft ? '<' : '>';
            return Formatting.Pad(vm, text, in padding);
        }

        private readonly Str* BytesText(Value value)
        {
            if (value.Is(Kind.ByteArray))
            {
                return Str.FromLatin1(vm, BytesArguments.Content(vm, value));
            }

            if (!value.Is(Kind.Bytes))
            {
                switch (Attributes.LookupSpecial(vm, value, NameId.__bytes__, out _))
                {
                    case < 0:
                        return null;
                    case 0:
                        Throw.TypeError(
                            vm, $"%b requires a bytes-like object, or an object that implements __bytes__, not '{Types.NameOf(vm, value)}'");
                        return null;
                    default:
                        value = BytesType.FromSpecialMethod(vm, value);
                        break;
                }
            }

            return value.IsUndefined ? null : Str.FromLatin1(vm, Bytes.Span((Bytes*)value.AsObject));
        }

        private readonly Str* Character(Value value)
        {
            if (isBytes && value.Is(Kind.Bytes) && ((Bytes*)value.AsObject)->Length == 1)
            {
                return Str.FromCodePoint(vm, *Bytes.Data((Bytes*)value.AsObject));
            }

            if (!isBytes && value.Is(Kind.Str) && ((Str*)value.AsObject)->Length == 1)
            {
                return (Str*)value.AsObject;
            }

            if (!Integers.IsInteger(value) && Types.Of(vm, value)->Slots.Index == null)
            {
                Throw.TypeError(vm, isBytes ? "%c requires an integer in range(256) or a single byte" : "%c requires int or char");
                return null;
            }

            Value index = Integers.Index(vm, value);
            if (index.IsUndefined)
            {
                return null;
            }

            int end = isBytes ? 0x100 : 0x110000;
            if (!Integers.TryToLong(index, out long codePoint) || codePoint < 0 || codePoint >= end)
            {
                Throw.OverflowError(vm, isBytes ? "%c arg not in range(256)" : "%c arg not in range(0x110000)");
                return null;
            }

            return Str.FromCodePoint(vm, (int)codePoint);
        }

        private Str* Integer(Value value, int type)
        {
            bool mustBeInteger = type is 'o' or 'x' or 'X';
            Value number = Integers.Unbox(value);
            if (number.IsUndefined)
            {
                Slots* slots = &Types.Of(vm, value)->Slots;
                delegate*<Vm*, Value, Value> convert = mustBeInteger || slots->Int == null ? slots->Index : slots->Int;
                number = convert == null || value.Is(Kind.Str) || value.Is(Kind.Bytes) ? Value.Undefined : convert(vm, value);
                if (number.IsUndefined && (!vm->HasPending || Throw.ClearIf(vm, TypeId.TypeError)))
                {
                    string wanted = mustBeInteger ? "an integer" : "a real number";
                    Throw.TypeError(vm, $"%{(isBytes && type == 'i' ? 'd' : (char)type)} format: {wanted} is required, not {Types.NameOf(vm, value)}");
                }

                if (number.IsUndefined)
                {
                    return null;
                }

                number = Integers.Unbox(number);
            }

            spec.Type = mustBeInteger ? type : 'd';
            AlignNumber();
            return Formatting.LayoutInteger(vm, number, in spec, spec.Precision);
        }

        private Str* Real(Value value, int type)
        {
            if (isBytes && !value.IsFloat && !Integers.IsInteger(value) && Types.Of(vm, value)->Slots.Float == null
                && Types.Of(vm, value)->Slots.Index == null)
            {
                Throw.TypeError(vm, $"float argument required, not {Types.NameOf(vm, value)}");
                return null;
            }

            if (!Floats.TryGet(vm, value, out double number))
            {
                return null;
            }

            spec.Type = type;
            AlignNumber();
            return Formatting.FormatFloat(vm, number, in spec);
        }

        private void AlignNumber()
        {
            spec.Align = isLeft ? '<' : isZero ? '=' : '>';
            spec.Fill = isZero && !isLeft ? '0' : ' ';
        }

        private readonly Str* Fail(string message)
        {
            Throw.ValueError(vm, message);
            return null;
        }
    }
}
