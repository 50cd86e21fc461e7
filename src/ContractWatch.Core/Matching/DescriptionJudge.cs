using ContractWatch.Matching.Phrases;
using ContractWatch.Matching.Rarity;

namespace ContractWatch.Matching;

/// <summary>Does a description name the vendor or one of its products?</summary>
internal sealed class DescriptionJudge
{
    private static readonly Judgement NoDescription = Judgement.No("there is no description");

    private readonly IReadOnlyList<(string Kind, string Phrase)> _phrases;
    private readonly Lazy<PhraseFinder> _finder;

    public DescriptionJudge(PreparedWatch watch)
    {
        _phrases = watch.Phrases;
        _finder = new Lazy<PhraseFinder>(() => new PhraseFinder(_phrases.Select(phrase => phrase.Phrase)));
    }

    public Judgement Judge(IReadOnlyList<string> descriptions)
    {
        if (descriptions.Count == 0)
            return NoDescription;
        var evidence = new List<Evidence>();
        var distinct = new HashSet<int>();
        var places = new HashSet<string>(StringComparer.Ordinal);
        foreach (var description in descriptions)
        {
            foreach (var hit in _finder.Value.Find(description))
            {
                var (kind, phrase) = _phrases[hit.Phrase];
                var place = Excerpt.Around(description, hit);
                if (distinct.Add(hit.Phrase) && places.Add(place))
                    evidence.Add(new Evidence(kind, $"the description names {phrase}: {place}"));
            }
        }

        if (evidence.Count == 0)
            return Judgement.No("no description names the vendor or a product of it");
        if (distinct.All(phrase => EverydayWords.Alone(_phrases[phrase].Phrase)))
            return Judgement.No($"the description has only everyday words of this vendor: {string.Join(", ", distinct.Select(phrase => _phrases[phrase].Phrase))}");
        return new Judgement(Tier.Likely, Route.Reseller, .9, evidence);
    }
}
