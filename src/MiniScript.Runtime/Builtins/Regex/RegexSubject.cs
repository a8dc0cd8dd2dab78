using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Regex;

/// <summary>The text or bytes that a pattern is applied to. Lives on the machine stack.</summary>
internal unsafe ref struct RegexSubject
{
    /// <summary>The object that the script gave.</summary>
    public Value Original;

    /// <summary>What is searched: the object itself, or an immutable copy of its bytes.</summary>
    public Value Content;

    /// <summary>The first unit.</summary>
    public byte* Data;

    /// <summary>Bytes of a unit.</summary>
    public int Width;

    /// <summary>The number of units.</summary>
    public int Length;

    /// <summary>False for bytes.</summary>
    public bool IsText;

    /// <summary>Opens an argument; false with <c>TypeError</c> pending if the pattern does not fit it.</summary>
    public static bool TryOpen(Vm* vm, Value value, bool isTextPattern, out RegexSubject subject)
    {
        subject = default;
        subject.Original = value;
        subject.Content = value;
        if (value.Is(Kind.Str))
        {
            Str* text = (Str*)value.AsObject;
            subject.Data = text->Data;
            subject.Width = text->Width;
            subject.Length = text->Length;
            subject.IsText = true;
        }
        else if (value.Is(Kind.Bytes))
        {
            subject.Data = Bytes.Data((Bytes*)value.AsObject);
            subject.Width = 1;
            subject.Length = ((Bytes*)value.AsObject)->Length;
        }
        else if (BytesArguments.IsBytesLike(value))
        {
            Bytes* copy = Bytes.New(vm, BytesArguments.Content(vm, value));
            if (copy == null)
            {
                return false;
            }

            subject.Content = Value.FromObject(copy);
            subject.Data = Bytes.Data(copy);
            subject.Width = 1;
            subject.Length = copy->Length;
        }
        else
        {
            Throw.TypeError(vm, $"expected string or bytes-like object, got '{Types.NameOf(vm, value)}'");
            return false;
        }

        if (subject.IsText != isTextPattern)
        {
            Throw.TypeError(vm, isTextPattern ? "cannot use a string pattern on a bytes-like object" : "cannot use a bytes pattern on a string-like object");
            return false;
        }

        return true;
    }

    /// <summary>A part of the content; undefined with <c>MemoryError</c> pending past the limit.</summary>
    public readonly Value Slice(Vm* vm, int start, int end)
    {
        if (IsText)
        {
            return Value.FromObject(Str.Slice(vm, (Str*)Content.AsObject, start, end - start));
        }

        return end - start == Length && Content.IsExactly(TypeId.Bytes) && Content == Original
            ? Content
            : Value.FromObject(Bytes.New(vm, new ReadOnlySpan<byte>(Data + start, end - start)));
    }

    /// <summary>The empty text, or no bytes.</summary>
    public readonly Value Empty(Vm* vm) => IsText ? Value.FromObject(Str.Empty(vm)) : Value.FromObject(WellKnown.Of(vm)->EmptyBytes);
}
