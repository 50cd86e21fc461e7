namespace ContractWatch.Feeds;

/// <summary>What went wrong with one attempt, as far as another attempt may help.</summary>
/// <param name="Kind">Decides how often and after how long it is tried again.</param>
/// <param name="What">One clause for people.</param>
/// <param name="RetryAfter">How long the source asks us to wait.</param>
internal sealed record SourceFault(FaultKind Kind, string What, TimeSpan? RetryAfter = null)
{
    /// <summary>The source minds being asked this much.</summary>
    public bool IsThrottling => Kind is FaultKind.Closed or FaultKind.Throttled;

    /// <summary>How often one request is tried again after faults of this kind.</summary>
    public int Retries => Kind switch
    {
        FaultKind.Closed or FaultKind.Throttled => RetryPolicy.MostRetries,
        FaultKind.Unavailable => 4,
        FaultKind.Silent => 2,
        _ => 1,
    };
}

internal enum FaultKind
{
    /// <summary>The connection was closed before the answer was whole; USAspending throttles this way, without a status.</summary>
    Closed,

    /// <summary>429.</summary>
    Throttled,

    /// <summary>502, 503.</summary>
    Unavailable,

    /// <summary>500 and other failures of the server.</summary>
    ServerError,

    /// <summary>No answer in time.</summary>
    Silent,
}
