using MiniScript.Extensions;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Objects.Unicode;

namespace MiniScript.Runtime.Builtins;

/// <content>Questions about all characters of a string.</content>
internal static unsafe partial class StrMethods
{
    /// <summary>Return True if all characters in the string are alphabetic and there is at least one, False otherwise.</summary>
    [Method("isalpha")]
    private static bool IsAlpha(Str* self) => All(self, &UnicodeData.IsAlpha);

    /// <summary>Return True if all characters in the string are alphanumeric and there is at least one, False otherwise.</summary>
    [Method("isalnum")]
    private static bool IsAlnum(Str* self) => All(self, &UnicodeData.IsAlnum);

    /// <summary>Return True if all characters in the string are ASCII, False otherwise.</summary>
    [Method("isascii")]
    private static bool IsAscii(Str* self) => self->IsAscii;

    /// <summary>Return True if all characters in the string are decimal digits and there is at least one, False otherwise.</summary>
    [Method("isdecimal")]
    private static bool IsDecimal(Str* self) => All(self, &UnicodeData.IsDecimal);

    /// <summary>Return True if all characters in the string are digits and there is at least one, False otherwise.</summary>
    [Method("isdigit")]
    private static bool IsDigit(Str* self) => All(self, &UnicodeData.IsDigit);

    /// <summary>Return True if all characters in the string are numeric and there is at least one, False otherwise.</summary>
    [Method("isnumeric")]
    private static bool IsNumeric(Str* self) => All(self, &UnicodeData.IsNumeric);

    /// <summary>Return True if all characters in the string are whitespace and there is at least one, False otherwise.</summary>
    [Method("isspace")]
    private static bool IsSpace(Str* self) => All(self, &UnicodeData.IsSpace);

    /// <summary>Return True if all characters in the string are printable, False otherwise.</summary>
    [Method("isprintable")]
    private static bool IsPrintable(Str* self) => self->Length == 0 || All(self, &UnicodeData.IsPrintable);

    /// <summary>Return True if the string is a valid Python identifier, False otherwise.</summary>
    [Method("isidentifier")]
    private static bool IsIdentifier(Str* self)
    {
        if (self->Length == 0 || !UnicodeData.IsIdentifierStart(self->At(0)))
        {
            return false;
        }

        return All(self, &UnicodeData.IsIdentifierContinue);
    }

    /// <summary>Return True if all cased characters in the string are uppercase and there is at least one, False otherwise.</summary>
    [Method("isupper")]
    private static bool IsUpper(Str* self)
    {
        bool found = false;
        for (int i = 0; i < self->Length; i++)
        {
            int c = self->At(i);
            if (UnicodeData.IsLower(c) || UnicodeData.IsTitle(c))
            {
                return false;
            }

            found |= UnicodeData.IsUpper(c);
        }

        return found;
    }

    /// <summary>Return True if all cased characters in the string are lowercase and there is at least one, False otherwise.</summary>
    [Method("islower")]
    private static bool IsLower(Str* self)
    {
        bool found = false;
        for (int i = 0; i < self->Length; i++)
        {
            int c = self->At(i);
            if (UnicodeData.IsUpper(c) || UnicodeData.IsTitle(c))
            {
                return false;
            }

            found |= UnicodeData.IsLower(c);
        }

        return found;
    }

    /// <summary>Return True if the string is titlecased: uppercase characters only after uncased ones, lowercase only after cased ones.</summary>
    [Method("istitle")]
    private static bool IsTitle(Str* self)
    {
        bool found = false;
        bool inWord = false;
        for (int i = 0; i < self->Length; i++)
        {
            int c = self->At(i);
            if (UnicodeData.IsUpper(c) || UnicodeData.IsTitle(c))
            {
                if (inWord)
                {
                    return false;
                }

                found = inWord = true;
            }
            else if (UnicodeData.IsLower(c))
            {
                if (!inWord)
                {
                    return false;
                }

                found = true;
            }
            else
            {
                inWord = false;
            }
        }

        return found;
    }

    private static bool All(Str* self, delegate*<int, bool> test)
    {
        for (int i = 0; i < self->Length; i++)
        {
            if (!test(self->At(i)))
            {
                return false;
            }
        }

        return self->Length > 0;
    }
}
