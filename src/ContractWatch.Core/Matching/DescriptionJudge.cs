using ContractWatch.Matching.Phrases;

namespace ContractWatch.Matching;

/// <summary>Does a description name the vendor or one of its products?</summary>
internal sealed class DescriptionJudge
{
    private readonly List<(string Kind, string Phrase)> _phrases = [];
    private readonly PhraseFinder _finder;

    public DescriptionJudge(PreparedWatch watch)
    {
        _phrases.AddRange(watch.Names.Select((name, at) => (at == 0 ? "name" : "alias", name.Core)));
        _phrases.AddRange((watch.Watch.Vendor?.Products ?? []).Select(product => ("product", product)));
        _finder = new PhraseFinder(_phrases.Select(phrase => phrase.Phrase));
    }

    public Judgement Judge(IReadOnlyList<string> descriptions)
    {
        var evidence = new List<Evidence>();
        var distinct = new HashSet<int>();
        foreach (var description in descriptions)
        {
            foreach (var hit in _finder.Find(description))
            {
                var (kind, phrase) = _phrases[hit.Phrase];
                if (distinct.Add(hit.Phrase))
                    evidence.Add(new Evidence(kind, $"the description names {phrase}: {Excerpt.Around(description, hit)}"));
            }
        }

        if (evidence.Count == 0)
            return Judgement.No("no description names the vendor or a product of it");
        if (distinct.All(phrase => EverydayWords.Alone(_phrases[phrase].Phrase)))
            return Judgement.No($"the description has only everyday words of this vendor: {string.Join(", ", distinct.Select(phrase => _phrases[phrase].Phrase))}");
        return new Judgement(Tier.Likely, Route.Reseller, .9, evidence);
    }
}
