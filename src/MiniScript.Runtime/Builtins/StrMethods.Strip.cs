using MiniScript.Extensions;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Objects.Unicode;

namespace MiniScript.Runtime.Builtins;

/// <content>Taking away at the ends, and filling up.</content>
internal static unsafe partial class StrMethods
{
    [Flags]
    private enum Ends
    {
        Left = 1,
        Right = 2,
        Both = Left | Right,
    }

    /// <summary>Return a copy of the string with leading and trailing whitespace (or the characters in chars) removed.</summary>
    [Method("strip", Signature = "($self, chars=None, /)")]
    private static Str* Strip(Vm* vm, Str* self, Value chars) => Strip(vm, self, chars, Ends.Both, "strip");

    /// <summary>Return a copy of the string with leading whitespace (or the characters in chars) removed.</summary>
    [Method("lstrip", Signature = "($self, chars=None, /)")]
    private static Str* StripLeft(Vm* vm, Str* self, Value chars) => Strip(vm, self, chars, Ends.Left, "lstrip");

    /// <summary>Return a copy of the string with trailing whitespace (or the characters in chars) removed.</summary>
    [Method("rstrip", Signature = "($self, chars=None, /)")]
    private static Str* StripRight(Vm* vm, Str* self, Value chars) => Strip(vm, self, chars, Ends.Right, "rstrip");

    /// <summary>Return a str with the given prefix string removed if present.</summary>
    [Method("removeprefix")]
    private static Str* RemovePrefix(Vm* vm, Str* self, Str* prefix) =>
        self->Length >= prefix->Length && Str.HasAt(self, 0, prefix)
            ? Str.Slice(vm, self, prefix->Length, self->Length - prefix->Length)
            : Str.Exact(vm, self);

    /// <summary>Return a str with the given suffix string removed if present.</summary>
    [Method("removesuffix")]
    private static Str* RemoveSuffix(Vm* vm, Str* self, Str* suffix) =>
        self->Length >= suffix->Length && Str.HasAt(self, self->Length - suffix->Length, suffix)
            ? Str.Slice(vm, self, 0, self->Length - suffix->Length)
            : Str.Exact(vm, self);

    /// <summary>Return a centered string of length width, padded with the fill character.</summary>
    [Method("center", Signature = "($self, width, fillchar=' ', /)")]
    private static Str* Center(Vm* vm, Str* self, long width, Value fillchar)
    {
        long margin = Math.Max(width - self->Length, 0);
        long left = (margin / 2) + (margin & width & 1);
        return CheckFill(vm, fillchar, out int fill) ? Pad(vm, self, left, margin - left, fill) : null;
    }

    /// <summary>Return a left-justified string of length width, padded with the fill character.</summary>
    [Method("ljust", Signature = "($self, width, fillchar=' ', /)")]
    private static Str* JustifyLeft(Vm* vm, Str* self, long width, Value fillchar) =>
        CheckFill(vm, fillchar, out int fill) ? Pad(vm, self, 0, width - self->Length, fill) : null;

    /// <summary>Return a right-justified string of length width, padded with the fill character.</summary>
    [Method("rjust", Signature = "($self, width, fillchar=' ', /)")]
    private static Str* JustifyRight(Vm* vm, Str* self, long width, Value fillchar) =>
        CheckFill(vm, fillchar, out int fill) ? Pad(vm, self, width - self->Length, 0, fill) : null;

    /// <summary>Pad a numeric string with zeros on the left, behind its sign, to fill a field of the given width.</summary>
    [Method("zfill")]
    private static Str* ZeroFill(Vm* vm, Str* self, long width)
    {
        if (width <= self->Length)
        {
            return Str.Exact(vm, self);
        }

        Str* result = Pad(vm, self, width - self->Length, 0, '0');
        int filled = (int)(width - self->Length);
        if (result != null && self->Length > 0 && self->At(0) is '+' or '-')
        {
            result->Set(0, self->At(0));
            result->Set(filled, '0');
        }

        return result;
    }

    /// <summary>Return a copy where all tab characters are expanded using spaces.</summary>
    [Method("expandtabs", Signature = "($self, /, tabsize=8)")]
    private static Str* ExpandTabs(Vm* vm, Str* self, int tabsize)
    {
        if (Str.IndexOf(self, '\t', 0) < 0)
        {
            return Str.Exact(vm, self);
        }

        StrBuilder text = new(vm);
        long column = 0;
        for (int i = 0; i < self->Length; i++)
        {
            int c = self->At(i);
            if (c == '\t')
            {
                if (tabsize > 0)
                {
                    long spaces = tabsize - (column % tabsize);
                    text.Append(' ', spaces);
                    column += spaces;
                }
            }
            else
            {
                text.Append(c);
                column = c is '\n' or '\r' ? 0 : column + 1;
            }
        }

        return text.ToStr();
    }

    private static Str* Strip(Vm* vm, Str* self, Value chars, Ends ends, string method)
    {
        int start = 0;
        int end = self->Length;
        if (chars.IsNone)
        {
            while ((ends & Ends.Left) != 0 && start < end && UnicodeData.IsSpace(self->At(start)))
            {
                start++;
            }

            while ((ends & Ends.Right) != 0 && end > start && UnicodeData.IsSpace(self->At(end - 1)))
            {
                end--;
            }
        }
        else if (chars.Is(Kind.Str))
        {
            Str* set = (Str*)chars.AsObject;
            while ((ends & Ends.Left) != 0 && start < end && Str.IndexOf(set, self->At(start), 0) >= 0)
            {
                start++;
            }

            while ((ends & Ends.Right) != 0 && end > start && Str.IndexOf(set, self->At(end - 1), 0) >= 0)
            {
                end--;
            }
        }
        else
        {
            Throw.TypeError(vm, $"{method} arg must be None or str");
            return null;
        }

        return Str.Slice(vm, self, start, end - start);
    }

    private static bool CheckFill(Vm* vm, Value fillchar, out int fill)
    {
        fill = ' ';
        if (fillchar.IsUndefined)
        {
            return true;
        }

        if (!fillchar.Is(Kind.Str))
        {
            Throw.TypeError(vm, $"The fill character must be a unicode character, not {Types.NameOf(vm, fillchar)}");
            return false;
        }

        Str* text = (Str*)fillchar.AsObject;
        if (text->Length != 1)
        {
            Throw.TypeError(vm, "The fill character must be exactly one character long");
            return false;
        }

        fill = text->At(0);
        return true;
    }

    private static Str* Pad(Vm* vm, Str* self, long left, long right, int fill)
    {
        if (left <= 0 && right <= 0)
        {
            return Str.Exact(vm, self);
        }

        left = Math.Max(left, 0);
        right = Math.Max(right, 0);
        if (left > int.MaxValue || right > int.MaxValue)
        {
            Throw.MemoryError(vm);
            return null;
        }

        int width = Math.Max(self->Width, Str.WidthOf(fill));
        Str* result = Str.Allocate(vm, left + self->Length + right, width);
        if (result == null)
        {
            return null;
        }

        result->Fill(0, (int)left, fill);
        Str.CopyUnits(self->Data, self->Width, result->Data + (left * width), width, self->Length);
        result->Fill((int)left + self->Length, (int)right, fill);
        result->Header.Flags |= fill < 128 ? self->Header.Flags & ObjectFlags.Ascii : ObjectFlags.None;
        return result;
    }
}
