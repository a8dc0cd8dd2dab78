namespace MiniScript.Runtime.Memory;

/// <summary>The managed half of a <see cref="Vm"/>: the managed objects that heap cells own, by handle. Higher layers derive from it.</summary>
public abstract unsafe class VmHost
{
    private object?[] objects = new object?[16];
    private int[] free = new int[16];
    private int freeCount;
    private int count = 1; // handle 0 means none

    /// <summary>Keeps a managed object for a heap cell; returns its handle.</summary>
    public int KeepObject(object value)
    {
        int handle;
        if (freeCount > 0)
        {
            handle = free[--freeCount];
        }
        else
        {
            if (count == objects.Length)
            {
                Array.Resize(ref objects, count * 2);
            }

            handle = count++;
        }

        objects[handle] = value;
        return handle;
    }

    /// <summary>The object behind a handle.</summary>
    public object GetObject(int handle) => objects[handle]!;

    /// <summary>The object behind a handle, or null: 0 stands for none.</summary>
    public object? TryGetObject(int handle) => objects[handle];

    /// <summary>Replaces the object behind a handle.</summary>
    public void SetObject(int handle, object value) => objects[handle] = value;

    /// <summary>Called before the objects of cells that died are released, with all live cells marked. It may mark more.</summary>
    public virtual void AfterMark(Marker* marker)
    {
    }

    /// <summary>Called at the safepoint behind a collection, when everything is in order again. It may run script.</summary>
    public virtual void AfterCollection()
    {
    }

    /// <summary>Releases every handle: the machine ends. Disposable objects are disposed of.</summary>
    internal void ReleaseAll()
    {
        for (int handle = 1; handle < count; handle++)
        {
            object? value = objects[handle];
            objects[handle] = null;
            (value as IDisposable)?.Dispose();
        }
    }

    /// <summary>Releases a handle: its cell died. A disposable object is disposed of.</summary>
    public void ReleaseObject(int handle)
    {
        object? value = objects[handle];
        objects[handle] = null;
        if (freeCount == free.Length)
        {
            Array.Resize(ref free, freeCount * 2);
        }

        free[freeCount++] = handle;
        (value as IDisposable)?.Dispose();
    }
}
