namespace MiniScript.Runtime.Builtins.Files;

/// <summary>What ends a line of a text file: the <c>newline</c> argument of <c>open</c>.</summary>
internal enum NewlineMode
{
    /// <summary><c>None</c>: any of the three ends a line and is read as <c>\n</c>, which is written as the system's.</summary>
    Universal,

    /// <summary><c>''</c>: any of the three ends a line; nothing is translated.</summary>
    Untranslated,

    /// <summary><c>'\n'</c>; nothing is translated.</summary>
    LineFeed,

    /// <summary><c>'\r'</c>, as which <c>\n</c> is written.</summary>
    CarriageReturn,

    /// <summary><c>'\r\n'</c>, as which <c>\n</c> is written.</summary>
    Both,
}
