namespace MiniScript.Runtime.Builtins.Os;

/// <summary>What the module <c>os</c> needs of the operating system beyond files. Numbers are those of Linux; here nothing is supported.</summary>
/// <remarks>A call that fails returns its error number negated, as those of <see cref="Files.FileCalls"/> do.</remarks>
internal unsafe class SystemCalls
{
    /// <summary>The error of what the system does not have, negated.</summary>
    protected const int Unsupported = -38;

    /// <summary>The calls of the system that the process runs on.</summary>
    public static SystemCalls Current { get; } = OperatingSystem.IsLinux() ? new LinuxSystemCalls() : new SystemCalls();

    /// <summary>A number that identifies the process or its user.</summary>
    /// <param name="kind">0: the parent, 1: the user, 2: the effective user, 3: the group, 4: the effective group.</param>
    public virtual int Identity(int kind) => Unsupported;

    /// <summary>Starts a program; returns its process.</summary>
    /// <param name="request">What is started, and how.</param>
    public virtual int Spawn(in SpawnRequest request) => Unsupported;

    /// <summary>Makes a pipe: its reading and its writing end, which child processes do not inherit.</summary>
    public virtual int Pipe(int* ends) => Unsupported;

    /// <summary>Duplicates a descriptor; the copy is not inherited.</summary>
    public virtual int Duplicate(int descriptor) => Unsupported;

    /// <summary>Makes a descriptor a copy of another.</summary>
    public virtual int DuplicateTo(int descriptor, int target, bool isInherited) => Unsupported;

    /// <summary><c>fcntl</c> with an integer argument.</summary>
    public virtual int Control(int descriptor, int command, long argument) => Unsupported;

    /// <summary><c>fcntl</c> with a structure, which the call may change.</summary>
    public virtual int ControlWith(int descriptor, int command, void* structure) => Unsupported;

    /// <summary><c>ioctl</c>.</summary>
    /// <param name="descriptor">The device.</param>
    /// <param name="request">What is asked of it.</param>
    /// <param name="argument">A number, or the address of a structure.</param>
    public virtual int DeviceControl(int descriptor, ulong request, nint argument) => Unsupported;

    /// <summary><c>flock</c>.</summary>
    public virtual int Lock(int descriptor, int operation) => Unsupported;

    /// <summary>Writes a file to its device.</summary>
    public virtual int Synchronize(int descriptor) => Unsupported;

    /// <summary>Changes owner and group of an open file.</summary>
    public virtual int ChangeOwner(int descriptor, int user, int group) => Unsupported;

    /// <summary>Changes the permissions of an open file.</summary>
    public virtual int ChangeMode(int descriptor, int mode) => Unsupported;

    /// <summary>Changes the working directory to an open one.</summary>
    public virtual int ChangeDirectory(int descriptor) => Unsupported;

    /// <summary>Sets the permissions that new files do not get; returns the former.</summary>
    public virtual int Mask(int mask) => Unsupported;

    /// <summary>Sends a signal to a process, or to a group for a negative number.</summary>
    public virtual int Kill(int process, int signal) => Unsupported;

    /// <summary>The process group of a process.</summary>
    public virtual int Group(int process) => Unsupported;

    /// <summary>Moves a process to a group.</summary>
    public virtual int SetGroup(int process, int group) => Unsupported;

    /// <summary>The session of a process.</summary>
    public virtual int Session(int process) => Unsupported;

    /// <summary>Makes the process the leader of a session.</summary>
    public virtual int NewSession() => Unsupported;

    /// <summary>Waits for a child process; 0 if none has changed yet and the options say not to wait.</summary>
    public virtual int Wait(int process, int* status, int options) => Unsupported;

    /// <summary>Waits for events of descriptors; the records are those of <c>poll</c>. Returns how many have some.</summary>
    public virtual int Poll(PollRecord* records, int count, int milliseconds) => Unsupported;

    /// <summary>The columns and rows of a terminal.</summary>
    public virtual int TerminalSize(int descriptor, ushort* size) => Unsupported;

    /// <summary>The six names of the system, 65 bytes each.</summary>
    public virtual int SystemNames(byte* names) => Unsupported;

    /// <summary>The clock ticks that the process and its children used: user, system, children's user and system. Returns the ticks since some time.</summary>
    public virtual long Times(long* used) => Unsupported;

    /// <summary>Changes the priority.</summary>
    public virtual int Nice(int increment) => Unsupported;

    /// <summary>Asks for SIGALRM after some time, once or periodically; gives what was left of the last one. Times are seconds and microseconds.</summary>
    public virtual int Alarm(int which, long* next, long* previous) => Unsupported;
}
