using System.Text;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Modules;
using MiniScript.Runtime.Objects;
using MiniScript.Runtime.Syntax;

namespace MiniScript.Runtime.Hosting;

/// <summary>What is due when coroutines and asynchronous generators die: the warning of one that was never awaited, the finalizer of one that is not at its end.</summary>
/// <remarks>
/// There are no reference counts, so that happens when a collection finds them, or at exit. A warning then names the place of the call that made the
/// coroutine, which is where it dies at once when it is dropped.
/// </remarks>
internal static unsafe class CoroutineWatch
{
    private const string Hint = "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n";

    /// <summary>Takes what died off the list of watched coroutines; live cells are marked.</summary>
    public static void AfterMark(Vm* vm, Marker* marker)
    {
        Coroutine** link = (Coroutine**)&vm->Async.WatchedCoroutines;
        while (*link != null)
        {
            Coroutine* coroutine = *link;
            bool isDead = !Block.IsMarked(coroutine);
            if (coroutine->Generator.Header.Shape == (uint)TypeId.AsyncGenerator)
            {
                bool isDone = coroutine->Generator.State == GeneratorState.Finished;
                if (!isDone && !isDead)
                {
                    link = &coroutine->Next;
                    continue;
                }

                *link = coroutine->Next;
                if (!isDone)
                {
                    coroutine->Next = (Coroutine*)vm->Async.AbandonedGenerators;
                    vm->Async.AbandonedGenerators = coroutine;
                    marker->Mark(coroutine);
                }

                continue;
            }

            bool isStarted = coroutine->Generator.State != GeneratorState.Created;
            if (!isStarted && !isDead)
            {
                link = &coroutine->Next;
                continue;
            }

            *link = coroutine->Next;
            if (!isStarted)
            {
                Note(vm, coroutine);
            }
        }

        marker->Drain();
    }

    /// <summary>Marks the asynchronous generators whose finalizer is still to be called.</summary>
    public static void Trace(Vm* vm, Marker* marker)
    {
        for (Coroutine* generator = (Coroutine*)vm->Async.AbandonedGenerators; generator != null; generator = generator->Next)
        {
            marker->Mark(generator);
        }
    }

    /// <summary>Shows the warnings and calls the finalizers that a collection left to do.</summary>
    public static void AfterCollection(Vm* vm)
    {
        if (MachineHost.Of(vm).Services.TryGetValue(typeof(UnawaitedCoroutines), out object? service))
        {
            Show(vm, (UnawaitedCoroutines)service);
        }

        while (vm->Async.AbandonedGenerators != null)
        {
            Coroutine* generator = (Coroutine*)vm->Async.AbandonedGenerators;
            vm->Async.AbandonedGenerators = generator->Next;
            Value finalizer = generator->Finalizer;
            generator->Finalizer = Value.Undefined;
            if (Calls.Invoke(vm, finalizer, Value.FromObject(generator)).IsUndefined)
            {
                vm->Pending = Value.Undefined;
            }
        }
    }

    /// <summary>Warns of the coroutines that were never awaited when a script has ended.</summary>
    public static void WarnAtExit(Vm* vm)
    {
        if (!HasUnawaited(vm))
        {
            return;
        }

        vm->Heap.Collect();
        vm->Async.AbandonedGenerators = null;
        AfterCollection(vm);
        for (Coroutine* coroutine = (Coroutine*)vm->Async.WatchedCoroutines; coroutine != null; coroutine = coroutine->Next)
        {
            if (IsUnawaited(coroutine))
            {
                StandardError.Write(vm, $"<sys>:0: RuntimeWarning: {Message(coroutine)}\n");
            }
        }
    }

    /// <summary>The asynchronous generators that were started and are not at their end, for their loop to close.</summary>
    public static List* LiveGenerators(Vm* vm)
    {
        List* list = List.New(vm);
        for (Coroutine* watched = (Coroutine*)vm->Async.WatchedCoroutines; watched != null; watched = watched->Next)
        {
            if (watched->Generator.Header.Shape == (uint)TypeId.AsyncGenerator && watched->Generator.State != GeneratorState.Finished)
            {
                List.Append(vm, list, Value.FromObject(watched));
            }
        }

        return list;
    }

    private static bool HasUnawaited(Vm* vm)
    {
        for (Coroutine* coroutine = (Coroutine*)vm->Async.WatchedCoroutines; coroutine != null; coroutine = coroutine->Next)
        {
            if (IsUnawaited(coroutine))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsUnawaited(Coroutine* coroutine) =>
        coroutine->Generator.Header.Shape == (uint)TypeId.Coroutine && coroutine->Generator.State == GeneratorState.Created;

    private static string Message(Coroutine* coroutine) => $"coroutine '{Str.ToManaged(coroutine->Generator.QualifiedName)}' was never awaited";

    /// <summary>Keeps the warning of a coroutine that is about to be freed.</summary>
    private static void Note(Vm* vm, Coroutine* coroutine)
    {
        UnawaitedCoroutines notes = MachineHost.Of(vm).Service(static () => new UnawaitedCoroutines());
        Code* code = coroutine->Creator;
        int line = 0;
        string file = "<sys>";
        string? quoted = null;
        if (code != null)
        {
            file = Str.ToManaged(code->FileName);
            line = code->Positions[Math.Max(coroutine->Generator.Place, 0)].Line;
            SourceText? source = SourceLoader.SourceOf(vm, code);
            quoted = source is { IsQuotable: true } ? source.GetLine(line).Trim() : null;
        }

        notes.Add(new UnawaitedCoroutine(Message(coroutine), file, line, quoted));
    }

    private static void Show(Vm* vm, UnawaitedCoroutines notes)
    {
        foreach (UnawaitedCoroutine note in notes.Take())
        {
            if (TryShowByModule(vm, note))
            {
                continue;
            }

            StringBuilder text = new();
            text.Append(note.File).Append(':').Append(note.Line).Append(": RuntimeWarning: ").Append(note.Message).Append('\n');
            if (!string.IsNullOrEmpty(note.Quoted))
            {
                text.Append("  ").Append(note.Quoted).Append('\n');
            }

            StandardError.Write(vm, text.Append(Hint).ToString());
        }
    }

    /// <summary>Leaves a warning to the module <c>warnings</c>, whose filters then count; false if nobody has imported it.</summary>
    private static bool TryShowByModule(Vm* vm, UnawaitedCoroutine note)
    {
        Value module = Importer.Find(vm, "warnings");
        if (!module.Is(Kind.Module))
        {
            return false;
        }

        Value warn = Dict.GetStr(((Module*)module.AsObject)->Attributes, Str.Intern(vm, "warn_explicit"u8));
        if (warn.IsUndefined)
        {
            return false;
        }

        Value* args = stackalloc Value[4]
        {
            Value.FromObject(Str.New(vm, note.Message)), Value.FromObject(Types.Of(vm, TypeId.RuntimeWarning)), Value.FromObject(Str.New(vm, note.File)),
            Value.FromInt(note.Line),
        };
        if (Calls.Invoke(vm, warn, args, 4).IsUndefined)
        {
            vm->Pending = Value.Undefined;
        }

        return true;
    }
}
