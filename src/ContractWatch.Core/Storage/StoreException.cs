namespace ContractWatch.Storage;

/// <summary>
/// The store could not do what was asked. The message says what failed, where, and what is expected; it never holds an address or a
/// secret. Whatever was being written has been rolled back.
/// </summary>
public sealed class StoreException : Exception
{
    public StoreException()
    {
    }

    public StoreException(string message) : base(message)
    {
    }

    public StoreException(string message, Exception inner) : base(message, inner)
    {
    }
}
