using System.Net;

namespace ContractWatch.Feeds;

/// <summary>The source understood the question and will not answer it so: asking again the same way does not help.</summary>
public sealed class FeedRefusedException : FeedException
{
    public FeedRefusedException()
    {
    }

    public FeedRefusedException(string message) : base(message)
    {
    }

    public FeedRefusedException(string message, Exception inner) : base(message, inner)
    {
    }

    public FeedRefusedException(string message, HttpStatusCode status) : base(message) => Status = status;

    public HttpStatusCode Status { get; }
}

/// <summary>The question is too wide for the source; a narrower one may be answered.</summary>
public sealed class FeedTooWideException : FeedException
{
    public FeedTooWideException()
    {
    }

    public FeedTooWideException(string message) : base(message)
    {
    }

    public FeedTooWideException(string message, Exception inner) : base(message, inner)
    {
    }
}
