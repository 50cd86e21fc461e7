namespace ContractWatch.Rounds;

/// <summary>Somebody else is at it, and was waited for long enough. The message says who.</summary>
internal sealed class BusyException : Exception
{
    public BusyException()
    {
    }

    public BusyException(string message) : base(message)
    {
    }

    public BusyException(string message, Exception inner) : base(message, inner)
    {
    }
}
