namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>What a database's cell keeps for it: the place in its list.</summary>
internal enum SqliteSetting
{
    /// <summary>The callable that decides what statements may do.</summary>
    Authorizer,

    /// <summary>The callable that is called every so many steps.</summary>
    Progress,

    /// <summary>The callable that sees the statements that run.</summary>
    Trace,

    /// <summary>The callable that makes statements of texts, or keeps them.</summary>
    Prepare,

    /// <summary>How a transaction begins by itself, a text, or None.</summary>
    Begin,

    /// <summary><c>autocommit</c> of the connection.</summary>
    Autocommit,

    /// <summary><c>detect_types</c> of the connection.</summary>
    DetectTypes,

    /// <summary><c>text_factory</c> of the connection.</summary>
    TextFactory,

    /// <summary>The number of settings.</summary>
    Count,
}
