using ContractWatch.Delivery;

namespace ContractWatch.Storage.InMemory;

internal sealed class InMemoryNotices(Memory memory) : INotices
{
    public Task OweAsync(OutboxMessage message, Notice notice, CancellationToken cancellation)
    {
        lock (memory.Gate)
        {
            if (memory.Notices.TryAdd(message.Key, notice))
                memory.Messages.Add(message with { Alerts = [] });
        }

        return Task.CompletedTask;
    }

    public Task<Notice?> NoticeAsync(string messageKey, CancellationToken cancellation)
    {
        lock (memory.Gate)
            return Task.FromResult(memory.Notices.GetValueOrDefault(messageKey));
    }
}
