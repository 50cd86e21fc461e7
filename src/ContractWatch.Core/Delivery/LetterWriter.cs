using ContractWatch.Alerting;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Delivery;

/// <summary>Collects what is needed to write a message: the recorded changes, what the watches say of themselves, and how far the feeds were read.</summary>
/// <param name="feeds">The feeds that are polled: a gap in any of them is told.</param>
public sealed class LetterWriter(IChangeLog log, IWatchStore watches, ICoverageLog coverage, IReadOnlyCollection<string> feeds)
{
    /// <param name="parts">One message, or the parts of one digest.</param>
    /// <exception cref="InvalidOperationException">A change that is owed is not recorded.</exception>
    public async Task<Letter> WriteAsync(IReadOnlyList<OutboxMessage> parts, CancellationToken cancellation)
    {
        var message = Joined(parts);
        var changes = await ChangesAsync(message, cancellation);
        return new Letter
        {
            Message = message,
            Changes = changes,
            Notes = await NotesAsync(cancellation),
            Coverage = await CoverageAsync(changes, cancellation),
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

    /// <summary>Of the feeds that are told of, and of those with a gap: their silence would be taken for peace.</summary>
    private async Task<IReadOnlyList<FeedCoverage>> CoverageAsync(IReadOnlyList<MatchedChange> changes, CancellationToken cancellation)
    {
        var told = changes.Select(one => one.Change.Feed).ToHashSet(StringComparer.Ordinal);
        var covered = new List<FeedCoverage>();
        foreach (var feed in told.Union(feeds, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var one = await coverage.CoverageAsync(feed, cancellation);
            if (told.Contains(feed) || one.Gaps.Count > 0)
                covered.Add(one);
        }

        return covered;
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
