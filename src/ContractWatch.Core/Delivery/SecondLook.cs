using ContractWatch.Alerting;
using Microsoft.Extensions.Logging;

namespace ContractWatch.Delivery;

/// <summary>
/// Looks at what is owed once more before it is sent. What may not be told any more is withdrawn, and what may not be told together is
/// divided: in the store, so that every message has one fate, and a repeat finds what was decided.
/// </summary>
internal sealed partial class SecondLook(IOutbox outbox, ILogger log)
{
    /// <summary>The message as it may be told, in one piece or several; none when nothing of it may.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> TellableAsync(OutboxMessage owed, Audience audience)
    {
        var pieces = Pieces(owed, audience);
        if (pieces.Count > 1)
            await outbox.DivideAsync(owed, pieces.Skip(1).ToList(), CancellationToken.None);
        else if (pieces[0].State == MessageState.Withdrawn)
            await outbox.RecordAsync(pieces, CancellationToken.None);
        foreach (var withdrawn in pieces.Where(piece => piece.State == MessageState.Withdrawn))
            LogWithdrawn(withdrawn.Channel, withdrawn.Key, withdrawn.LastError);
        return [.. pieces.Where(piece => piece.State == MessageState.Owed)];
    }

    /// <summary>What may be told with others first, what may not be told last. The first piece is the message itself with what is left of it.</summary>
    private static List<OutboxMessage> Pieces(OutboxMessage owed, Audience audience)
    {
        if (owed.Alerts.Count == 0)
            return [owed];
        var told = owed.Alerts.ToLookup(alert => audience.WhyNot(owed, alert) is null);
        var fates = told[true].GroupBy(audience.Alone).OrderBy(fate => fate.Key, StringComparer.Ordinal).Select(fate => owed with { Alerts = [.. fate] }).ToList();
        if (told[false].Any())
        {
            var reasons = told[false].Select(alert => audience.WhyNot(owed, alert)).Distinct(StringComparer.Ordinal);
            fates.Add(owed with { Alerts = [.. told[false]], State = MessageState.Withdrawn, LastError = string.Join("; ", reasons) });
        }

        return [fates[0], .. fates.Skip(1).Select(piece => piece with { Key = KeyOf(owed, piece.Alerts), Sending = null })];
    }

    private static string KeyOf(OutboxMessage owed, IEnumerable<Alert> alerts) =>
        AlertKey.Hash(["piece", owed.Key, .. alerts.Select(alert => alert.Key).Order(StringComparer.Ordinal)]);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Channel}: message {Key} is withdrawn: {Reason}")]
    private partial void LogWithdrawn(string channel, string key, string? reason);
}
