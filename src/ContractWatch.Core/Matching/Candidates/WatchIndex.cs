using ContractWatch.Awards;
using ContractWatch.Matching.Phrases;
using ContractWatch.Matching.Rarity;

namespace ContractWatch.Matching.Candidates;

/// <summary>Finds the watches a subject may concern, by number, so that only those are judged.</summary>
internal sealed class WatchIndex
{
    private readonly Dictionary<(string Scheme, string Value), List<int>> _byIdentifier = [];
    private readonly List<int> _always = [];
    private readonly NameIndex _names;
    private readonly PhraseFinder _phrases;
    private readonly List<int> _phraseOwners = [];

    public WatchIndex(IReadOnlyList<PreparedWatch> watches)
    {
        var phrases = new List<string>();
        for (var at = 0; at < watches.Count; at++)
        {
            var asked = watches[at].Watch.Vendor is null ? watches[at].Watch.Keywords : [];
            if (watches[at].Watch.Vendor is null && asked.Count == 0)
                _always.Add(at);
            foreach (var identifier in watches[at].Identifiers)
                Add(identifier, at);
            foreach (var phrase in watches[at].Phrases.Select(one => one.Phrase).Concat(asked))
            {
                phrases.Add(phrase);
                _phraseOwners.Add(at);
            }
        }

        _names = new NameIndex([.. watches.Select(watch => watch.Names)], RarityTable.Default);
        _phrases = new PhraseFinder(phrases);
    }

    /// <summary>Adds the numbers of the watches worth judging.</summary>
    public void Find(SubjectNames names, CandidateSet into)
    {
        var subject = names.Subject;
        into.Add(_always);
        _names.Find(subject.Recipient.Name, () => names.Recipient, into);
        if (subject.Recipient.ParentName is { } parent)
            _names.Find(parent, () => names.Parent, into);
        FindIdentifiers(subject.Recipient, into);
        foreach (var subawardee in names.Subawardees)
        {
            _names.Find(subawardee.Recipient.Name, () => subawardee.Names, into);
            FindIdentifiers(subawardee.Recipient, into);
        }

        if (subject.Descriptions.Count == 0)
            return;
        var hits = new List<PhraseHit>();
        foreach (var description in subject.Descriptions)
            _phrases.Find(description, hits);
        foreach (var hit in hits)
            into.Add(_phraseOwners[hit.Phrase]);
    }

    private void FindIdentifiers(Recipient recipient, CandidateSet into)
    {
        FindIdentifiers(recipient.Identifiers, into);
        FindIdentifiers(recipient.ParentIdentifiers, into);
    }

    private void FindIdentifiers(Identifiers identifiers, CandidateSet into)
    {
        foreach (var (scheme, value) in identifiers.ByScheme)
        {
            if (_byIdentifier.TryGetValue((scheme, value), out var watches))
                into.Add(watches);
        }
    }

    private void Add((string Scheme, string Value) identifier, int watch)
    {
        if (!_byIdentifier.TryGetValue(identifier, out var watches))
            _byIdentifier.Add(identifier, watches = []);
        watches.Add(watch);
    }
}
