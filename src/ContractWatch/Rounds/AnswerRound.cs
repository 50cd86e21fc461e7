using ContractWatch.Delivery;
using ContractWatch.Storage;
using ContractWatch.Watches;

namespace ContractWatch.Rounds;

/// <summary>
/// Hears what maintainers answered to alerts, carries it out once and owes them a reply. A reply is owed last: an answer whose reply is
/// owed was carried out, and one that was broken off before is carried out again, which changes nothing more.
/// </summary>
internal sealed partial class AnswerRound(IReadOnlyList<IAnswerBox> boxes, IStore store, AnswerDesk desk, TimeProvider time, ILogger<AnswerRound> log)
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var box in boxes)
        {
            await using var turn = await store.Outbox.TryTakeTurnAsync($"{box.Name}-answers", cancellation);
            if (turn is null)
                continue;
            foreach (var address in await AddressesAsync(store.Watches, box.Name, cancellation))
            {
                if (await box.HearAsync(address, (answer, stop) => CarryOutAsync(box.Name, answer, stop), cancellation) is { } fault)
                    LogUnheard(box.Name, fault);
            }
        }
    }

    /// <summary>Those whom public watches tell by the channel.</summary>
    public static async Task<IReadOnlyList<string>> AddressesAsync(IWatchStore watches, string channel, CancellationToken cancellation) =>
        [.. (await watches.InForceAsync(cancellation)).Where(stored => stored.Watch.Privacy == Privacy.Public).SelectMany(stored => stored.Watch.Notify)
            .Where(subscription => subscription.Channel == channel).Select(subscription => subscription.Address).Distinct(StringComparer.OrdinalIgnoreCase)];

    private async Task CarryOutAsync(string channel, Answer answer, CancellationToken cancellation)
    {
        if (await store.Notices.NoticeAsync(answer.Key, cancellation) is not null)
            return;
        if (await desk.CarryOutAsync(answer, channel, cancellation) is not { } reply)
            return;
        var now = time.GetUtcNow();
        var message = new OutboxMessage
        {
            Key = answer.Key,
            Channel = channel,
            Address = answer.Address,
            Cadence = Cadence.Immediately,
            Alerts = [],
            Created = now,
            Due = now,
        };
        await store.Notices.OweAsync(message, new Notice("ContractWatch: an answer", reply, answer.Thread), cancellation);
        LogHeard(channel, answer.Instructions.Count);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Channel}: an answer with {Instructions} instructions was carried out")]
    private partial void LogHeard(string channel, int instructions);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Channel}: answers could not be heard: {Fault}")]
    private partial void LogUnheard(string channel, string fault);
}
