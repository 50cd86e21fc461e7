namespace ContractWatch.Delivery;

/// <summary>
/// What is owed and what was said. Messages are added by a poll's commit and as notices, those whose key is new; one whose
/// key is known is left as it is. Nothing is ever deleted.
/// </summary>
public interface IOutbox
{
    /// <summary>Messages of the channel that are owed and due, the longest due first.</summary>
    /// <param name="after">The last message of the batch before, as it was then; null for the first batch.</param>
    Task<IReadOnlyList<OutboxMessage>> DueAsync(string channel, DateTimeOffset now, int limit, OutboxMessage? after, CancellationToken cancellation);

    /// <summary>Of those, the ones that tell no change: notices.</summary>
    Task<IReadOnlyList<OutboxMessage>> DueNoticesAsync(string channel, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>All messages owed to one address (compared without regard to case) and due, oldest first: the parts of its digests are among them.</summary>
    Task<IReadOnlyList<OutboxMessage>> DueToAsync(string channel, string address, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Keeps what became of an attempt: state, attempts, what it was tried with, error, receipt, next due time. All of the messages or none.</summary>
    Task RecordAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellation);

    /// <summary>Takes alerts out of a message and into new ones, each of a key of its own and not yet tried under any; what it keeps is as it was. All of it or nothing.</summary>
    Task DivideAsync(OutboxMessage message, IReadOnlyList<OutboxMessage> parts, CancellationToken cancellation);

    /// <summary>Owes again what was refused or withdrawn, and is due now; leaves everything else alone. Answers how many messages it was.</summary>
    Task<int> OweAgainAsync(IReadOnlyList<string> keys, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>
    /// The right to deliver by the channel, held by one at a time over all processes that share the store, and given back
    /// when it is disposed or its process dies. Null when somebody else has it.
    /// </summary>
    Task<IAsyncDisposable?> TryTakeTurnAsync(string channel, CancellationToken cancellation);

    /// <summary>All messages in a state, oldest first; null for every state.</summary>
    IAsyncEnumerable<OutboxMessage> MessagesAsync(MessageState? state, CancellationToken cancellation);

    /// <summary>What goes out under a key, in whatever state: the message of that key, or the parts last tried together under it, oldest first; none when it is unknown.</summary>
    Task<IReadOnlyList<OutboxMessage>> PartsAsync(string key, CancellationToken cancellation);

    /// <summary>What was delivered by the channel to one address (compared without regard to case), oldest first.</summary>
    IAsyncEnumerable<OutboxMessage> DeliveredToAsync(string channel, string address, CancellationToken cancellation);

    /// <summary>
    /// How many sendings are due of what was owed after a moment: a digest is one for its address and cadence, however many
    /// parts it has. Notices do not count, nor what waits at a suppressed address.
    /// </summary>
    Task<int> WaitingAsync(string channel, DateTimeOffset now, DateTimeOffset owedAfter, CancellationToken cancellation);

    /// <summary>Every channel by which something is owed that has been due, or was refused.</summary>
    Task<IReadOnlyList<ChannelStanding>> StandingsAsync(DateTimeOffset now, CancellationToken cancellation);

    /// <summary>From now on nothing is due to the address, until it is lifted; one that is suppressed keeps its first reason.</summary>
    Task SuppressAsync(Suppression suppression, CancellationToken cancellation);

    /// <summary>All of them, oldest first.</summary>
    Task<IReadOnlyList<Suppression>> SuppressionsAsync(CancellationToken cancellation);

    /// <summary>What is owed to the address is due again, and what was refused there is owed again. False when it was not suppressed.</summary>
    Task<bool> LiftAsync(string channel, string address, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>A value a channel keeps between runs, such as the moment it may write again; null when it was never kept.</summary>
    Task<string?> RecallAsync(string name, CancellationToken cancellation);

    Task KeepAsync(string name, string value, CancellationToken cancellation);
}
