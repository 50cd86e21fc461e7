using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Delivery;

/// <summary>Collects what is needed to write a message: the recorded changes, what the watches say of themselves, and how far the feeds were read.</summary>
/// <param name="feeds">The feeds that are polled: a gap in any of them is told.</param>
public sealed class LetterWriter(IChangeLog log, IWatchStore watches, ICoverageLog coverage, INotices notices, IReadOnlyCollection<string> feeds)
{
    /// <summary>Looked up last: a change that many hear of is told to them in a row.</summary>
    private AwardSubject? _subject;

    public Task<Audience> AudienceAsync(CancellationToken cancellation) => Audience.AsOfNowAsync(watches, cancellation);

    /// <param name="parts">One message, or the parts of one digest.</param>
    /// <exception cref="InvalidOperationException">A change that is owed is not recorded.</exception>
    public async Task<Letter> WriteAsync(IReadOnlyList<OutboxMessage> parts, CancellationToken cancellation) =>
        await WriteAsync(parts, await AudienceAsync(cancellation), cancellation);

    /// <inheritdoc cref="WriteAsync(IReadOnlyList{OutboxMessage}, CancellationToken)"/>
    public async Task<Letter> WriteAsync(IReadOnlyList<OutboxMessage> parts, Audience audience, CancellationToken cancellation)
    {
        var message = Joined(parts);
        if (message.Alerts.Count == 0)
            return await NoticeAsync(message, cancellation);
        var letter = await LetterAsync(message, audience, isReadAgain: false, cancellation);
        return letter with { Coverage = await CoverageAsync(letter.Changes, cancellation) };
    }

    /// <summary>
    /// A message that tells changes, for whoever has a link to it, later and again: what was not kept with it is left out where it may
    /// say more by now than it did. Of notes there are those that everybody may learn; how far the feeds were read then is not told.
    /// </summary>
    /// <exception cref="InvalidOperationException">A change that was owed is not recorded.</exception>
    public async Task<Letter> WriteAgainAsync(IReadOnlyList<OutboxMessage> parts, CancellationToken cancellation) =>
        await LetterAsync(Joined(parts), await AudienceAsync(cancellation), isReadAgain: true, cancellation);

    private async Task<Letter> LetterAsync(OutboxMessage message, Audience audience, bool isReadAgain, CancellationToken cancellation)
    {
        var changes = await ChangesAsync(message, cancellation);
        var concerned = audience.Concerned(message).ToList();
        var own = message.Alerts.Select(alert => alert.SubscriptionId).ToHashSet(StringComparer.Ordinal);
        return new Letter
        {
            Message = message,
            Changes = changes,
            Notes = isReadAgain ? Notes(concerned.FindAll(watch => watch.Privacy == Privacy.Public), []) : Notes(concerned, own),
            Subject = await SubjectAsync(message, changes, cancellation),
            IsDiscreet = audience.IsDiscreet(message),
            Clock = DigestClock.Of(Wishes(concerned, own).FirstOrDefault(Watches.Wishes.None)),
        };
    }

    private async Task<Letter> NoticeAsync(OutboxMessage message, CancellationToken cancellation) => new()
    {
        Message = message,
        Changes = [],
        Notes = new Dictionary<string, string>(),
        Notice = await notices.NoticeAsync(message.Key, cancellation) ?? throw new InvalidOperationException($"message {message.Key} tells nothing"),
    };

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

    private async Task<string?> SubjectAsync(OutboxMessage message, IReadOnlyList<MatchedChange> changes, CancellationToken cancellation)
    {
        if (message is not { Channel: Subscription.Email, Award: not null })
            return null;
        var told = changes[0].Change;
        if (_subject is { } last && (last.Feed, last.Award) == (told.Feed, told.FirstKey))
            return last.Text;
        var known = await log.AwardAsync(told.Action.Key.Award, cancellation);
        var first = known?.Changes.FirstOrDefault(one => one.Change.Feed == told.Feed && one.Change.FirstKey == told.FirstKey);
        return (_subject = new AwardSubject(told.Feed, told.FirstKey, AlertText.Subject((first?.Change ?? told).Action))).Text;
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

    /// <summary>What the watch says of itself, and the subscriber of it.</summary>
    private static Dictionary<string, string> Notes(List<Watch> concerned, HashSet<string> own)
    {
        var notes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var watch in concerned)
        {
            var said = Wishes([watch], own).Select(wishes => wishes.Note).Prepend(watch.Note).Where(note => note is { Length: > 0 }).Distinct(StringComparer.Ordinal).ToList();
            if (said.Count > 0)
                notes[watch.Id] = string.Join(" · ", said);
        }

        return notes;
    }

    private static IEnumerable<Wishes> Wishes(IEnumerable<Watch> concerned, HashSet<string> own) =>
        concerned.SelectMany(watch => watch.Notify).Where(subscription => own.Contains(subscription.Id)).Select(subscription => subscription.Wishes);

    private sealed record AwardSubject(string Feed, AwardKey Award, string Text);
}
