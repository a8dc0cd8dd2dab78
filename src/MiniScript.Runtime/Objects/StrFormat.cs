using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects.Unicode;

namespace MiniScript.Runtime.Objects;

/// <summary><c>str.format</c>: literal text and replacement fields in braces.</summary>
internal static unsafe class StrFormat
{
    private const int MaxDepth = 2;

    /// <summary><c>template.format(*args, **kwargs)</c>; null with an exception pending.</summary>
    public static Str* Format(Vm* vm, Str* template, Args args, KeywordArgs kwargs)
    {
        Formatter formatter = new() { Vm = vm, Args = args, Keywords = kwargs, HasArgs = true };
        return formatter.Build(template, 0, template->Length, MaxDepth);
    }

    /// <summary><c>template.format_map(mapping)</c>; null with an exception pending.</summary>
    public static Str* FormatMap(Vm* vm, Str* template, Value mapping)
    {
        Formatter formatter = new() { Vm = vm, Mapping = mapping };
        return formatter.Build(template, 0, template->Length, MaxDepth);
    }

    private enum Numbering
    {
        Undecided,
        Automatic,
        Manual,
    }

    /// <summary>A replacement field: name, conversion and specification, as ranges of the template.</summary>
    private struct Field
    {
        public int NameStart;
        public int NameEnd;
        public int Conversion;
        public int SpecStart;
        public int SpecEnd;
        public bool SpecHasFields;
    }

    private ref struct Formatter
    {
        public Vm* Vm;
        public Args Args;
        public KeywordArgs Keywords;
        public Value Mapping;
        public bool HasArgs;
        private Numbering numbering;
        private int nextNumber;

        /// <summary>Expands a range of the template.</summary>
        public Str* Build(Str* template, int start, int end, int depth)
        {
            if (depth == 0)
            {
                Throw.ValueError(Vm, "Max string recursion exceeded");
                return null;
            }

            byte* scratch = stackalloc byte[256];
            StrBuilder text = new(Vm, scratch, 256);
            int at = start;
            while (at < end)
            {
                int brace = FindBrace(template, at, end);
                if (brace == end)
                {
                    text.Append(template, at, end - at);
                    break;
                }

                int c = template->At(brace);
                int next = brace + 1;
                bool isDouble = next < end && template->At(next) == c;
                if (!isDouble && (c == '}' || next == end))
                {
                    Throw.ValueError(Vm, $"Single '{(char)c}' encountered in format string");
                    return null;
                }

                text.Append(template, at, brace - at);
                if (isDouble)
                {
                    text.Append(c);
                    at = next + 1;
                    continue;
                }

                at = next;
                Str* formatted = ParseField(template, ref at, end, out Field field) ? Render(template, in field, depth) : null;
                if (formatted == null)
                {
                    return null;
                }

                text.Append(formatted);
            }

            return text.ToStr();
        }

        private static int FindBrace(Str* template, int at, int end)
        {
            while (at < end && template->At(at) is not ('{' or '}'))
            {
                at++;
            }

            return at;
        }

        /// <summary>Reads a field; <paramref name="at"/> goes from behind its opening brace to behind its closing one.</summary>
        private readonly bool ParseField(Str* template, ref int at, int end, out Field field)
        {
            field = new Field { NameStart = at };
            int c = 0;
            while (at < end)
            {
                c = template->At(at++);
                if (c == '{')
                {
                    return Fail("unexpected '{' in field name");
                }

                if (c == '[')
                {
                    while (at < end && template->At(at) != ']')
                    {
                        at++;
                    }
                }
                else if (c is '}' or ':' or '!')
                {
                    break;
                }
            }

            field.NameEnd = at - 1;
            if (c == '}')
            {
                return true;
            }

            if (c is not ('!' or ':'))
            {
                return Fail("expected '}' before end of string");
            }

            if (c == '!')
            {
                if (at >= end)
                {
                    return Fail("end of string while looking for conversion specifier");
                }

                field.Conversion = template->At(at++);
                if (at < end)
                {
                    c = template->At(at++);
                    if (c == '}')
                    {
                        return true;
                    }

                    if (c != ':')
                    {
                        return Fail("expected ':' after conversion specifier");
                    }
                }
            }

            field.SpecStart = at;
            for (int nesting = 1; at < end;)
            {
                c = template->At(at++);
                if (c == '{')
                {
                    field.SpecHasFields = true;
                    nesting++;
                }
                else if (c == '}' && --nesting == 0)
                {
                    field.SpecEnd = at - 1;
                    return true;
                }
            }

            return Fail("unmatched '{' in format spec");
        }

        private Str* Render(Str* template, in Field field, int depth)
        {
            Value value = Lookup(template, field.NameStart, field.NameEnd);
            if (value.IsUndefined)
            {
                return null;
            }

            if (field.Conversion != 0)
            {
                Str* converted = Convert(value, field.Conversion);
                if (converted == null)
                {
                    return null;
                }

                value = Value.FromObject(converted);
            }

            Str* specification = field.SpecHasFields
                ? Build(template, field.SpecStart, field.SpecEnd, depth - 1)
                : Str.Slice(Vm, template, field.SpecStart, field.SpecEnd - field.SpecStart);
            return specification == null ? null : Text.Format(Vm, value, specification);
        }

        private readonly Str* Convert(Value value, int conversion)
        {
            switch (conversion)
            {
                case 'r':
                    return Text.Repr(Vm, value);
                case 's':
                    return Text.ToStr(Vm, value);
                case 'a':
                    return Text.Ascii(Vm, value);
                default:
                    string shown = conversion is > 32 and < 127 ? ((char)conversion).ToString() : $"\\x{conversion:x}";
                    Throw.ValueError(Vm, $"Unknown conversion specifier {shown}");
                    return null;
            }
        }

        /// <summary>The object that a field's name stands for: an argument, then attributes and items of it.</summary>
        private Value Lookup(Str* template, int at, int end)
        {
            int first = at;
            while (at < end && template->At(at) is not ('.' or '['))
            {
                at++;
            }

            Value value = Argument(template, first, at);
            while (!value.IsUndefined && at < end)
            {
                int c = template->At(at++);
                if (c is not ('.' or '['))
                {
                    return Throw.ValueError(Vm, "Only '.' or '[' may follow ']' in format field specifier");
                }

                int start = at;
                while (at < end && (c == '[' ? template->At(at) != ']' : template->At(at) is not ('.' or '[')))
                {
                    at++;
                }

                int stop = at;
                if (c == '[')
                {
                    if (at == end)
                    {
                        return Throw.ValueError(Vm, "Missing ']' in format string");
                    }

                    at++;
                }

                if (stop == start)
                {
                    return Throw.ValueError(Vm, "Empty attribute in format string");
                }

                value = c == '.' ? Attribute(value, template, start, stop) : Item(value, template, start, stop);
            }

            return value;
        }

        private Value Argument(Str* template, int start, int end)
        {
            long index = -1;
            bool isEmpty = start == end;
            if (!isEmpty && !TryInteger(template, start, end, out index))
            {
                return Value.Undefined;
            }

            if (!isEmpty && index < 0)
            {
                return Named(template, start, end);
            }

            if (numbering == Numbering.Undecided)
            {
                numbering = isEmpty ? Numbering.Automatic : Numbering.Manual;
            }

            if (isEmpty && numbering == Numbering.Manual)
            {
                return Throw.ValueError(Vm, "cannot switch from manual field specification to automatic field numbering");
            }

            if (!isEmpty && numbering == Numbering.Automatic)
            {
                return Throw.ValueError(Vm, "cannot switch from automatic field numbering to manual field specification");
            }

            if (isEmpty)
            {
                index = nextNumber++;
            }

            if (!HasArgs)
            {
                return Throw.ValueError(Vm, "Format string contains positional fields");
            }

            return index < Args.Count
                ? Args[(int)index]
                : Throw.IndexError(Vm, $"Replacement index {index} out of range for positional args tuple");
        }

        private readonly Value Named(Str* template, int start, int end)
        {
            Str* name = Str.Slice(Vm, template, start, end - start);
            if (name == null)
            {
                return Value.Undefined;
            }

            if (!HasArgs)
            {
                return Items.Get(Vm, Mapping, Value.FromObject(name));
            }

            for (int i = 0; i < Keywords.Count; i++)
            {
                if (Str.Equals((Str*)Tuple.Items(Keywords.Names)[i].AsObject, name))
                {
                    return Keywords.Values[i];
                }
            }

            return Throw.KeyError(Vm, Value.FromObject(name));
        }

        private readonly Value Attribute(Value value, Str* template, int start, int end)
        {
            Str* name = Str.Slice(Vm, template, start, end - start);
            return name == null ? Value.Undefined : Attributes.Get(Vm, value, Str.Intern(Vm, name));
        }

        private readonly Value Item(Value value, Str* template, int start, int end)
        {
            if (!TryInteger(template, start, end, out long index))
            {
                return Value.Undefined;
            }

            if (index >= 0)
            {
                return Items.Get(Vm, value, Integers.FromLong(Vm, index));
            }

            Str* key = Str.Slice(Vm, template, start, end - start);
            return key == null ? Value.Undefined : Items.Get(Vm, value, Value.FromObject(key));
        }

        /// <summary>The integer that a whole range of decimal digits is, or -1; false with <c>ValueError</c> pending if it is too large.</summary>
        private readonly bool TryInteger(Str* template, int start, int end, out long number)
        {
            number = -1;
            for (int i = start; i < end; i++)
            {
                if (UnicodeData.DecimalValue(template->At(i)) < 0)
                {
                    return true;
                }
            }

            int at = start;
            number = 0;
            for (; at < end; at++)
            {
                int digit = UnicodeData.DecimalValue(template->At(at));
                if (number > (long.MaxValue - digit) / 10)
                {
                    return Fail("Too many decimal digits in format string");
                }

                number = (number * 10) + digit;
            }

            return true;
        }

        private readonly bool Fail(string message)
        {
            Throw.ValueError(Vm, message);
            return false;
        }
    }
}
