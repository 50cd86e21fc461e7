using System.Runtime.CompilerServices;
using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Delivery;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Ledger;
using ContractWatch.Polling;
using ContractWatch.Watches;

namespace ContractWatch.Storage.InMemory;

internal sealed class InMemoryPolls(Memory memory) : IPollStore
{
    public Task<FeedState> FeedAsync(string feed, CancellationToken cancellation) =>
        Locked(() => memory.Feeds.TryGetValue(feed, out var known) ? State(feed, known) : new FeedState(feed, FeedCursor.Start, FeedHealth.Unknown));

    public Task<IReadOnlyList<FeedState>> FeedsAsync(CancellationToken cancellation) =>
        Locked<IReadOnlyList<FeedState>>(() => [.. memory.Feeds.Select(feed => State(feed.Key, feed.Value))]);

    public Task<ILookup<AwardKey, KnownAction>> RecallAsync(string feed, IReadOnlyCollection<AwardKey> awards, CancellationToken cancellation)
    {
        var asked = awards.ToHashSet();
        return Locked(() => Known(feed).Where(known => asked.Contains(known.Action.Key.Award)).ToLookup(known => known.Action.Key.Award));
    }

    public Task<IReadOnlyList<KnownAction>> SignedBetweenAsync(string feed, DateOnly first, DateOnly last, CancellationToken cancellation) =>
        Locked<IReadOnlyList<KnownAction>>(() =>
            [.. Known(feed).Where(known => !known.IsWithdrawn && known.Action.ActionDate >= first && known.Action.ActionDate <= last).OrderBy(known => known.Action.ActionDate)]);

    public async IAsyncEnumerable<KnownAction> SignedSinceAsync(string feed, DateOnly first, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var known in await SignedBetweenAsync(feed, first, DateOnly.MaxValue, cancellation))
            yield return known;
    }

    public Task<IReadOnlyList<KnownAction>> MissingAsync(string feed, CancellationToken cancellation) =>
        Locked<IReadOnlyList<KnownAction>>(() => [.. Known(feed).Where(known => known is { MissingSince: not null, IsWithdrawn: false })]);

    public Task<IReadOnlyList<AwardKey>> WatchedAwardsAsync(string feed, DateTimeOffset unreadSince, int limit, CancellationToken cancellation) =>
        Locked<IReadOnlyList<AwardKey>>(() =>
        {
            var known = memory.Feeds.GetValueOrDefault(feed) ?? new FeedMemory();
            return [.. known.Watched.Where(award => Read(award) is not { } read || read < unreadSince).OrderBy(Read).Take(limit)];

            DateTimeOffset? Read(AwardKey award) => known.Facts.TryGetValue(award, out var facts) ? facts.Read : null;
        });

    public Task<IReadOnlyDictionary<string, Recipient>> RecipientsAsync(IReadOnlyCollection<string> ueis, CancellationToken cancellation) =>
        Locked<IReadOnlyDictionary<string, Recipient>>(() => memory.Recipients.Where(known => ueis.Contains(known.Key)).ToDictionary());

    public Task<IReadOnlyDictionary<AwardKey, KnownAward>> FactsAsync(string feed, IReadOnlyCollection<AwardKey> awards, CancellationToken cancellation) =>
        Locked<IReadOnlyDictionary<AwardKey, KnownAward>>(() => awards.Distinct()
            .Where(award => Of(feed).Facts.ContainsKey(award))
            .ToDictionary(award => award, award => new KnownAward(Of(feed).Facts[award].Facts, Of(feed).FactsOverTime[award].Count)));

    public Task<ILookup<string, AwardKey>> WithPiidAsync(string feed, IReadOnlyCollection<string> piids, CancellationToken cancellation) =>
        Locked(() => Known(feed).Select(known => (known.Action.Piid, Award: known.Action.Key.Award))
            .Concat(Of(feed).Facts.Values.Select(known => (known.Facts.Piid, Award: known.Facts.Key)))
            .Where(known => known.Piid is not null && piids.Contains(known.Piid)).Distinct().ToLookup(known => known.Piid!, known => known.Award));

    public Task<IReadOnlyDictionary<AwardKey, AwardKey>> MovedAsync(string feed, IReadOnlyCollection<AwardKey> former, CancellationToken cancellation) =>
        Locked<IReadOnlyDictionary<AwardKey, AwardKey>>(() =>
            former.Distinct().Where(key => Of(feed).Moves.Exists(move => move.From == key)).ToDictionary(key => key, key => Of(feed).Present(key)));

    public Task<IReadOnlyDictionary<string, string>> NamesAsync(string feed, IReadOnlyCollection<string> parties, CancellationToken cancellation) =>
        Locked<IReadOnlyDictionary<string, string>>(() => Of(feed).Names.Where(known => parties.Contains(known.Key)).ToDictionary());

    public Task<ILookup<string, string>> FormerNamesAsync(string feed, IReadOnlyCollection<string> parties, CancellationToken cancellation) =>
        Locked(() => Of(feed).FormerNames
            .Where(former => parties.Contains(former.Party) && Of(feed).Names[former.Party] != former.Name)
            .ToLookup(former => former.Party, former => former.Name));

    public Task<IReadOnlyList<Change>> EditsAsync(string feed, IReadOnlyCollection<AwardKey> awards, DateTimeOffset since, CancellationToken cancellation) =>
        Locked<IReadOnlyList<Change>>(() =>
            [.. memory.Changes.Select(matched => matched.Change)
                .Where(change => change.Feed == feed && change.FirstSeen >= since && awards.Contains(Of(feed).Present(change.Action.Key.Award)))
                .Where(change => change.Kind.Name is "correction" or "withdrawn" or "restored").OrderBy(change => change.FirstSeen)]);

    public Task<IReadOnlyList<ToldAction>> ToldAsync(string feed, IReadOnlyCollection<AwardKey> awards, CancellationToken cancellation) =>
        Locked<IReadOnlyList<ToldAction>>(() =>
            [.. memory.Changes.Where(change => change.Change.Feed == feed && awards.Contains(Of(feed).Present(change.Change.Action.Key.Award)))
                .SelectMany(change => memory.Messages.SelectMany(message => message.Alerts).Where(alert => alert.ChangeId == change.Change.Id)
                    .OrderBy(alert => alert.SubscriptionId, StringComparer.Ordinal)
                    .Select(alert => new ToldAction(change.Change.Action.Key with { Award = Of(feed).Present(change.Change.Action.Key.Award) }, alert.WatchId, alert.SubscriptionId)))
                .Distinct()]);

    public Task<IReadOnlyList<GrowthMark>> GrowthAsync(string feed, IReadOnlyCollection<AwardKey> awards, CancellationToken cancellation) =>
        Locked<IReadOnlyList<GrowthMark>>(() =>
            [.. Of(feed).Growth.Where(known => awards.Contains(known.Key.Award)).Select(known => new GrowthMark(known.Key.Award, known.Key.Watch, known.Value))]);

    public Task<ILookup<AwardKey, KnownSubaward>> SubawardsAsync(string feed, IReadOnlyCollection<AwardKey> primes, CancellationToken cancellation) =>
        Locked(() => Of(feed).Subawards.Where(known => primes.Contains(known.Key.Prime)).ToLookup(known => known.Key.Prime, known => known.Value));

    public Task<IReadOnlyDictionary<string, SubawardReading>> SubawardReadingsAsync(string feed, IReadOnlyCollection<string> subjects, CancellationToken cancellation) =>
        Locked<IReadOnlyDictionary<string, SubawardReading>>(() => Of(feed).SubawardReadings.Where(known => subjects.Contains(known.Key)).ToDictionary());

    public Task CommitAsync(PollCommit commit, CancellationToken cancellation)
    {
        return Locked(() =>
        {
            if ((memory.Feeds.GetValueOrDefault(commit.Feed)?.Cursor ?? FeedCursor.Start) != commit.From)
                throw new StaleCursorException($"the feed {commit.Feed} was polled by somebody else meanwhile");

            // Whatever can fail does so before anything is kept.
            if (commit.Changes.Any(matched => matched.Change.Feed != commit.Feed))
                throw new ArgumentException("a commit holds a change of another feed", nameof(commit));
            cancellation.ThrowIfCancellationRequested();
            Keep(commit, memory.Feed(commit.Feed));
            return true;
        });
    }

    public Task RecordFailureAsync(string feed, FeedHealth health, PollCoverage coverage, CancellationToken cancellation) => Locked(() =>
    {
        memory.Feed(feed).Health = health;
        memory.Feed(feed).Cover(coverage);
        return true;
    });

    public Task<FeedCoverage> CoverageAsync(string feed, CancellationToken cancellation) => Locked(() => new FeedCoverage(
        feed,
        Of(feed).Health.LastComplete,
        [.. Of(feed).Gaps.Values.Where(gap => gap.Filled is null).OrderBy(gap => gap.Since).ThenBy(gap => gap.Kind.ToString(), StringComparer.Ordinal).ThenBy(gap => gap.Subject, StringComparer.Ordinal)]));

    public Task<IReadOnlyList<PollCoverage>> PollsAsync(string feed, int limit, CancellationToken cancellation) =>
        Locked<IReadOnlyList<PollCoverage>>(() => [.. Of(feed).Polls.Values.Reverse().Take(limit)]);

    private void Keep(PollCommit commit, FeedMemory feed)
    {
        foreach (var move in commit.Moves)
            Move(feed, move);
        foreach (var name in commit.Names)
        {
            feed.Names[name.Party] = name.Name;
            if (name.Before is not null)
                feed.FormerNames.Add((name.Party, name.Before));
        }

        foreach (var known in commit.Actions)
            feed.Actions[known.Action.Key] = known;
        foreach (var award in commit.Awards)
        {
            var versions = feed.FactsOverTime.TryGetValue(award.Key, out var known) ? known : feed.FactsOverTime[award.Key] = [];
            if (versions.Count == 0 || versions[^1].Facts != award)
                versions.Add(new DatedFacts(commit.Time, award));
            feed.Facts[award.Key] = (award, commit.Time);
        }

        foreach (var recipient in commit.Awards.Select(award => award.Recipient).OfType<Recipient>().Where(recipient => recipient.Identifiers.Uei is not null))
            memory.Recipients[recipient.Identifiers.Uei!] = recipient;
        var before = memory.Changes.Count;
        foreach (var matched in commit.Changes.Where(matched => memory.Changes.TrueForAll(known => known.Change.Id != matched.Change.Id)))
        {
            memory.Changes.Add(matched);
            if (matched.Matches.Count > 0 && !feed.Watched.Contains(matched.Change.Action.Key.Award))
                feed.Watched.Add(matched.Change.Action.Key.Award);
        }

        var last = memory.Ledger.LastOrDefault();
        var pages = LedgerPages.Of(commit, memory.Changes.Skip(before).Select(matched => matched.Change.Id), last is null ? null : new LedgerLink(last.Place, last.Seal, last.Link));
        memory.Ledger.AddRange(pages.Entries);
        memory.Witnesses.AddRange(pages.Witnesses);

        foreach (var message in commit.Messages.Where(message => memory.Messages.TrueForAll(known => known.Key != message.Key)))
            Owe(message);
        foreach (var state in commit.Subawards)
            feed.Subawards[(state.Subaward.Prime, state.Key)] = state;
        foreach (var reading in commit.SubawardReadings)
            feed.SubawardReadings[reading.Subject] = reading;
        foreach (var mark in commit.Growth)
            feed.Growth[(mark.Award, mark.WatchId)] = mark.Bands;
        feed.Cover(commit.Coverage);
        (feed.Cursor, feed.Health) = (commit.To, commit.Health);
    }

    private void Owe(OutboxMessage message)
    {
        var owed = message with { Alerts = [.. message.Alerts.Where(alert => memory.Alerts.Add(alert.Key))] };
        if (owed.Alerts.Count == 0 && message.Alerts.Count > 0)
            return;
        memory.Messages.Add(owed);
        memory.Promised[owed.Key] = owed.Due;
    }

    private void Move(FeedMemory feed, AwardMove move)
    {
        feed.Moves.RemoveAll(earlier => earlier.From == move.To);
        feed.Moves.Add(move);
        foreach (var (key, known) in feed.Actions.Where(action => action.Key.Award == move.From).ToList())
        {
            feed.Actions.Remove(key);
            feed.Actions[key with { Award = move.To }] = known with { Action = known.Action with { Key = key with { Award = move.To } } };
        }

        if (feed.Facts.Remove(move.From, out var facts))
            (feed.Facts[move.To], feed.FactsOverTime[move.To]) = (facts, feed.FactsOverTime[move.From]);
        foreach (var (key, bands) in feed.Growth.Where(mark => mark.Key.Award == move.From).ToList())
        {
            feed.Growth.Remove(key);
            feed.Growth[key with { Award = move.To }] = bands;
        }

        foreach (var (key, known) in feed.Subawards.Where(known => known.Key.Prime == move.From).ToList())
        {
            feed.Subawards.Remove(key);
            feed.Subawards[(move.To, key.Key)] = known with { Subaward = known.Subaward with { Prime = move.To } };
        }

        if (feed.SubawardReadings.Remove(SubawardReading.Of(move.From), out var reading))
            feed.SubawardReadings[SubawardReading.Of(move.To)] = reading with { Subject = SubawardReading.Of(move.To) };
        if (feed.Watched.IndexOf(move.From) is >= 0 and var place)
            feed.Watched[place] = move.To;
        for (var i = 0; i < memory.Changes.Count; i++)
        {
            var change = memory.Changes[i].Change;
            if (feed.Present(change.Action.Key.Award) == move.To && change.FirstKnownAs is null)
                memory.Changes[i] = memory.Changes[i] with { Change = change with { FirstKnownAs = move.From } };
        }
    }

    private FeedMemory Of(string feed) => memory.Feeds.GetValueOrDefault(feed) ?? new FeedMemory();

    private IEnumerable<KnownAction> Known(string feed) => memory.Feeds.GetValueOrDefault(feed)?.Actions.Values.AsEnumerable() ?? [];

    private static FeedState State(string feed, FeedMemory known) => new(feed, known.Cursor, known.Health, known.Actions.Count);

    private async Task<T> Locked<T>(Func<T> work)
    {
        await Task.CompletedTask;
        lock (memory.Gate)
            return work();
    }
}
