using System.Runtime.CompilerServices;
using ContractWatch.Delivery;

namespace ContractWatch.Storage.InMemory;

internal sealed class InMemoryOutbox(Memory memory) : IOutbox
{
    public Task<IReadOnlyList<OutboxMessage>> DueAsync(string channel, DateTimeOffset now, int limit, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<OutboxMessage>>([.. Due(channel, now).OrderBy(message => message.Due).Take(limit)]);

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
                    LastError = message.LastError,
                    State = message.State,
                    Receipt = message.Receipt,
                    Delivered = message.Delivered,
                };
            }
        }

        return Task.CompletedTask;
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
        All().Where(message => message.Channel == channel && message.State == MessageState.Owed && message.Due <= now);

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
