namespace MiniScript.Runtime.Syntax;

/// <summary>What is asked now and then while a source is parsed and compiled, which may take seconds.</summary>
public abstract class SourceWatch
{
    private const int Interval = 1024;

    private int steps;

    /// <summary>Counts a step: a token, a node. Every so many it asks <see cref="IsToGoOn"/>.</summary>
    /// <exception cref="SyntaxErrorException">Of kind <see cref="SyntaxErrorKind.Interrupted"/>: the work is to be given up.</exception>
    public void Poll()
    {
        if (++steps % Interval == 0 && !IsToGoOn())
        {
            throw new SyntaxErrorException(SyntaxErrorKind.Interrupted, string.Empty, string.Empty, 0, 0, 0, 0, null);
        }
    }

    /// <summary>False if the work is to be given up.</summary>
    protected abstract bool IsToGoOn();
}
