using System.Globalization;
using System.Numerics;
using System.Text;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Syntax;
using MiniScript.Runtime.Syntax.Tree;
using Complex = System.Numerics.Complex;

namespace MiniScript.Runtime.Compilation;

/// <summary>Prints compiled code, one instruction a line, nested code after the code around it.</summary>
/// <remarks>
/// A line is: source line where it changes, index, name, operands, and what operands refer to. Registers of local variables appear by name,
/// other registers as <c>r5</c>, jumps by the index they go to.
/// </remarks>
public static class Disassembler
{
    /// <summary>The listing of a unit and all within.</summary>
    public static string Print(CodeUnit unit)
    {
        var text = new StringBuilder();
        Print(unit, text);
        return text.ToString();
    }

    /// <summary>The instructions of one unit, a line each, without source lines and indexes: for comparing shapes.</summary>
    public static string[] Shape(CodeUnit unit)
    {
        var lines = new string[unit.Instructions.Length];
        for (int i = 0; i < lines.Length; i++)
        {
            lines[i] = Describe(unit, i);
        }

        return lines;
    }

    private static void Print(CodeUnit unit, StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"{unit.QualifiedName} ({unit.FileName}:{unit.FirstLine}) registers {unit.FrameSize}");
        PrintNames(text, " locals", unit.LocalNames);
        PrintNames(text, " cells", unit.CellNames);
        PrintNames(text, " free", unit.FreeNames);
        if (unit.Flags != CodeFlags.None)
        {
            text.Append(" flags ").Append(unit.Flags);
        }

        text.Append('\n');
        int line = -1;
        for (int i = 0; i < unit.Instructions.Length; i++)
        {
            int current = unit.Positions[i].Line;
            text.Append(current == line ? "     " : current.ToString(CultureInfo.InvariantCulture).PadLeft(5));
            line = current;
            text.Append(CultureInfo.InvariantCulture, $" {i,5} ").Append(Describe(unit, i)).Append('\n');
        }

        foreach (ExceptionHandler handler in unit.Handlers)
        {
            text.Append(CultureInfo.InvariantCulture, $"      {handler.Start}..{handler.End - 1} -> {handler.Target} in {Register(unit, handler.Register)}\n");
        }

        foreach (object? constant in unit.Constants)
        {
            if (constant is CodeUnit inner)
            {
                text.Append('\n');
                Print(inner, text);
            }
        }
    }

    private static void PrintNames(StringBuilder text, string title, string[] names)
    {
        if (names.Length > 0)
        {
            text.Append(title).Append(' ').AppendJoin(",", names);
        }
    }

    private static string Describe(CodeUnit unit, int index)
    {
        ulong instruction = unit.Instructions[index];
        Opcode opcode = Instruction.Op(instruction);
        var text = new StringBuilder(OpcodeInfo.Name(opcode));
        var notes = new StringBuilder();
        OperandFormat format = OpcodeInfo.Format(opcode);
        if ((format & OperandFormat.A) != 0)
        {
            text.Append(' ').Append(Register(unit, opcode is Opcode.StoreFree or Opcode.DeleteFree ? -1 : Instruction.A(instruction), Instruction.A(instruction)));
        }

        if ((format & OperandFormat.B) != 0)
        {
            int b = Instruction.B(instruction);
            text.Append(' ').Append(Register(unit, BIsRegister(opcode) ? b : -1, b));
            if (opcode is Opcode.ImportName or (>= Opcode.JumpLessConstant and <= Opcode.JumpGreaterEqualConstant))
            {
                Note(notes, Literal(unit.Constants[b]));
            }
            else if (opcode is Opcode.LoadFree or Opcode.LoadClosure or Opcode.LoadClassFree or Opcode.LoadDictFree)
            {
                Note(notes, unit.FreeNames[b]);
            }
        }

        if ((format & (OperandFormat.Bx | OperandFormat.SignedBx)) != 0)
        {
            int bx = Instruction.Bx(instruction);
            if ((format & OperandFormat.SignedBx) != 0)
            {
                Note(notes, "to " + (index + 1 + bx).ToString(CultureInfo.InvariantCulture));
            }
            else
            {
                Note(notes, Literal(unit.Constants[bx]));
            }
        }

        if ((format & (OperandFormat.C | OperandFormat.SignedC)) != 0)
        {
            DescribeC(unit, index, instruction, opcode, format, text, notes);
        }

        if ((format & OperandFormat.D) != 0 && Instruction.D(instruction) != 0)
        {
            text.Append(" D=").Append(Instruction.D(instruction));
        }

        return notes.Length == 0 ? text.ToString() : text.Append(" (").Append(notes).Append(')').ToString();
    }

    private static void DescribeC(
        CodeUnit unit, int index, ulong instruction, Opcode opcode, OperandFormat format, StringBuilder text, StringBuilder notes)
    {
        int c = Instruction.C(instruction);
        if ((format & OperandFormat.SignedC) != 0)
        {
            Note(notes, "to " + (index + 1 + Instruction.SignedC(instruction)).ToString(CultureInfo.InvariantCulture));
            return;
        }

        switch (opcode)
        {
            case Opcode.LoadGlobal or Opcode.StoreGlobal or Opcode.LoadAttribute or Opcode.LoadMethod or Opcode.StoreAttribute
                or Opcode.LoadSuperAttribute or Opcode.LoadSuperMethod:
                Note(notes, unit.CacheNames[c]);
                break;
            case Opcode.LoadCell or Opcode.LoadClassFree or Opcode.LoadDictFree or Opcode.ImportName or Opcode.ImportFrom or (>= Opcode.AddConstant and <= Opcode.AndConstant):
                Note(notes, Literal(unit.Constants[c]));
                break;
            case Opcode.GetItemInt:
                text.Append(' ').Append(Instruction.SignedC(instruction));
                break;
            case Opcode.ForLoop or Opcode.ForLoopPair:
                Note(notes, "to " + (index + 1 - c).ToString(CultureInfo.InvariantCulture));
                break;
            case Opcode.Send:
                Note(notes, "to " + (index + 1 + c).ToString(CultureInfo.InvariantCulture));
                break;
            case Opcode.Format when c == Instruction.NoOperand:
                break;
            case Opcode.MatchPositional:
                Note(notes, Literal(unit.Constants[c]));
                break;
            case Opcode.Unpack or Opcode.UnpackStar or Opcode.GetItemFromEnd or (>= Opcode.BuildTuple and <= Opcode.BuildString):
                text.Append(' ').Append(c);
                break;
            default:
                text.Append(' ').Append(Register(unit, c));
                break;
        }
    }

    private static bool BIsRegister(Opcode opcode) => opcode is not (Opcode.Clear or Opcode.LoadFree or Opcode.LoadClosure or Opcode.LoadClassFree or Opcode.LoadDictFree
        or Opcode.LoadBuiltinType or Opcode.Call or Opcode.CallFunction or Opcode.CallKeywords or Opcode.ImportName
        or (>= Opcode.JumpLessConstant and <= Opcode.JumpMapping));

    private static void Note(StringBuilder notes, string note) => notes.Append(notes.Length == 0 ? "" : ", ").Append(note);

    private static string Register(CodeUnit unit, int register) => Register(unit, register, register);

    private static string Register(CodeUnit unit, int register, int operand) => register < 0
        ? operand.ToString(CultureInfo.InvariantCulture)
        : register < unit.LocalNames.Length ? unit.LocalNames[register] : "r" + register.ToString(CultureInfo.InvariantCulture);

    private static string Literal(object? literal) => literal switch
    {
        null => "None",
        bool truth => truth ? "True" : "False",
        long number => number.ToString(CultureInfo.InvariantCulture),
        BigInteger number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture) is var text && long.TryParse(text, out _) ? text + ".0" : text,
        Complex number => string.Create(CultureInfo.InvariantCulture, $"{number.Real}+{number.Imaginary}j"),
        string text => "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "'",
        byte[] bytes => "b'" + Convert.ToHexString(bytes) + "'",
        EllipsisLiteral => "...",
        TupleLiteral tuple => "(" + string.Join(", ", Array.ConvertAll(tuple.Items, Literal)) + ")",
        FrozenSetLiteral set => "{" + string.Join(", ", Array.ConvertAll(set.Items, Literal)) + "}",
        CodeUnit unit => "<code " + unit.QualifiedName + ">",
        _ => literal.ToString() ?? "",
    };
}
