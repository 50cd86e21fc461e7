namespace ContractWatch.Feeds;

/// <summary>A source could not be read whole. The message says what was asked, what came, and what was expected.</summary>
public class FeedException : Exception
{
    public FeedException()
    {
    }

    public FeedException(string message) : base(message)
    {
    }

    public FeedException(string message, Exception inner) : base(message, inner)
    {
    }
}
