using System.Globalization;
using ContractWatch.Awards;
using ContractWatch.Matching.Phrases;

namespace ContractWatch.Matching;

/// <summary>Asks everything a watch names; all of it must hold.</summary>
internal sealed class WatchJudge
{
    private readonly PreparedWatch _watch;
    private readonly VendorJudge? _vendor;
    private readonly PhraseFinder _keywords;

    public WatchJudge(PreparedWatch watch)
    {
        _watch = watch;
        _vendor = watch.Watch.Vendor is null ? null : new VendorJudge(watch);
        _keywords = new PhraseFinder(watch.Watch.Keywords);
    }

    public string WatchId => _watch.Watch.Id;

    /// <summary>The match and the score of the nearest name, or no match.</summary>
    public (Match? Match, double NameScore) Judge(SubjectNames names, Telling telling)
    {
        if (_vendor is null && _watch.Agencies.Count == 0 && _watch.Watch.Keywords.Count == 0)
        {
            telling.Note("no: the watch names no vendor, agency or keyword");
            return (null, 0);
        }

        var parts = new List<Judgement>(4);
        foreach (var answer in Answers(names, telling))
        {
            parts.Add(answer);
            if (!answer.Holds)
                return (null, parts[0].Score);
        }

        if (_vendor is not null)
            parts[0] = NameContext.Lift(parts[0], [.. parts.Skip(1).SelectMany(part => part.Evidence)], telling);
        var match = new Match
        {
            WatchId = WatchId,
            Tier = parts.Min(part => part.Tier),
            Route = parts[0].Route,
            Score = parts.Min(part => part.Score),
            Evidence = [.. parts.SelectMany(part => part.Evidence)],
        };
        return (match, parts[0].Score);
    }

    private IEnumerable<Judgement> Answers(SubjectNames names, Telling telling)
    {
        if (_vendor is not null)
            yield return _vendor.Judge(names, telling);
        if (_watch.Agencies.Count > 0)
            yield return telling.Say(ByAgency(names.Subject));
        if (_watch.Watch.Keywords.Count > 0)
            yield return telling.Say(ByKeyword(names.Subject));
        // Bands are crossed in small steps, too; what is told of these is not for the matcher to say.
        if (_watch.Watch is { MinimumAmount: > 0, Growth: null })
            yield return telling.Say(ByAmount(names.Subject.Amount, _watch.Watch.MinimumAmount));
    }

    private Judgement ByAgency(MatchSubject subject)
    {
        var evidence = new List<Evidence>();
        if (Names(subject.AwardingAgency) is { } awarding)
            evidence.Add(new Evidence("agency", $"awarded by {awarding}"));
        if (Names(subject.FundingAgency) is { } funding)
        {
            var elsewhere = evidence.Count == 0 && subject.AwardingAgency is { } other ? $", awarded by {other.Name}" : "";
            evidence.Add(new Evidence("agency", $"funded by {funding}{elsewhere}"));
        }

        return evidence.Count > 0
            ? Judgement.Yes(Tier.Certain, Route.Any, 1, [.. evidence])
            : Judgement.No($"neither awarding nor funding agency is {string.Join(" or ", _watch.Agencies.Select(agency => agency.AsWritten))}");
    }

    private string? Names(Agency? agency)
    {
        if (agency is null)
            return null;
        if (IsListed(agency.Name))
            return agency.Name;
        return agency.Department is { } department && IsListed(department) ? $"{agency.Name} ({department})" : null;
    }

    private bool IsListed(string name) => AgencyNames.Of(name) is var key && _watch.Agencies.Any(agency => agency.Key == key);

    private Judgement ByKeyword(MatchSubject subject)
    {
        foreach (var description in subject.Descriptions)
        {
            if (_keywords.Find(description) is [var hit, ..])
            {
                var text = $"the description has {_watch.Watch.Keywords[hit.Phrase]}: {Excerpt.Around(description, hit)}";
                return Judgement.Yes(Tier.Certain, Route.Any, 1, new Evidence("keyword", text));
            }
        }

        return Judgement.No("no keyword is in a description");
    }

    private static Judgement ByAmount(decimal? amount, decimal least)
    {
        if (amount is not { } value)
            return Judgement.Yes(Tier.Certain, Route.Any, 1, new Evidence("amount", "the change has no amount, which a minimum does not stop"));
        var size = Math.Abs(value).ToString("N2", CultureInfo.InvariantCulture);
        var wanted = least.ToString("N2", CultureInfo.InvariantCulture);
        return Math.Abs(value) >= least
            ? Judgement.Yes(Tier.Certain, Route.Any, 1, new Evidence("amount", $"{size} is at least {wanted}"))
            : Judgement.No($"{size} is below the minimum of {wanted}");
    }
}
