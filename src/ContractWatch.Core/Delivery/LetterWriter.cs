using ContractWatch.Alerting;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Delivery;

/// <summary>Collects what is needed to write a message: the recorded changes, and what the watches say of themselves.</summary>
public sealed class LetterWriter(IChangeLog log, IWatchStore watches)
{
    /// <param name="parts">One message, or the parts of one digest.</param>
    /// <exception cref="InvalidOperationException">A change that is owed is not recorded.</exception>
    public async Task<Letter> WriteAsync(IReadOnlyList<OutboxMessage> parts, CancellationToken cancellation)
    {
        var message = Joined(parts);
        return new Letter
        {
            Message = message,
            Changes = await ChangesAsync(message, cancellation),
            Notes = await NotesAsync(cancellation),
        };
    }

    /// <summary>The same parts have the same key, so that a repeat is recognised.</summary>
    public static OutboxMessage Joined(IReadOnlyList<OutboxMessage> parts) => parts.Count == 1
        ? parts[0]
        : parts[0] with
        {
            Key = AlertKey.Hash(parts.Select(part => part.Key).Order(StringComparer.Ordinal)),
            Alerts = [.. parts.SelectMany(part => part.Alerts).DistinctBy(alert => alert.Key)],
        };

    private async Task<IReadOnlyList<MatchedChange>> ChangesAsync(OutboxMessage message, CancellationToken cancellation)
    {
        var watchesByChange = message.Alerts.ToLookup(alert => alert.ChangeId, alert => alert.WatchId);
        var query = new ChangeQuery { Ids = [.. watchesByChange.Select(change => change.Key)] };
        var changes = new List<MatchedChange>(watchesByChange.Count);
        await foreach (var told in log.ChangesAsync(query, cancellation))
        {
            var own = watchesByChange[told.Change.Id].ToHashSet(StringComparer.Ordinal);
            changes.Add(told with { Matches = [.. told.Matches.Where(match => own.Contains(match.WatchId))] });
        }

        return changes.Count == watchesByChange.Count
            ? changes
            : throw new InvalidOperationException($"message {message.Key} tells {watchesByChange.Count} changes, but {changes.Count} of them are recorded");
    }

    private async Task<IReadOnlyDictionary<string, string>> NotesAsync(CancellationToken cancellation)
    {
        var notes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var stored in await watches.WatchesAsync(cancellation))
        {
            if (stored.Watch.Note is { Length: > 0 } note)
                notes[stored.Watch.Id] = note;
        }

        return notes;
    }
}
