using MiniScript.Runtime.Objects.Unicode;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;

namespace MiniScript.Runtime.Hosting.Tracebacks;

/// <summary>
/// The part of a failed expression that names what failed: the operator of an operation, the brackets of a call or a subscript. It is underlined
/// with <c>^</c>, the rest of the expression with <c>~</c>. Lines count from the expression's first, columns in code points from its start.
/// </summary>
/// <param name="Line">Line of the first character.</param>
/// <param name="Column">Column of the first character.</param>
/// <param name="EndLine">Line of the last character.</param>
/// <param name="EndColumn">Column behind the last character.</param>
internal readonly record struct CaretAnchors(int Line, int Column, int EndLine, int EndColumn)
{
    /// <summary>The anchors of an expression's text, or null if it is another kind of expression or none.</summary>
    /// <param name="lines">The lines of the expression.</param>
    public static CaretAnchors? Find(int[][] lines)
    {
        Syntax.Tree.Module module;
        try
        {
            // In parentheses of its own lines an expression may span lines however it is written.
            module = Parser.ParseModule($"(\n{SourceLines.Join(lines)}\n)", "<traceback>").Root;
        }
        catch (SyntaxErrorException)
        {
            return null;
        }

        if (module.Body.Length != 1 || module.Body[0] is not Expr statement)
        {
            return null;
        }

        return statement.Value switch
        {
            BinOp operation => OfOperator(lines, operation),
            Subscript subscript => OfBrackets(lines, subscript, subscript.Value, '['),
            Call call => OfBrackets(lines, call, call.Func, '('),
            _ => null,
        };
    }

    private static CaretAnchors? OfOperator(int[][] lines, BinOp operation)
    {
        Scanner scanner = new(lines, operation.Left);
        if (!scanner.SkipTo(static c => !UnicodeData.IsSpace(c) && c != ')'))
        {
            return null;
        }

        // The operator's second character, if it has one, is on the same line and not yet the right operand.
        int[] line = lines[scanner.Line];
        int end = scanner.Column + 1;
        int rightLine = operation.Right.Line - 2;
        bool isBeforeRight = rightLine > scanner.Line || end < operation.Right.Column;
        if (end < line.Length && isBeforeRight && !UnicodeData.IsSpace(line[end]) && line[end] is not ('\\' or '#'))
        {
            end++;
        }

        return new CaretAnchors(scanner.Line, scanner.Column, scanner.Line, end);
    }

    private static CaretAnchors? OfBrackets(int[][] lines, Expression whole, Expression before, char bracket)
    {
        Scanner scanner = new(lines, before);
        return scanner.SkipTo(c => c == bracket) ? new CaretAnchors(scanner.Line, scanner.Column, whole.EndLine - 2, whole.EndColumn) : null;
    }

    /// <summary>Walks the characters behind an operand, comments and continued line ends left out.</summary>
    private struct Scanner(int[][] lines, Expression operand)
    {
        /// <summary>Line of the current character. The tree's lines count from 1, behind an opening parenthesis' line.</summary>
        public int Line { get; private set; } = operand.EndLine - 2;

        /// <summary>Column of the current character.</summary>
        public int Column { get; private set; } = operand.EndColumn;

        /// <summary>Goes to the next character that meets a condition, the current one included; false if there is none.</summary>
        public bool SkipTo(Func<int, bool> isWanted)
        {
            while (true)
            {
                while (Line < lines.Length && Column >= lines[Line].Length)
                {
                    Line++;
                    Column = 0;
                }

                if (Line >= lines.Length)
                {
                    return false;
                }

                int character = lines[Line][Column];
                if (character is '\\' or '#')
                {
                    Line++;
                    Column = 0;
                }
                else if (isWanted(character))
                {
                    return true;
                }
                else
                {
                    Column++;
                }
            }
        }
    }
}
