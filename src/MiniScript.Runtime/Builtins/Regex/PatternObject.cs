using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Builtins.Regex;

/// <summary><c>re.Pattern</c>: a record, and the making of it.</summary>
internal static unsafe class PatternObject
{
    private const int PatternField = 0;
    private const int FlagsField = 1;
    private const int ProgramField = 2;
    private const int IndexField = 3;
    private const int NamesField = 4;
    private const int TemplateKeyField = 5;
    private const int TemplateField = 6;
    private const int FieldCount = 7;

    /// <summary>The text or bytes compiled.</summary>
    public static Value Source(Value self) => Fields(self)[PatternField];

    /// <summary>The flags.</summary>
    public static RegexFlags Flags(Value self) => (RegexFlags)Fields(self)[FlagsField].AsInt;

    /// <summary>The compiled pattern.</summary>
    public static int* Program(Value self) => (int*)Bytes.Data((Bytes*)Fields(self)[ProgramField].AsObject);

    /// <summary>The number of groups.</summary>
    public static int Groups(Value self) => ((RegexHeader*)Program(self))->Groups;

    /// <summary>The number of each named group.</summary>
    public static Dict* Index(Value self) => (Dict*)Fields(self)[IndexField].AsObject;

    /// <summary>The name of each group, or <c>None</c>; without names the empty tuple.</summary>
    public static Tuple* Names(Value self) => (Tuple*)Fields(self)[NamesField].AsObject;

    /// <summary>True for a pattern over text, false for one over bytes.</summary>
    public static bool IsText(Value self) => Source(self).Is(Kind.Str);

    /// <summary>The compiled form of the template used last, if it is this one; else undefined.</summary>
    public static Value Template(Value self, Value key) => Fields(self)[TemplateKeyField] == key ? Fields(self)[TemplateField] : Value.Undefined;

    /// <summary>Remembers the compiled form of a template.</summary>
    public static void KeepTemplate(Value self, Value key, Value template)
    {
        Fields(self)[TemplateKeyField] = key;
        Fields(self)[TemplateField] = template;
    }

    /// <summary>Compiles a pattern; undefined with an exception pending.</summary>
    public static Value Compile(Vm* vm, Value source, RegexFlags flags)
    {
        if (!RegexSource.TryRead(vm, source, out int[] text, out bool isText))
        {
            return Value.Undefined;
        }

        try
        {
            RegexParser parser = new(vm, text, isText, flags);
            RegexNode root = parser.Parse();
            int[] program = RegexCompiler.Compile(vm, root, parser.Groups);
            return New(vm, source, parser.Flags, parser.Groups, parser.Names, program);
        }
        catch (RegexSyntaxException fault)
        {
            return RegexErrors.Raise(vm, fault, source);
        }
    }

    /// <summary>Compiles alternatives of which each is a group, by their order. Groups within one are counted from 1, too, and so overlap with those.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="shown">What the pattern shows as its source; its type is that of the texts to search.</param>
    /// <param name="alternatives">The patterns.</param>
    /// <param name="flags">Flags for all of them.</param>
    public static Value CompileAlternatives(Vm* vm, Value shown, List* alternatives, RegexFlags flags)
    {
        int groups = alternatives->Length;
        RegexNode root = new(RegexNodeKind.Branch);
        for (int i = 0; i < alternatives->Length; i++)
        {
            Value source = alternatives->Items[i];
            if (!RegexSource.TryRead(vm, source, out int[] text, out bool isText))
            {
                return Value.Undefined;
            }

            try
            {
                RegexParser parser = new(vm, text, isText, flags);
                root.Children.Add(RegexNode.Over(RegexNodeKind.Group, parser.Parse(), i + 1));
                groups = Math.Max(groups, parser.Groups);
            }
            catch (RegexSyntaxException fault)
            {
                return RegexErrors.Raise(vm, fault, source);
            }
        }

        return New(vm, shown, flags, groups, [], RegexCompiler.Compile(vm, root, groups));
    }

    private static Value New(Vm* vm, Value source, RegexFlags flags, int groups, Dictionary<string, int> namesOfGroups, int[] program)
    {
        Bytes* code = Bytes.New(vm, System.Runtime.InteropServices.MemoryMarshal.AsBytes(program.AsSpan()));
        if (code == null)
        {
            return Value.Undefined;
        }

        Dict* index = Dict.New(vm);
        Tuple* names = WellKnown.Of(vm)->EmptyTuple;
        if (namesOfGroups.Count > 0)
        {
            names = Tuple.Allocate(vm, groups + 1);
            new Span<Value>(Tuple.Items(names), groups + 1).Fill(Value.None);
            foreach ((string name, int group) in namesOfGroups)
            {
                Value key = Value.FromObject(Str.Intern(vm, Str.New(vm, name)));
                Tuple.Items(names)[group] = key;
                Dict.Set(vm, index, key, Value.FromInt(group));
            }
        }

        Record* self = Record.New(vm, TypeId.Pattern, FieldCount);
        Value* fields = Record.Fields(self);
        fields[PatternField] = source;
        fields[FlagsField] = Value.FromInt((int)flags);
        fields[ProgramField] = Value.FromObject(code);
        fields[IndexField] = Value.FromObject(index);
        fields[NamesField] = Value.FromObject(names);
        return Value.FromObject(self);
    }

    private static Value* Fields(Value self) => Record.Fields((Record*)self.AsObject);
}
