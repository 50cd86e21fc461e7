namespace ContractWatch.Delivery;

/// <summary>A process that dies at a step it was told, and does nothing from then on.</summary>
internal sealed class Mortal(int diesAt)
{
    public int Steps { get; private set; }

    public bool IsDead => Steps >= diesAt;

    public void Step()
    {
        if (IsDead || ++Steps == diesAt)
            throw new DiedException();
    }

    public async Task<T> DoAsync<T>(Func<Task<T>> deed)
    {
        Step();
        var result = await deed();
        Step();
        return result;
    }

    public Task DoAsync(Func<Task> deed) => DoAsync(async () =>
    {
        await deed();
        return true;
    });
}

internal sealed class DiedException : Exception;

/// <summary>The outbox of such a process: it may die before and after each thing that is asked of it.</summary>
internal sealed class MortalOutbox(IOutbox outbox, Mortal life) : IOutbox
{
    public Task<IReadOnlyList<OutboxMessage>> DueAsync(string channel, DateTimeOffset now, int limit, OutboxMessage? after, CancellationToken cancellation) =>
        life.DoAsync(() => outbox.DueAsync(channel, now, limit, after, cancellation));

    public Task<IReadOnlyList<OutboxMessage>> DueNoticesAsync(string channel, DateTimeOffset now, CancellationToken cancellation) =>
        life.DoAsync(() => outbox.DueNoticesAsync(channel, now, cancellation));

    public Task<IReadOnlyList<OutboxMessage>> DueToAsync(string channel, string address, DateTimeOffset now, CancellationToken cancellation) =>
        life.DoAsync(() => outbox.DueToAsync(channel, address, now, cancellation));

    public Task RecordAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellation) =>
        life.DoAsync(() => outbox.RecordAsync(messages, cancellation));

    public Task DivideAsync(OutboxMessage message, IReadOnlyList<OutboxMessage> parts, CancellationToken cancellation) =>
        life.DoAsync(() => outbox.DivideAsync(message, parts, cancellation));

    public Task<int> OweAgainAsync(IReadOnlyList<string> keys, DateTimeOffset now, CancellationToken cancellation) => outbox.OweAgainAsync(keys, now, cancellation);

    /// <summary>A turn is given back when its process dies, so there is no step after it was taken.</summary>
    public Task<IAsyncDisposable?> TryTakeTurnAsync(string channel, CancellationToken cancellation)
    {
        life.Step();
        return outbox.TryTakeTurnAsync(channel, cancellation);
    }

    public IAsyncEnumerable<OutboxMessage> MessagesAsync(MessageState? state, CancellationToken cancellation) => outbox.MessagesAsync(state, cancellation);

    public Task<IReadOnlyList<OutboxMessage>> PartsAsync(string key, CancellationToken cancellation) => outbox.PartsAsync(key, cancellation);

    public IAsyncEnumerable<OutboxMessage> DeliveredToAsync(string channel, string address, CancellationToken cancellation) => outbox.DeliveredToAsync(channel, address, cancellation);

    public Task<int> WaitingAsync(string channel, DateTimeOffset now, DateTimeOffset owedAfter, CancellationToken cancellation) =>
        life.DoAsync(() => outbox.WaitingAsync(channel, now, owedAfter, cancellation));

    public Task<IReadOnlyList<ChannelStanding>> StandingsAsync(DateTimeOffset now, CancellationToken cancellation) => outbox.StandingsAsync(now, cancellation);

    public Task SuppressAsync(Suppression suppression, CancellationToken cancellation) => life.DoAsync(() => outbox.SuppressAsync(suppression, cancellation));

    public Task<IReadOnlyList<Suppression>> SuppressionsAsync(CancellationToken cancellation) => outbox.SuppressionsAsync(cancellation);

    public Task<bool> LiftAsync(string channel, string address, DateTimeOffset now, CancellationToken cancellation) => outbox.LiftAsync(channel, address, now, cancellation);

    public Task<string?> RecallAsync(string name, CancellationToken cancellation) => life.DoAsync(() => outbox.RecallAsync(name, cancellation));

    public Task KeepAsync(string name, string value, CancellationToken cancellation) => life.DoAsync(() => outbox.KeepAsync(name, value, cancellation));
}

/// <summary>It may die before a request is sent, and before its answer is heard.</summary>
internal sealed class MortalHandler(HttpMessageHandler inner, Mortal life) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        life.DoAsync(() => base.SendAsync(request, cancellationToken));
}
