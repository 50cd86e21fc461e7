using ContractWatch.Watches;

namespace ContractWatch.Matching;

/// <summary>Puts every watch to a subject.</summary>
internal sealed class WatchMatcher : IMatcher
{
    private readonly WatchJudge[] _judges;

    public WatchMatcher(IReadOnlyList<Watch> watches) =>
        _judges = [.. watches.OrderBy(watch => watch.Id, StringComparer.Ordinal).Select(watch => new WatchJudge(new PreparedWatch(watch)))];

    public IReadOnlyList<Match> Find(MatchSubject subject)
    {
        var names = new SubjectNames(subject);
        return [.. _judges.Select(judge => judge.Judge(names).Match).OfType<Match>()];
    }

    public Explanation Explain(MatchSubject subject, string watchId)
    {
        var judge = Array.Find(_judges, judge => judge.WatchId == watchId);
        return judge is null
            ? new Explanation(null, [$"no: there is no watch {watchId}"])
            : judge.Judge(new SubjectNames(subject));
    }
}
