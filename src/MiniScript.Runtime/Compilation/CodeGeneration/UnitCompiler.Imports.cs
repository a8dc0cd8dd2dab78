namespace MiniScript.Runtime.Compilation.CodeGeneration;

using MiniScript.Runtime.Syntax.Tree;

/// <summary>Imports.</summary>
internal sealed partial class UnitCompiler
{
    private static readonly string[] FutureFeatures =
    [
        "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function", "unicode_literals", "barry_as_FLUFL",
        "generator_stop", "annotations",
    ];

    /// <summary>Accepts the imports from <c>__future__</c> at the beginning of the source; all others are errors.</summary>
    private void FindFutureImports(Statement[] body)
    {
        int start = DocumentationString.Of(body) is null ? 0 : 1;
        for (int i = start; i < body.Length && body[i] is ImportFrom { Module: "__future__", Level: 0 } import; i++)
        {
            foreach (Alias alias in import.Names)
            {
                if (alias.Name == "braces")
                {
                    throw Errors.At(import, "not a chance");
                }

                if (Array.IndexOf(FutureFeatures, alias.Name) < 0)
                {
                    throw Errors.At(import, $"future feature {alias.Name} is not defined");
                }

                session.FutureAnnotations |= alias.Name == "annotations";
            }

            session.FutureImports.Add(import);
        }
    }

    private void Import(Import statement)
    {
        foreach (Alias alias in statement.Names)
        {
            int mark = top;
            int module = NewTemporary();
            ImportModule(statement, module, alias.Name, null, 0);
            if (alias.AsName is null)
            {
                int dot = alias.Name.IndexOf('.', StringComparison.Ordinal);
                StoreName(statement, dot < 0 ? alias.Name : alias.Name[..dot], module);
            }
            else
            {
                // The import yields the first package of a dotted name; the name after "as" means the last.
                string[] parts = alias.Name.Split('.');
                for (int i = 1; i < parts.Length; i++)
                {
                    Emit(statement, Opcode.ImportFrom, module, module, NarrowConstant(statement, parts[i]));
                }

                StoreName(statement, alias.AsName, module);
            }

            top = mark;
        }
    }

    private void ImportFrom(ImportFrom statement)
    {
        if (statement is { Module: "__future__", Level: 0 } && !session.FutureImports.Contains(statement))
        {
            throw Errors.At(statement, "from __future__ imports must occur at the beginning of the file");
        }

        int module = NewTemporary();
        object?[] names = Array.ConvertAll(statement.Names, alias => (object?)alias.Name);
        ImportModule(statement, module, statement.Module ?? "", new TupleLiteral(names), statement.Level);
        foreach (Alias alias in statement.Names)
        {
            if (alias.Name == "*")
            {
                Emit(statement, Opcode.ImportStar, module);
                return;
            }

            int value = NewTemporary();
            Emit(statement, Opcode.ImportFrom, value, module, NarrowConstant(statement, alias.Name));
            StoreName(statement, alias.AsName ?? alias.Name, value);
            top = value;
        }
    }

    private void ImportModule(Statement statement, int target, string name, TupleLiteral? fromList, int level)
    {
        if (level > byte.MaxValue)
        {
            throw Errors.At(statement, "too many leading dots in an import");
        }

        int nameIndex = NarrowConstant(statement, name);
        Emit(statement, Opcode.ImportName, target, nameIndex, NarrowConstant(statement, fromList), level);
    }
}
