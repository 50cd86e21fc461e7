using ContractWatch.Matching.Candidates;
using ContractWatch.Watches;

namespace ContractWatch.Matching;

/// <summary>Judges every watch that may concern a subject.</summary>
internal sealed class WatchMatcher : IMatcher
{
    [ThreadStatic]
    private static CandidateSet? Candidates;

    private readonly PreparedWatch[] _watches;
    private readonly WatchJudge?[] _judges;
    private readonly WatchIndex _index;

    public WatchMatcher(IReadOnlyList<Watch> watches)
    {
        _watches = [.. watches.OrderBy(watch => watch.Id, StringComparer.Ordinal).Select(watch => new PreparedWatch(watch))];
        _judges = new WatchJudge?[_watches.Length];
        _index = new WatchIndex(_watches);
    }

    public IReadOnlyList<Match> Find(MatchSubject subject)
    {
        var candidates = Candidates ??= new CandidateSet();
        candidates.Ready(_watches.Length);
        try
        {
            var names = new SubjectNames(subject);
            _index.Find(names, candidates);
            return candidates.Count == 0 ? [] : Judge(names, candidates);
        }
        finally
        {
            candidates.Clear();
        }
    }

    private IReadOnlyList<Match> Judge(SubjectNames names, CandidateSet candidates)
    {
        var found = new List<(PreparedWatch Watch, Match Match)>();
        foreach (var at in candidates.InOrder())
        {
            if (Judge(at).Judge(names, Telling.Nothing).Match is { } match)
                found.Add((_watches[at], match));
        }

        return Ambiguity.Say(found, names.Subject.Subawardees.Count);
    }

    public Explanation Explain(MatchSubject subject, string watchId)
    {
        var at = Array.FindIndex(_watches, watch => watch.Watch.Id == watchId);
        if (at < 0)
            return new Explanation(null, [$"no: there is no watch {watchId}"]);
        var steps = new List<string>();
        var (match, score) = Judge(at).Judge(new SubjectNames(subject), Telling.Into(steps));
        if (match is not null && Find(subject).FirstOrDefault(found => found.WatchId == watchId) is { } told)
            match = told;
        return new Explanation(match, steps) { NameScore = score };
    }

    /// <summary>Judges are made when first asked; two threads may make one twice, and either serves.</summary>
    private WatchJudge Judge(int at) => _judges[at] ??= new WatchJudge(_watches[at]);
}
