using ContractWatch.Alerting;
using ContractWatch.Feeds;
using ContractWatch.Matching;

namespace ContractWatch.Delivery;

/// <summary>A way to reach people.</summary>
public interface IDeliveryChannel
{
    /// <summary><c>email</c>, <c>github</c>, <c>webhook</c>.</summary>
    string Name { get; }

    /// <summary>Sends one message, or finds that it has been sent. Failures of the other side are outcomes, not exceptions.</summary>
    Task<DeliveryOutcome> DeliverAsync(Letter letter, CancellationToken cancellation);

    /// <summary>What the configuration lacks for it, as far as can be told without asking anybody; null when nothing.</summary>
    string? Lacks { get; }

    /// <summary>Tries the connection and the credentials without sending anything; null when all is well, else what is wrong.</summary>
    Task<string?> CheckAsync(CancellationToken cancellation);
}

/// <summary>A message with everything needed to write it.</summary>
public sealed record Letter
{
    /// <summary>What stands where others look when the letter is discreet.</summary>
    public const string DiscreetSubject = "ContractWatch: changes";

    public required OutboxMessage Message { get; init; }

    /// <summary>The changes it tells, oldest first, with the matches of the subscriber's own watches.</summary>
    public required IReadOnlyList<MatchedChange> Changes { get; init; }

    /// <summary>The notes of the watches that matched, by watch id.</summary>
    public required IReadOnlyDictionary<string, string> Notes { get; init; }

    /// <summary>What is said in place of changes; null when changes are told.</summary>
    public Notice? Notice { get; init; }

    /// <summary>
    /// The subject of all mails about its award, because mail programs keep together what has one: as the award was called when a change of
    /// it was first recorded. Null for what tells of several awards, or of none.
    /// </summary>
    public string? Subject { get; init; }

    /// <summary>An embargoed watch is among those it tells of: nothing of it may stand where others look, such as the subject.</summary>
    public bool IsDiscreet { get; init; }

    /// <summary>By whose hour its digest is dated.</summary>
    public DigestClock Clock { get; init; } = DigestClock.Default;

    /// <summary>How far the feeds were read when the message was written.</summary>
    public IReadOnlyList<FeedCoverage> Coverage { get; init; } = [];
}

/// <summary>What became of an attempt.</summary>
public abstract record DeliveryOutcome
{
    private DeliveryOutcome()
    {
    }

    /// <summary>It arrived; the receipt is its proof.</summary>
    public sealed record Delivered(string Receipt) : DeliveryOutcome;

    /// <summary>Not now. Tried again after the delay asked for or the usual back-off, whichever is longer.</summary>
    /// <param name="Reason">What went wrong, without addresses or secrets.</param>
    /// <param name="RetryAfter">The delay the other side asked for.</param>
    /// <param name="ChannelDown">No other message would get through either: the rest waits for the next run.</param>
    /// <param name="AddressDown">Nothing else would get through to this address: what is owed there waits for the next run.</param>
    /// <param name="IsLimit">We were too fast, and nothing else is wrong: the delay asked for counts alone.</param>
    public sealed record Deferred(string Reason, TimeSpan? RetryAfter = null, bool ChannelDown = false, bool AddressDown = false, bool IsLimit = false) : DeliveryOutcome;

    /// <summary>Never.</summary>
    /// <param name="Reason">What went wrong, without addresses or secrets.</param>
    /// <param name="AddressGone">It is the address that is refused, not the message: nothing else is sent there until somebody lifts it.</param>
    public sealed record Refused(string Reason, bool AddressGone = false) : DeliveryOutcome;
}
