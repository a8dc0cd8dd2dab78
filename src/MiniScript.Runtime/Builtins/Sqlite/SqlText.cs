using System.Text;

namespace MiniScript.Runtime.Builtins.Sqlite;

/// <summary>What is to be known of a statement's text.</summary>
internal static class SqlText
{
    /// <summary>The text without the white space and the comments at its start.</summary>
    public static ReadOnlySpan<byte> SkipBlanks(ReadOnlySpan<byte> sql)
    {
        while (!sql.IsEmpty)
        {
            if (sql[0] is (byte)' ' or (byte)'\t' or (byte)'\f' or (byte)'\n' or (byte)'\r')
            {
                sql = sql[1..];
            }
            else if (sql.StartsWith("--"u8))
            {
                int end = sql.IndexOf((byte)'\n');
                sql = end < 0 ? [] : sql[(end + 1)..];
            }
            else if (sql.StartsWith("/*"u8))
            {
                int end = sql[2..].IndexOf("*/"u8);
                sql = end < 0 ? [] : sql[(end + 4)..];
            }
            else
            {
                break;
            }
        }

        return sql;
    }

    /// <summary>Whether a statement inserts, updates, deletes or replaces.</summary>
    public static bool IsChange(ReadOnlySpan<byte> sql)
    {
        sql = SkipBlanks(sql);
        return StartsWith(sql, "insert"u8) || StartsWith(sql, "update"u8) || StartsWith(sql, "delete"u8) || StartsWith(sql, "replace"u8);

        static bool StartsWith(ReadOnlySpan<byte> sql, ReadOnlySpan<byte> word) => sql.Length >= word.Length && Ascii.EqualsIgnoreCase(sql[..word.Length], word);
    }
}
