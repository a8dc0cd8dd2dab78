using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Execution;

/// <summary>Binds arguments to the parameters of a script function.</summary>
internal static unsafe class ParameterBinding
{
    /// <summary>Fills the parameter registers; false with <c>TypeError</c> pending.</summary>
    /// <param name="vm">The machine.</param>
    /// <param name="function">The function.</param>
    /// <param name="args">Positional arguments, then keyword ones; not overlapping the registers.</param>
    /// <param name="argc">Positional arguments.</param>
    /// <param name="kwNames">Names of the keyword arguments, or null.</param>
    /// <param name="registers">Register 0.</param>
    public static bool Bind(Vm* vm, Function* function, Value* args, int argc, Tuple* kwNames, Value* registers)
    {
        Code* code = function->Code;
        int positional = code->ArgumentCount;
        int named = positional + code->KeywordOnlyCount;
        bool hasVarArgs = (code->Flags & CodeFlags.VarArgs) != 0;
        bool hasVarKeywords = (code->Flags & CodeFlags.VarKeywords) != 0;
        int given = Math.Min(argc, positional);
        for (int i = 0; i < given; i++)
        {
            registers[i] = args[i];
        }

        for (int i = given; i < named; i++)
        {
            registers[i] = Value.Undefined;
        }

        if (hasVarArgs)
        {
            Tuple* rest = Tuple.New(vm, args + given, argc - given);
            if (rest == null)
            {
                return false;
            }

            registers[named] = Value.FromObject(rest);
        }

        Dict* keywords = null;
        if (hasVarKeywords)
        {
            keywords = Dict.New(vm);
            registers[named + (hasVarArgs ? 1 : 0)] = Value.FromObject(keywords);
        }

        if (kwNames != null && !BindKeywords(vm, function, args + argc, kwNames, registers, keywords))
        {
            return false;
        }

        if (argc > positional && !hasVarArgs)
        {
            return TooManyPositional(vm, function, argc, registers);
        }

        return FillDefaults(vm, function, given, registers);
    }

    private static bool BindKeywords(Vm* vm, Function* function, Value* values, Tuple* kwNames, Value* registers, Dict* keywords)
    {
        Code* code = function->Code;
        int named = code->ArgumentCount + code->KeywordOnlyCount;
        Value* parameters = Tuple.Items(code->LocalNames);
        for (int i = 0; i < kwNames->Length; i++)
        {
            Value key = Tuple.Items(kwNames)[i];
            if (!key.Is(Kind.Str))
            {
                Throw.TypeError(vm, $"{NameOf(function)}() keywords must be strings");
                return false;
            }

            int parameter = -1;
            for (int j = code->PositionalOnlyCount; j < named && parameter < 0; j++)
            {
                parameter = parameters[j] == key ? j : -1;
            }

            for (int j = code->PositionalOnlyCount; j < named && parameter < 0; j++)
            {
                parameter = Str.Equals((Str*)parameters[j].AsObject, (Str*)key.AsObject) ? j : -1;
            }

            if (parameter < 0)
            {
                if (keywords != null)
                {
                    if (!Dict.SetStr(vm, keywords, (Str*)key.AsObject, values[i]))
                    {
                        return false;
                    }

                    continue;
                }

                return UnexpectedKeyword(vm, function, kwNames, (Str*)key.AsObject);
            }

            if (!registers[parameter].IsUndefined)
            {
                Throw.TypeError(vm, $"{NameOf(function)}() got multiple values for argument '{Str.ToManaged((Str*)key.AsObject)}'");
                return false;
            }

            registers[parameter] = values[i];
        }

        return true;
    }

    private static bool FillDefaults(Vm* vm, Function* function, int given, Value* registers)
    {
        Code* code = function->Code;
        int positional = code->ArgumentCount;
        int defaultCount = function->Defaults == null ? 0 : function->Defaults->Length;
        int required = positional - defaultCount;
        bool isMissing = false;
        for (int i = given; i < positional; i++)
        {
            if (!registers[i].IsUndefined)
            {
                continue;
            }

            if (i < required)
            {
                isMissing = true;
            }
            else
            {
                registers[i] = Tuple.Items(function->Defaults)[i - required];
            }
        }

        if (isMissing)
        {
            return MissingArguments(vm, function, registers, 0, required, "positional");
        }

        bool isMissingKeyword = false;
        for (int i = positional; i < positional + code->KeywordOnlyCount; i++)
        {
            if (!registers[i].IsUndefined)
            {
                continue;
            }

            Value value = function->KeywordDefaults == null
                ? Value.Undefined
                : Dict.GetStr(function->KeywordDefaults, (Str*)Tuple.Items(code->LocalNames)[i].AsObject);
            registers[i] = value;
            isMissingKeyword |= value.IsUndefined;
        }

        return !isMissingKeyword || MissingArguments(vm, function, registers, positional, positional + code->KeywordOnlyCount, "keyword-only");
    }

    private static bool MissingArguments(Vm* vm, Function* function, Value* registers, int from, int to, string kind)
    {
        List<string> names = [];
        for (int i = from; i < to; i++)
        {
            if (registers[i].IsUndefined)
            {
                names.Add($"'{Str.ToManaged((Str*)Tuple.Items(function->Code->LocalNames)[i].AsObject)}'");
            }
        }

        string list = names.Count switch
        {
            1 => names[0],
            2 => $"{names[0]} and {names[1]}",
            _ => string.Join(", ", names.Take(names.Count - 1)) + ", and " + names[^1],
        };
        Throw.TypeError(vm, $"{NameOf(function)}() missing {names.Count} required {kind} argument{(names.Count == 1 ? string.Empty : "s")}: {list}");
        return false;
    }

    private static bool TooManyPositional(Vm* vm, Function* function, int argc, Value* registers)
    {
        Code* code = function->Code;
        int positional = code->ArgumentCount;
        int defaultCount = function->Defaults == null ? 0 : function->Defaults->Length;
        int keywordOnlyGiven = 0;
        for (int i = positional; i < positional + code->KeywordOnlyCount; i++)
        {
            keywordOnlyGiven += registers[i].IsUndefined ? 0 : 1;
        }

        bool isPlural = defaultCount > 0 || positional != 1;
        string takes = defaultCount > 0 ? $"from {positional - defaultCount} to {positional}" : positional.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string extra = keywordOnlyGiven == 0
            ? string.Empty
            : $" positional argument{(argc == 1 ? string.Empty : "s")} (and {keywordOnlyGiven} keyword-only argument{(keywordOnlyGiven == 1 ? string.Empty : "s")})";
        Throw.TypeError(
            vm,
            $"{NameOf(function)}() takes {takes} positional argument{(isPlural ? "s" : string.Empty)} but {argc}{extra} {(argc == 1 && keywordOnlyGiven == 0 ? "was" : "were")} given");
        return false;
    }

    private static bool UnexpectedKeyword(Vm* vm, Function* function, Tuple* kwNames, Str* key)
    {
        Code* code = function->Code;
        List<string> positionalOnly = [];
        for (int i = 0; i < code->PositionalOnlyCount; i++)
        {
            Str* parameter = (Str*)Tuple.Items(code->LocalNames)[i].AsObject;
            for (int j = 0; j < kwNames->Length; j++)
            {
                Value name = Tuple.Items(kwNames)[j];
                if (name.Is(Kind.Str) && Str.Equals(parameter, (Str*)name.AsObject))
                {
                    positionalOnly.Add(Str.ToManaged(parameter));
                }
            }
        }

        if (positionalOnly.Count > 0)
        {
            Throw.TypeError(
                vm,
                $"{NameOf(function)}() got some positional-only arguments passed as keyword arguments: '{string.Join(", ", positionalOnly)}'");
            return false;
        }

        string unknown = Str.ToManaged(key);
        List<string> candidates = [];
        for (int i = code->PositionalOnlyCount; i < code->ArgumentCount + code->KeywordOnlyCount; i++)
        {
            candidates.Add(Str.ToManaged((Str*)Tuple.Items(code->LocalNames)[i].AsObject));
        }

        string? suggestion = Suggestions.Nearest(unknown, candidates);
        string hint = suggestion == null ? string.Empty : $". Did you mean '{suggestion}'?";
        Throw.TypeError(vm, $"{NameOf(function)}() got an unexpected keyword argument '{unknown}'{hint}");
        return false;
    }

    private static string NameOf(Function* function) => Str.ToManaged(function->QualifiedName);
}
