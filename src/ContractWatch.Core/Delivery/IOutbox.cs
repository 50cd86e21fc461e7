namespace ContractWatch.Delivery;

/// <summary>
/// What is owed and what was said. Messages are added by a poll's commit only, those whose key is new; one whose key is
/// known is left as it is. Nothing is ever deleted.
/// </summary>
public interface IOutbox
{
    /// <summary>Messages of the channel that are owed and due, the longest due first.</summary>
    Task<IReadOnlyList<OutboxMessage>> DueAsync(string channel, DateTimeOffset now, int limit, CancellationToken cancellation);

    /// <summary>All messages owed to one address (compared without regard to case) and due, oldest first: the parts of its digests are among them.</summary>
    Task<IReadOnlyList<OutboxMessage>> DueToAsync(string channel, string address, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Keeps what became of an attempt: state, attempts, error, receipt, next due time. All of the messages or none.</summary>
    Task RecordAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellation);

    /// <summary>
    /// The right to deliver by the channel, held by one at a time over all processes that share the store, and given back
    /// when it is disposed or its process dies. Null when somebody else has it.
    /// </summary>
    Task<IAsyncDisposable?> TryTakeTurnAsync(string channel, CancellationToken cancellation);

    /// <summary>All messages in a state, oldest first; null for every state.</summary>
    IAsyncEnumerable<OutboxMessage> MessagesAsync(MessageState? state, CancellationToken cancellation);

    /// <summary>A value a channel keeps between runs, such as the moment it may write again; null when it was never kept.</summary>
    Task<string?> RecallAsync(string name, CancellationToken cancellation);

    Task KeepAsync(string name, string value, CancellationToken cancellation);
}
