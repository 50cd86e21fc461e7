using System.Runtime.CompilerServices;

namespace ContractWatch.Delivery;

/// <summary>An outbox in memory that can fail when told to.</summary>
internal sealed class FakeOutbox : IOutbox
{
    private readonly Lock _gate = new();
    private readonly List<OutboxMessage> _messages = [];
    private readonly HashSet<string> _turns = [];

    public Dictionary<string, string> Kept { get; } = [];

    /// <summary>Called before anything is recorded; what it throws is a store that cannot write, or a process that dies.</summary>
    public Action<IReadOnlyList<OutboxMessage>> BeforeRecord { get; set; } = _ => { };

    public IReadOnlyList<OutboxMessage> Messages
    {
        get
        {
            lock (_gate)
                return [.. _messages];
        }
    }

    public void Add(params IEnumerable<OutboxMessage> messages)
    {
        lock (_gate)
            _messages.AddRange(messages.ExceptBy(_messages.Select(known => known.Key), message => message.Key));
    }

    public Task<IReadOnlyList<OutboxMessage>> DueAsync(string channel, DateTimeOffset now, int limit, OutboxMessage? after, CancellationToken cancellation)
    {
        var places = Messages.Index().ToDictionary(place => place.Item.Key, place => place.Index);
        return Task.FromResult<IReadOnlyList<OutboxMessage>>(
            [.. Due(channel, now).Where(message => after is null || (message.Due, places[message.Key]).CompareTo((after.Due, places[after.Key])) > 0).OrderBy(message => message.Due).Take(limit)]);
    }

    public Task<IReadOnlyList<OutboxMessage>> DueNoticesAsync(string channel, DateTimeOffset now, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<OutboxMessage>>([.. Due(channel, now).Where(message => message.Alerts.Count == 0)]);

    public Task<IReadOnlyList<OutboxMessage>> DueToAsync(string channel, string address, DateTimeOffset now, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<OutboxMessage>>([.. Due(channel, now).Where(message => message.Address.Equals(address, StringComparison.OrdinalIgnoreCase))]);

    public Task RecordAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellation)
    {
        BeforeRecord(messages);
        lock (_gate)
        {
            foreach (var message in messages)
                _messages[_messages.FindIndex(known => known.Key == message.Key)] = message;
        }

        return Task.CompletedTask;
    }

    public Task DivideAsync(OutboxMessage message, IReadOnlyList<OutboxMessage> parts, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var place = _messages.FindIndex(known => known.Key == message.Key);
            _messages[place] = message with { Alerts = [.. message.Alerts.Except(parts.SelectMany(part => part.Alerts))] };
            _messages.AddRange(parts);
        }

        return Task.CompletedTask;
    }

    public Task<int> OweAgainAsync(IReadOnlyList<string> keys, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IAsyncDisposable?> TryTakeTurnAsync(string channel, CancellationToken cancellation)
    {
        lock (_gate)
            return Task.FromResult<IAsyncDisposable?>(_turns.Add(channel) ? new Turn(this, channel) : null);
    }

    public async IAsyncEnumerable<OutboxMessage> MessagesAsync(MessageState? state, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Yield();
        foreach (var message in Messages.Where(message => state is null || message.State == state))
            yield return message;
    }

    public List<Suppression> Suppressions { get; } = [];

    public Task<IReadOnlyList<OutboxMessage>> PartsAsync(string key, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<OutboxMessage>>([.. Messages.Where(message => message.Key == key || message.Sending == key)]);

    public async IAsyncEnumerable<OutboxMessage> DeliveredToAsync(string channel, string address, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var message in MessagesAsync(MessageState.Delivered, cancellation))
        {
            if (message.Channel == channel && message.Address.Equals(address, StringComparison.OrdinalIgnoreCase))
                yield return message;
        }
    }

    public Task<int> WaitingAsync(string channel, DateTimeOffset now, DateTimeOffset owedAfter, CancellationToken cancellation) =>
        Task.FromResult(Due(channel, now).Count(message => message.Created > owedAfter && message.Alerts.Count > 0));

    public Task<IReadOnlyList<ChannelStanding>> StandingsAsync(DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public Task SuppressAsync(Suppression suppression, CancellationToken cancellation)
    {
        Suppressions.Add(suppression);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Suppression>> SuppressionsAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Suppression>>(Suppressions);

    public Task<bool> LiftAsync(string channel, string address, DateTimeOffset now, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<string?> RecallAsync(string name, CancellationToken cancellation) => Task.FromResult(Kept.GetValueOrDefault(name));

    public Task KeepAsync(string name, string value, CancellationToken cancellation)
    {
        Kept[name] = value;
        return Task.CompletedTask;
    }

    private IEnumerable<OutboxMessage> Due(string channel, DateTimeOffset now) =>
        Messages.Where(message => message.Channel == channel && message.State == MessageState.Owed && message.Due <= now
            && !Suppressions.Exists(one => one.Channel == channel && one.Address == message.Address));

    private sealed class Turn(FakeOutbox outbox, string channel) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            lock (outbox._gate)
                outbox._turns.Remove(channel);
            return ValueTask.CompletedTask;
        }
    }
}
