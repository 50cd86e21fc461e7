using ContractWatch.Awards;

namespace ContractWatch.Diffing;

/// <summary>
/// What a list of an award's sub-awards says beside what was known of them. A report that is gone while another to the same
/// company under the same number is new was reported anew. One that is gone without such another stays known: lists lag.
/// </summary>
public static class SubawardDiff
{
    /// <param name="terms">How readings are judged.</param>
    /// <param name="known">The award's known sub-awards.</param>
    /// <param name="read">What was read of them.</param>
    /// <param name="isWhole">All reports to each company that was read of were read, so that what is missing of them is gone.</param>
    public static IEnumerable<SubawardNews> Of(DiffTerms terms, IReadOnlyList<KnownSubaward> known, IReadOnlyList<Subaward> read, bool isWhole)
    {
        var listed = read.Select(SubawardFacts.Identity).ToHashSet(StringComparer.Ordinal);
        var seen = known.ToLookup(state => SubawardFacts.Identity(state.Subaward), StringComparer.Ordinal);
        var unseen = read.Where(subaward => !seen.Contains(SubawardFacts.Identity(subaward))).DistinctBy(SubawardFacts.Identity).ToList();
        var gone = isWhole ? known.Where(state => !listed.Contains(SubawardFacts.Identity(state.Subaward))).ToList() : [];
        var keys = known.Select(state => state.Key).ToHashSet(StringComparer.Ordinal);

        foreach (var subaward in unseen)
        {
            var family = SubawardFacts.Family(subaward);
            yield return gone.FindAll(state => SubawardFacts.Family(state.Subaward) == family) is [var before]
                && unseen.Count(other => SubawardFacts.Family(other) == family) == 1
                ? Anew(terms, before, subaward)
                : New(terms, subaward, keys);
        }

        foreach (var subaward in read.Where(subaward => subaward.Recipient.Identifiers.ByScheme.Count > 0))
        {
            if (seen[SubawardFacts.Identity(subaward)].FirstOrDefault(state => state.Subaward.Recipient.Identifiers.ByScheme.Count == 0) is { } nameless)
                yield return new SubawardNews(nameless with { Subaward = subaward }, null);
        }
    }

    private static SubawardNews New(DiffTerms terms, Subaward subaward, HashSet<string> keys)
    {
        var identity = SubawardFacts.Identity(subaward);
        var key = identity;
        for (var twin = 1; !keys.Add(key); twin++)
            key = $"{identity}|{twin}";
        var state = new KnownSubaward { Key = key, Subaward = subaward, Revision = 1 };
        return new SubawardNews(state, Change(terms, state, [.. SubawardFacts.Of(subaward).Where(fact => fact.Value is not null).Select(fact => new FieldChange(fact.Key, null, fact.Value))]));
    }

    private static SubawardNews Anew(DiffTerms terms, KnownSubaward before, Subaward subaward)
    {
        var state = before with { Subaward = subaward, Revision = before.Revision + 1 };
        var fields = SubawardFacts.Of(before.Subaward).Zip(SubawardFacts.Of(subaward), (old, now) => new FieldChange(now.Key, old.Value, now.Value));
        return new SubawardNews(state, Change(terms, state, [.. fields.Where(field => field.Old != field.New)]));
    }

    private static Change Change(DiffTerms terms, KnownSubaward state, IReadOnlyList<FieldChange> fields) => new()
    {
        Id = ChangeId.Of(
            terms.Feed, new ActionKey(state.Subaward.Prime, $"subaward {state.Key}", 0), ChangeKind.SubawardReported, state.Revision, "", SubawardFacts.Identity(state.Subaward)),
        Kind = ChangeKind.SubawardReported,
        Feed = terms.Feed,
        Action = new AwardAction { Key = new ActionKey(state.Subaward.Prime, "", 0), Recipient = new Recipient { Name = "" } },
        FirstSeen = terms.Now,
        Fields = fields,
        Subaward = state.Subaward,
        IsOfWholeAward = true,
    };
}

/// <param name="State">As it is to be kept.</param>
/// <param name="Change">What there is to tell, with an action that names the award alone; null when only more is known of it.</param>
public sealed record SubawardNews(KnownSubaward State, Change? Change);
