using System.Runtime.CompilerServices;
using ContractWatch.Delivery;
using ContractWatch.Watches;

namespace ContractWatch.Storage.InMemory;

internal sealed class InMemoryOutbox(Memory memory) : IOutbox
{
    public Task<IReadOnlyList<OutboxMessage>> DueAsync(string channel, DateTimeOffset now, int limit, OutboxMessage? after, CancellationToken cancellation)
    {
        var places = All().Index().ToDictionary(place => place.Item.Key, place => place.Index);
        return Task.FromResult<IReadOnlyList<OutboxMessage>>(
            [.. Due(channel, now).Where(message => after is null || (message.Due, places[message.Key]).CompareTo((after.Due, places[after.Key])) > 0).OrderBy(message => message.Due).Take(limit)]);
    }

    public Task<IReadOnlyList<OutboxMessage>> DueNoticesAsync(string channel, DateTimeOffset now, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<OutboxMessage>>([.. Due(channel, now).Where(IsNotice).OrderBy(message => message.Due)]);

    public Task<IReadOnlyList<OutboxMessage>> DueToAsync(string channel, string address, DateTimeOffset now, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<OutboxMessage>>(
            [.. Due(channel, now).Where(message => message.Address.Equals(address, StringComparison.OrdinalIgnoreCase))]);

    public Task RecordAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellation)
    {
        lock (memory.Gate)
        {
            int[] places = [.. messages.Select(message => memory.Messages.FindIndex(known => known.Key == message.Key))];
            if (places.Contains(-1))
                throw new StoreException("the outbox holds no such message; only a poll's commit adds messages");

            foreach (var (place, message) in places.Zip(messages))
            {
                memory.Messages[place] = memory.Messages[place] with
                {
                    Due = message.Due,
                    Attempts = message.Attempts,
                    Sending = message.Sending,
                    LastError = message.LastError,
                    State = message.State,
                    Receipt = message.Receipt,
                    Delivered = message.Delivered,
                };
            }
        }

        return Task.CompletedTask;
    }

    public Task DivideAsync(OutboxMessage message, IReadOnlyList<OutboxMessage> parts, CancellationToken cancellation)
    {
        lock (memory.Gate)
        {
            var place = memory.Messages.FindIndex(known => known.Key == message.Key);
            if (place < 0)
                throw new StoreException("the outbox holds no such message to divide");
            foreach (var part in parts)
            {
                var whole = memory.Messages[place];
                memory.Messages[place] = whole with { Alerts = [.. whole.Alerts.ExceptBy(part.Alerts.Select(alert => alert.Key), alert => alert.Key)] };
                memory.Messages.Add(whole with { Key = part.Key, Alerts = part.Alerts, Sending = null, State = part.State, LastError = part.LastError, Receipt = null, Delivered = null });
                memory.Promised[part.Key] = memory.Promised[message.Key];
            }
        }

        return Task.CompletedTask;
    }

    public Task<int> OweAgainAsync(IReadOnlyList<string> keys, DateTimeOffset now, CancellationToken cancellation)
    {
        lock (memory.Gate)
            return Task.FromResult(keys.Count(key => OweAgain(memory.Messages.FindIndex(known => known.Key == key && known.State is MessageState.Refused or MessageState.Withdrawn), now)));
    }

    public Task<IAsyncDisposable?> TryTakeTurnAsync(string channel, CancellationToken cancellation)
    {
        lock (memory.Gate)
            return Task.FromResult<IAsyncDisposable?>(memory.Turns.Add(channel) ? new Turn(memory, channel) : null);
    }

    public async IAsyncEnumerable<OutboxMessage> MessagesAsync(MessageState? state, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        foreach (var message in All().Where(message => state is null || message.State == state))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return message;
        }
    }

    public Task<IReadOnlyList<OutboxMessage>> PartsAsync(string key, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<OutboxMessage>>([.. All().Where(message => message.Key == key || message.Sending == key)]);

    public async IAsyncEnumerable<OutboxMessage> DeliveredToAsync(string channel, string address, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var message in MessagesAsync(MessageState.Delivered, cancellation))
        {
            if (message.Channel == channel && message.Address.Equals(address, StringComparison.OrdinalIgnoreCase))
                yield return message;
        }
    }

    public Task<int> WaitingAsync(string channel, DateTimeOffset now, DateTimeOffset owedAfter, CancellationToken cancellation) =>
        Task.FromResult(Due(channel, now).Where(message => message.Created > owedAfter && !IsNotice(message))
            .DistinctBy(message => message.Award is null && message.Cadence != Cadence.Immediately ? $"{message.Address.ToLowerInvariant()} {message.Cadence}" : message.Key)
            .Count());

    public Task<IReadOnlyList<ChannelStanding>> StandingsAsync(DateTimeOffset now, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<ChannelStanding>>(
        [
            .. All().Where(message => message.State == MessageState.Refused || (message.State == MessageState.Owed && Promised(message) <= now))
                .GroupBy(message => message.Channel).OrderBy(channel => channel.Key, StringComparer.Ordinal)
                .Select(channel => Standing(channel.Key, [.. channel], now)),
        ]);

    public Task SuppressAsync(Suppression suppression, CancellationToken cancellation)
    {
        lock (memory.Gate)
        {
            if (!IsSuppressed(suppression.Channel, suppression.Address))
                memory.Suppressions.Add(suppression);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Suppression>> SuppressionsAsync(CancellationToken cancellation)
    {
        lock (memory.Gate)
            return Task.FromResult<IReadOnlyList<Suppression>>([.. memory.Suppressions.OrderBy(one => one.Since)]);
    }

    public Task<bool> LiftAsync(string channel, string address, DateTimeOffset now, CancellationToken cancellation)
    {
        lock (memory.Gate)
        {
            if (memory.Suppressions.RemoveAll(one => IsAt(channel, address, one.Channel, one.Address)) == 0)
                return Task.FromResult(false);
            for (var place = 0; place < memory.Messages.Count; place++)
            {
                var message = memory.Messages[place];
                if (!IsAt(channel, address, message.Channel, message.Address) || message.State is MessageState.Delivered or MessageState.Withdrawn)
                    continue;
                if (message.State == MessageState.Owed && Promised(message) > now)
                    continue;
                OweAgain(place, now);
            }
        }

        return Task.FromResult(true);
    }

    public Task<string?> RecallAsync(string name, CancellationToken cancellation)
    {
        lock (memory.Gate)
            return Task.FromResult(memory.Kept.GetValueOrDefault(name));
    }

    public Task KeepAsync(string name, string value, CancellationToken cancellation)
    {
        lock (memory.Gate)
            memory.Kept[name] = value;
        return Task.CompletedTask;
    }

    private IEnumerable<OutboxMessage> Due(string channel, DateTimeOffset now) =>
        All().Where(message => message.Channel == channel && message.State == MessageState.Owed && message.Due <= now && !IsSuppressed(channel, message.Address));

    private bool OweAgain(int place, DateTimeOffset now)
    {
        if (place < 0)
            return false;
        var message = memory.Messages[place];
        memory.Messages[place] = message with { State = MessageState.Owed, Due = message.Due < now ? message.Due : now };
        memory.Promised[message.Key] = Promised(message) > now ? Promised(message) : now;
        return true;
    }

    private ChannelStanding Standing(string channel, List<OutboxMessage> all, DateTimeOffset now)
    {
        var due = all.Where(message => message.State == MessageState.Owed).ToList();
        var late = due.Where(message => !IsSuppressed(channel, message.Address) && Promised(message) <= now - ChannelStanding.Patience).ToList();
        return new ChannelStanding(channel)
        {
            Due = due.Count,
            Overdue = late.Count,
            Suppressed = due.Count(message => IsSuppressed(channel, message.Address)),
            Refused = all.Count - due.Count,
            OverdueSince = late.Count == 0 ? null : late.Min(Promised),
        };
    }

    private bool IsNotice(OutboxMessage message)
    {
        lock (memory.Gate)
            return memory.Notices.ContainsKey(message.Key);
    }

    private DateTimeOffset Promised(OutboxMessage message) => memory.Promised[message.Key];

    private bool IsSuppressed(string channel, string address)
    {
        lock (memory.Gate)
            return memory.Suppressions.Exists(one => IsAt(channel, address, one.Channel, one.Address));
    }

    private static bool IsAt(string channel, string address, string otherChannel, string otherAddress) =>
        channel == otherChannel && address.Equals(otherAddress, StringComparison.OrdinalIgnoreCase);

    private List<OutboxMessage> All()
    {
        lock (memory.Gate)
            return [.. memory.Messages];
    }

    private sealed class Turn(Memory memory, string channel) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            lock (memory.Gate)
                memory.Turns.Remove(channel);
            return ValueTask.CompletedTask;
        }
    }
}
