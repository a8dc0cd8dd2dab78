using MiniScript.Extensions;
using MiniScript.Runtime.Builtins.Files;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Os;

/// <content>Processes, and waiting for descriptors.</content>
internal static unsafe partial class OsModule
{
    /// <summary>A number of the process: 0 its parent, 1 its user, 2 the effective user, 3 its group, 4 the effective group.</summary>
    [Function("identity", Signature = "(kind)")]
    private static Value Identity(Vm* vm, int kind) => FileObjects.Result(vm, System.Identity(kind));

    [Function("kill", Signature = "(pid, signal, /)")]
    private static Value Kill(Vm* vm, int process, int signal)
    {
        if (MachineHost.Of(vm).Processes?.AllowsSignal(process) == false)
        {
            return FileErrors.Deny(vm, "signals to processes that the script has not started");
        }

        int result = System.Kill(process, signal);
        return result < 0 ? FileErrors.Raise(vm, -result) : Execution.Safepoints.Serve(vm) ? Value.None : Value.Undefined;
    }

    [Function("getpgid", Signature = "(pid)")]
    private static Value Group(Vm* vm, int process) => FileObjects.Result(vm, System.Group(process));

    [Function("setpgid", Signature = "(pid, pgrp, /)")]
    private static Value SetGroup(Vm* vm, int process, int group) =>
        process != 0 && MachineHost.Of(vm).Processes?.AllowsSignal(process) == false
            ? FileErrors.Deny(vm, "processes that the script has not started")
            : FileObjects.None(vm, System.SetGroup(process, group));

    [Function("getsid", Signature = "(pid, /)")]
    private static Value Session(Vm* vm, int process) => FileObjects.Result(vm, System.Session(process));

    [Function("setsid", Signature = "()")]
    private static Value NewSession(Vm* vm) => FileObjects.None(vm, System.NewSession());

    [Function("nice", Signature = "(increment, /)")]
    private static Value Nice(Vm* vm, int increment) => FileObjects.Result(vm, System.Nice(increment));

    /// <summary>Wait for a child process: a tuple of its number, 0 if none has changed, and its status.</summary>
    [Function("waitpid", Signature = "(pid, options, /)")]
    private static Value Wait(Vm* vm, int process, int options)
    {
        while (true)
        {
            int status = 0;
            int result = 0;
            Execution.Threads.Block(vm, () =>
            {
                int waited = 0;
                result = System.Wait(process, &waited, options);
                status = waited;
            });
            if (result >= 0)
            {
                return Pair(vm, result, status);
            }

            if (result != -FileErrors.Interrupted || !Execution.Safepoints.Serve(vm))
            {
                return FileErrors.Raise(vm, -result);
            }
        }
    }

    /// <summary>Start a program; return its number.</summary>
    [Function("spawn", Signature = "(path, arguments, environment, directory, descriptors, session, group, restore_signals)")]
    private static Value Spawn(
        Vm* vm, string path, List* arguments, List* environment, Value directory, List* descriptors, bool isSession, int group, bool restoresSignals)
    {
        int[] pairs = new int[descriptors->Length];
        for (int i = 0; i < pairs.Length; i++)
        {
            if (!Integers.TryIndex(vm, descriptors->Items[i], out long number))
            {
                return Value.Undefined;
            }

            pairs[i] = (int)number;
        }

        string[]? argumentTexts = Texts(vm, arguments);
        string[]? variables = argumentTexts == null ? null : Texts(vm, environment);
        string? directoryText = variables == null || directory.IsNone ? null : Paths.Text(vm, directory);
        if (vm->HasPending)
        {
            return Value.Undefined;
        }

        ProcessGate? gate = MachineHost.Of(vm).Processes;
        if (gate?.AllowsProgram(path, variables!, out string denied) == false)
        {
            return FileErrors.Deny(vm, denied);
        }

        if (directoryText != null)
        {
            directoryText = FileCalls.Of(vm).Admit(directoryText, out int error);
            if (directoryText == null)
            {
                return FileErrors.Raise(vm, -error, directory);
            }
        }

        FileTable.Of(vm).FlushAll();
        int process = System.Spawn(new SpawnRequest(path, argumentTexts!, variables!, directoryText, pairs, isSession, group, restoresSignals));
        if (process > 0)
        {
            gate?.Started(process);
        }

        return FileObjects.Result(vm, process);
    }

    /// <summary>Wait for events of descriptors, given as a flat list of descriptors and events, for some milliseconds; return such a list of those that came.</summary>
    [Function("poll", Signature = "(wanted, timeout)")]
    private static Value Poll(Vm* vm, List* wanted, int timeout)
    {
        PollRecord[] records = new PollRecord[wanted->Length / 2];
        for (int i = 0; i < records.Length; i++)
        {
            if (!Integers.TryIndex(vm, wanted->Items[2 * i], out long descriptor) || !Integers.TryIndex(vm, wanted->Items[(2 * i) + 1], out long events))
            {
                return Value.Undefined;
            }

            records[i].Descriptor = (int)descriptor;
            records[i].Wanted = (short)events;
        }

        int result;
        long end = Environment.TickCount64 + timeout;
        fixed (PollRecord* first = records)
        {
            nint start = (nint)first;
            while ((result = Poll(vm, start, records.Length, timeout)) == -FileErrors.Interrupted)
            {
                if (!Execution.Safepoints.Serve(vm))
                {
                    return Value.Undefined;
                }

                timeout = timeout < 0 ? timeout : (int)Math.Max(end - Environment.TickCount64, 0);
            }
        }

        List* came = List.New(vm);
        foreach (PollRecord record in records)
        {
            if (result > 0 && record.Came != 0)
            {
                List.Append(vm, came, Value.FromInt(record.Descriptor));
                List.Append(vm, came, Value.FromInt(record.Came));
            }
        }

        return result < 0 ? FileErrors.Raise(vm, -result) : Value.FromObject(came);
    }

    /// <summary>Set the timer of SIGALRM in microseconds, 0 for none, with a period; return what was left, and the period.</summary>
    [Function("set_timer", Signature = "(which, first, period, /)")]
    private static Value SetTimer(Vm* vm, int which, long first, long period)
    {
        const long Micros = 1_000_000;
        long* next = stackalloc long[4] { period / Micros, period % Micros, first / Micros, first % Micros };
        long* previous = stackalloc long[4];
        int result = System.Alarm(which, next, previous);
        return result < 0 ? FileErrors.Raise(vm, -result) : Pair(vm, (previous[2] * Micros) + previous[3], (previous[0] * Micros) + previous[1]);
    }

    private static int Poll(Vm* vm, nint records, int count, int timeout)
    {
        int result = 0;
        Execution.Threads.Block(vm, () => result = System.Poll((PollRecord*)records, count, timeout));
        return result;
    }

    private static string[]? Texts(Vm* vm, List* items)
    {
        string[] texts = new string[items->Length];
        for (int i = 0; i < texts.Length; i++)
        {
            string? text = Paths.Text(vm, items->Items[i]);
            if (text == null)
            {
                return null;
            }

            texts[i] = text;
        }

        return texts;
    }
}
