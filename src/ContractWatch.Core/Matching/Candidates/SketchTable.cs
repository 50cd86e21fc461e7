using ContractWatch.Matching.Names;

namespace ContractWatch.Matching.Candidates;

/// <summary>The listed names of all vendors as sketches in one row, so that most candidates are refused without leaving it.</summary>
internal sealed class SketchTable
{
    private readonly int[] _firstName;
    private readonly int[] _firstWord;
    private readonly NameSketch[] _names;
    private readonly WordSketch[] _words;

    public SketchTable(IReadOnlyList<VendorNames> vendors)
    {
        _firstName = new int[vendors.Count + 1];
        var firstWord = new List<int> { 0 };
        var names = new List<NameSketch>();
        var words = new List<WordSketch>();
        for (var vendor = 0; vendor < vendors.Count; vendor++)
        {
            foreach (var name in vendors[vendor].Weighed)
            {
                names.Add(new NameSketch(name, vendors[vendor].Weighed.Count > 1));
                words.AddRange(name.Words.Select(word => new WordSketch(word)));
                firstWord.Add(words.Count);
            }

            _firstName[vendor + 1] = names.Count;
        }

        (_firstWord, _names, _words) = ([.. firstWord], [.. names], [.. words]);
    }

    public int Vendors => _firstName.Length - 1;

    /// <summary>Adds those of the near vendors that the published names may match.</summary>
    public void Keep(CandidateSet near, IReadOnlyList<WeighedName> published, CandidateSet into)
    {
        Span<WordSketch> words = stackalloc WordSketch[WeighedName.MostWords];
        foreach (var part in published)
        {
            for (var at = 0; at < part.Words.Length; at++)
                words[at] = new WordSketch(part.Words[at]);
            Keep(near, new SketchedName(new NameSketch(part, hasFamily: false), words[..part.Words.Length]), into);
        }
    }

    private void Keep(CandidateSet near, in SketchedName published, CandidateSet into)
    {
        foreach (var vendor in near.InOrder())
        {
            for (var name = _firstName[vendor]; name < _firstName[vendor + 1]; name++)
            {
                if (!SketchBound.MayMatch(new SketchedName(_names[name], _words.AsSpan(_firstWord[name].._firstWord[name + 1])), published))
                    continue;
                into.Add(vendor);
                break;
            }
        }
    }
}
