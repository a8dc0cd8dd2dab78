using MiniScript.Runtime.Builtins;
using MiniScript.Runtime.Execution;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;
using Directory = MiniScript.Runtime.Builtins.Directory;
using Tuple = MiniScript.Runtime.Objects.Tuple;

namespace MiniScript.Runtime.Hosting.Tracebacks;

/// <summary>What tracebacks add to the message of an exception about a name that does not exist.</summary>
internal static unsafe class NameSuggestion
{
    /// <summary>The addition, or an empty string.</summary>
    public static string For(Vm* vm, Value exception)
    {
        if (Types.IsInstance(vm, exception, TypeId.ImportError))
        {
            string? wanted = Field(vm, exception, NameId.name_from);
            return wanted == null ? string.Empty : DidYouMean(Nearest(vm, ImportCandidates(vm, exception), wanted, wanted[0] != '_', isSorted: true));
        }

        bool isName = Types.IsInstance(vm, exception, TypeId.NameError) && !Types.IsInstance(vm, exception, TypeId.UnboundLocalError);
        if (!isName && !Types.IsInstance(vm, exception, TypeId.AttributeError))
        {
            return string.Empty;
        }

        string? name = Field(vm, exception, NameId.name);
        if (name == null)
        {
            return string.Empty;
        }

        if (!isName)
        {
            return DidYouMean(ForAttribute(vm, exception, name));
        }

        string suggestion = DidYouMean(ForName(vm, exception, name));
        if (!IsBuiltInModule(vm, name))
        {
            return suggestion;
        }

        return suggestion.Length > 0
            ? $"{suggestion} Or did you forget to import '{name}'?"
            : $". Did you forget to import '{name}'?";
    }

    private static string DidYouMean(string? suggestion) => suggestion == null ? string.Empty : $". Did you mean: '{suggestion}'?";

    private static string? Field(Vm* vm, Value exception, NameId field)
    {
        Value value = ExceptionTypes.Field(vm, exception, field);
        return value.Is(Kind.Str) && ((Str*)value.AsObject)->Length > 0 ? Str.ToManaged((Str*)value.AsObject) : null;
    }

    private static string? ForAttribute(Vm* vm, Value exception, string name)
    {
        Value self = ExceptionTypes.Field(vm, exception, NameId.obj);
        if (self.IsNone || self.IsUndefined)
        {
            return null;
        }

        // Names of others that begin with an underscore are not for use.
        bool isPublicOnly = name[0] != '_' && Receiver(vm, exception) != self;
        return Nearest(vm, Directory.OfObject(vm, self), name, isPublicOnly, isSorted: true);
    }

    private static string? ForName(Vm* vm, Value exception, string name)
    {
        Traceback* last = LastEntry(exception);
        if (last == null)
        {
            return null;
        }

        Value receiver = Receiver(vm, exception);
        if (!receiver.IsUndefined)
        {
            int found = Attributes.TryGet(vm, receiver, Str.Intern(vm, Str.New(vm, name)), out _);
            vm->Pending = Value.Undefined;
            if (found > 0)
            {
                return $"self.{name}";
            }
        }

        List* candidates = List.New(vm);
        Code* code = last->Code;
        AddAll(vm, candidates, Value.FromObject(code->LocalNames));
        AddAll(vm, candidates, Value.FromObject(code->CellNames));
        AddAll(vm, candidates, Value.FromObject(code->FreeNames));
        AddAll(vm, candidates, Value.FromObject(Traceback.Globals(last)));
        AddAll(vm, candidates, Value.FromObject(Evaluation.BuiltinsOf(vm, Traceback.Globals(last))));
        return Nearest(vm, candidates, name, false);
    }

    private static List* ImportCandidates(Vm* vm, Value exception)
    {
        string? module = Field(vm, exception, NameId.name);
        int dot = module == null ? -1 : module.IndexOf('.');
        Value loaded = module == null ? Value.Undefined : Importer.Find(vm, dot < 0 ? module : module[..dot]);
        return loaded.IsUndefined ? null : Directory.OfObject(vm, loaded);
    }

    /// <summary>The local variable <c>self</c> where the exception was raised, or <see cref="Value.Undefined"/>.</summary>
    private static Value Receiver(Vm* vm, Value exception)
    {
        Traceback* last = LastEntry(exception);
        if (last == null)
        {
            return Value.Undefined;
        }

        Code* code = last->Code;
        if ((code->Flags & CodeFlags.Function) == 0)
        {
            return Dict.GetStr(Traceback.Globals(last), Str.Intern(vm, "self"u8));
        }

        bool isSelf = code->LocalNames->Length > 0 && Str.Equals((Str*)Tuple.Items(code->LocalNames)[0].AsObject, Str.Intern(vm, "self"u8));
        Value value = isSelf && last->Header.Aux > 0 ? Traceback.Locals(last)[0] : Value.Undefined;
        return value.Is(Kind.Cell) ? ((Cell*)value.AsObject)->Content : value;
    }

    private static Traceback* LastEntry(Value exception)
    {
        Value entry = ((ExceptionObject*)exception.AsObject)->Traceback;
        if (!entry.IsObject)
        {
            return null;
        }

        while (((Traceback*)entry.AsObject)->Next.IsObject)
        {
            entry = ((Traceback*)entry.AsObject)->Next;
        }

        return (Traceback*)entry.AsObject;
    }

    private static void AddAll(Vm* vm, List* candidates, Value names)
    {
        List* added = Iteration.ToList(vm, names);
        for (int i = 0; added != null && i < added->Length; i++)
        {
            List.Append(vm, candidates, added->Items[i]);
        }

        vm->Pending = Value.Undefined;
    }

    private static string? Nearest(Vm* vm, List* candidates, string name, bool isPublicOnly, bool isSorted = false)
    {
        vm->Pending = Value.Undefined;
        if (candidates == null)
        {
            return null;
        }

        List<string> names = new(candidates->Length);
        for (int i = 0; i < candidates->Length; i++)
        {
            Value candidate = candidates->Items[i];
            if (candidate.Is(Kind.Str))
            {
                string text = Str.ToManaged((Str*)candidate.AsObject);
                if (!isPublicOnly || !text.StartsWith('_'))
                {
                    names.Add(text);
                }
            }
        }

        if (isSorted)
        {
            // Of names equally near the first in order is suggested.
            names.Sort(string.CompareOrdinal);
        }

        return Suggestions.Nearest(name, names);
    }

    private static bool IsBuiltInModule(Vm* vm, string name) => MachineHost.Of(vm).FindNative(name, out _) || EmbeddedLibrary.TryRead(name, out _);
}
