namespace ContractWatch.Delivery;

/// <summary>What is owed and what was said. Rows are added by a poll's commit only, and never deleted.</summary>
public interface IOutbox
{
    /// <summary>Messages owed and due, the longest due first.</summary>
    Task<IReadOnlyList<OutboxMessage>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellation);

    /// <summary>Keeps what became of an attempt: state, attempts, error, receipt, next due time.</summary>
    Task RecordAsync(OutboxMessage message, CancellationToken cancellation);

    /// <summary>All messages in a state, oldest first; null for every state.</summary>
    IAsyncEnumerable<OutboxMessage> MessagesAsync(MessageState? state, CancellationToken cancellation);

    /// <summary>A value a channel keeps between runs, such as the moment it may write again; null when it was never kept.</summary>
    Task<string?> RecallAsync(string name, CancellationToken cancellation);

    Task KeepAsync(string name, string value, CancellationToken cancellation);
}
