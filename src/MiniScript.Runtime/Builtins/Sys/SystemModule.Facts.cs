using MiniScript.Extensions;
using MiniScript.Runtime.Hosting;
using MiniScript.Runtime.Memory;
using MiniScript.Runtime.Objects;

namespace MiniScript.Runtime.Builtins.Sys;

/// <summary>What <c>sys</c> says about the interpreter, the machine and the language version.</summary>
internal static unsafe partial class SystemModule
{
    [Constant("version")]
    private const string Version = "3.13.0 (MiniScript 0.1.0)";

    [Constant("hexversion")]
    private const long HexVersion = 0x030d00f0;

    [Constant("maxsize")]
    private const long MaxSize = long.MaxValue;

    [Constant("maxunicode")]
    private const long MaxUnicode = 0x10ffff;

    [Constant("float_repr_style")]
    private const string FloatReprStyle = "short";

    [Constant("copyright")]
    private const string Copyright = "Copyright (c) the MiniScript contributors. MIT license.";

    [Constant("prefix")]
    private const string Prefix = "";

    [Constant("exec_prefix")]
    private const string ExecutablePrefix = "";

    [Constant("base_prefix")]
    private const string BasePrefix = "";

    [Constant("base_exec_prefix")]
    private const string BaseExecutablePrefix = "";

    [Constant("platlibdir")]
    private const string PlatformLibrary = "lib";

    [Constant("abiflags")]
    private const string AbiFlags = "";

    [Constant("api_version")]
    private const long ApiVersion = 1013;

    [Constant("_framework")]
    private const string Framework = "";

    [Constant("byteorder")]
    private static string ByteOrder => BitConverter.IsLittleEndian ? "little" : "big";

    [Constant("platform")]
    private static string Platform => OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    [Constant("executable")]
    private static string Executable => Environment.ProcessPath ?? "";

    [Constant("dont_write_bytecode")]
    private static Value DontWriteBytecode(Vm* vm) => Value.True;

    [Constant("pycache_prefix")]
    private static Value CachePrefix(Vm* vm) => Value.None;

    [Constant("_xoptions")]
    private static Value ExtraOptions(Vm* vm) => Value.FromObject(Dict.New(vm));

    [Constant("orig_argv")]
    private static Value OriginalArguments(Vm* vm)
    {
        List* list = List.New(vm);
        foreach (string argument in Environment.GetCommandLineArgs())
        {
            List.Append(vm, list, Value.FromObject(Str.New(vm, argument)));
        }

        return Value.FromObject(list);
    }

    [Constant("thread_info")]
    private static Value ThreadInfo(Vm* vm)
    {
        TypeObject* type = StructSequence.NewType(vm, "sys", "thread_info", "name lock version");
        Value name = Value.FromObject(Str.New(vm, OperatingSystem.IsWindows() ? "nt" : "pthread"));
        return type == null ? Value.Undefined
            : StructSequence.New(vm, type, [name, OperatingSystem.IsWindows() ? Value.None : Value.FromObject(Str.New(vm, "semaphore")), Value.None]);
    }

    [Constant("warnoptions")]
    private static Value WarnOptions(Vm* vm)
    {
        List* filters = List.New(vm);
        foreach (string filter in MachineHost.Of(vm).Options.WarningFilters)
        {
            List.Append(vm, filters, Value.FromObject(Str.New(vm, filter)));
        }

        return Value.FromObject(filters);
    }

    [Constant("version_info")]
    private static Value VersionInfo(Vm* vm)
    {
        TypeObject* type = StructSequence.NewType(vm, "sys", "version_info", "major minor micro releaselevel serial");
        Value level = Value.FromObject(Str.New(vm, "final"));
        return type == null ? Value.Undefined
            : StructSequence.New(vm, type, [Value.FromInt(3), Value.FromInt(13), Value.FromInt(0), level, Value.FromInt(0)]);
    }

    [Constant("float_info")]
    private static Value FloatInfo(Vm* vm)
    {
        TypeObject* type = StructSequence.NewType(
            vm, "sys", "float_info", "max max_exp max_10_exp min min_exp min_10_exp dig mant_dig epsilon radix rounds");
        return type == null ? Value.Undefined : StructSequence.New(vm, type,
        [
            Value.FromFloat(double.MaxValue), Value.FromInt(1024), Value.FromInt(308), Value.FromFloat(2.2250738585072014e-308), Value.FromInt(-1021),
            Value.FromInt(-307), Value.FromInt(15), Value.FromInt(53), Value.FromFloat(2.220446049250313e-16), Value.FromInt(2), Value.FromInt(1),
        ]);
    }

    [Constant("int_info")]
    private static Value IntInfo(Vm* vm)
    {
        TypeObject* type = StructSequence.NewType(vm, "sys", "int_info", "bits_per_digit sizeof_digit default_max_str_digits str_digits_check_threshold");
        return type == null ? Value.Undefined
            : StructSequence.New(vm, type, [Value.FromInt(30), Value.FromInt(4), Value.FromInt(Integers.DefaultMaxDigits), Value.FromInt(LeastMaxIntDigits)]);
    }

    [Constant("hash_info")]
    private static Value HashInfo(Vm* vm)
    {
        TypeObject* type = StructSequence.NewType(vm, "sys", "hash_info", "width modulus inf nan imag algorithm hash_bits seed_bits cutoff");
        return type == null ? Value.Undefined : StructSequence.New(vm, type,
        [
            Value.FromInt(64), Integers.FromLong(vm, (1L << 61) - 1), Value.FromInt(314159), Value.FromInt(0), Value.FromInt(1000003),
            Value.FromObject(Str.New(vm, "miniscript")), Value.FromInt(64), Value.FromInt(0), Value.FromInt(0),
        ]);
    }

    [Constant("flags")]
    private static Value Flags(Vm* vm)
    {
        TypeObject* type = StructSequence.NewType(
            vm, "sys", "flags", "debug inspect interactive optimize dont_write_bytecode no_user_site no_site ignore_environment verbose bytes_warning quiet "
            + "hash_randomization isolated dev_mode utf8_mode warn_default_encoding safe_path int_max_str_digits");
        Span<Value> values = stackalloc Value[18];
        values.Fill(Value.FromInt(0));
        values[4] = values[6] = values[14] = Value.FromInt(1);
        values[3] = Value.FromInt(Hosting.MachineHost.Of(vm).Options.Optimization);
        values[13] = values[16] = Value.False;
        values[17] = Value.FromInt(Integers.DefaultMaxDigits);
        return type == null ? Value.Undefined : StructSequence.New(vm, type, values);
    }

    [Constant("implementation")]
    private static Value Implementation(Vm* vm)
    {
        TypeObject* type = StructSequence.NewType(vm, "sys", "implementation", "name version hexversion cache_tag");
        Value version = type == null ? Value.Undefined : VersionInfo(vm);
        return version.IsUndefined ? version
            : StructSequence.New(vm, type, [Value.FromObject(Str.New(vm, "miniscript")), version, Value.FromInt(HexVersion), Value.None]);
    }

    [Constant("builtin_module_names")]
    private static Value BuiltinModuleNames(Vm* vm)
    {
        Value* names = stackalloc Value[2];
        names[0] = Value.FromObject(Str.Intern(vm, "builtins"u8));
        names[1] = Value.FromObject(Str.Intern(vm, "sys"u8));
        return Value.FromObject(Objects.Tuple.New(vm, names, 2));
    }
}
