using ContractWatch.Matching.Names;
using ContractWatch.Matching.Rarity;

namespace ContractWatch.Matching.Candidates;

/// <summary>
/// Finds the vendors a published name may mean without comparing it with all of them. A listed name is kept under its
/// rarest words, each also with one letter left out, under its neighbours written as one, and under its squashed whole.
/// </summary>
internal sealed class NameIndex
{
    /// <summary>A second word this rare is a key too; about 240 known names have it.</summary>
    private const double SecondKey = .55;

    /// <summary>A published word in more names than this is no misspelling.</summary>
    private const int Known = 30;

    private const int MostPerKey = 2000;

    [ThreadStatic]
    private static CandidateSet? Near;

    private readonly RarityTable _table;
    private readonly PostingTable _postings;
    private readonly SketchTable _sketches;

    public NameIndex(IReadOnlyList<VendorNames> vendors, RarityTable table)
    {
        _table = table;
        var postings = new List<(ulong, int)>();
        for (var vendor = 0; vendor < vendors.Count; vendor++)
        {
            foreach (var name in vendors[vendor].Weighed)
                Add(name, vendor, postings);
        }

        _postings = new PostingTable(postings);
        _sketches = new SketchTable(vendors);
    }

    /// <summary>Adds the numbers of the vendors whose names may be meant.</summary>
    /// <param name="published">The name as published.</param>
    /// <param name="weighed">The same, weighed; asked for only when some vendor shares a key with it.</param>
    /// <param name="into">Where the numbers go.</param>
    public void Find(string published, Func<IReadOnlyList<WeighedName>> weighed, CandidateSet into)
    {
        var near = Near ??= new CandidateSet();
        near.Ready(_sketches.Vendors);
        Collect(published, near);
        if (near.Count > 0)
            _sketches.Keep(near, weighed(), into);
        near.Clear();
    }

    private void Collect(ReadOnlySpan<char> published, CandidateSet into)
    {
        Span<char> room = stackalloc char[NameFolding.Room];
        var folded = room[..NameFolding.Fold(published, room)];
        Span<char> squashed = stackalloc char[folded.Length];
        Span<char> initials = stackalloc char[WeighedName.MostWords];
        var (squashedLength, count, core) = (0, 0, 0);
        scoped ReadOnlySpan<char> before = default;
        foreach (var range in folded.Split(' '))
        {
            ReadOnlySpan<char> word = folded[range];
            if (word.IsEmpty)
                continue;
            if (count < initials.Length)
                initials[count] = word[0];
            count++;
            FindWord(word, into);
            if (!before.IsEmpty)
                _postings.Collect(WordHash.Of(before, word), into, MostPerKey);
            before = word;
            if (!FoldedName.IsLink(word))
            {
                word.CopyTo(squashed[squashedLength..]);
                squashedLength += word.Length;
            }

            if (!LegalForms.IsForm(word))
                core = squashedLength;
        }

        _postings.Collect(WordHash.Of(squashed[..core]), into, MostPerKey);
        _postings.Collect(WordHash.Of(squashed[..squashedLength]), into, MostPerKey);
        if (core is >= 3 and <= 6)
            _postings.Collect(WordHash.Initials(squashed[..core]), into, MostPerKey);
    }

    private void FindWord(ReadOnlySpan<char> word, CandidateSet into)
    {
        _postings.Collect(WordHash.Of(WordForms.Of(word)), into, MostPerKey);
        if (WordHash.IsPlural(word))
            _postings.Collect(WordHash.Of(word[..^1]), into, MostPerKey);
        if (!WordHash.CanBeMisspelt(word) || _table.Count(word).Names > Known)
            return;
        _postings.Collect(WordHash.Near(word), into, MostPerKey);
        Span<ulong> without = stackalloc ulong[word.Length];
        WordHash.NearWithout(word, without);
        foreach (var key in without)
            _postings.Collect(key, into, MostPerKey);
    }

    private static void Add(WeighedName name, int vendor, List<(ulong, int)> postings)
    {
        postings.Add((WordHash.Of(name.Name.Squashed), vendor));
        postings.Add((WordHash.Of(string.Concat(name.Name.Words)), vendor));
        var keys = name.Words.OrderByDescending(word => word.Rarity).Take(2).ToArray();
        for (var at = 0; at < keys.Length; at++)
        {
            if (at == 0 || keys[at].Rarity >= SecondKey)
                AddWord(keys[at], vendor, postings);
        }

        for (var at = 0; at + 1 < name.Words.Length; at++)
            postings.Add((WordHash.Of(name.Words[at].Text, name.Words[at + 1].Text), vendor));
        if (name.Words.Length >= 3)
            postings.Add((WordHash.Initials(string.Concat(name.Words.Where(word => !FoldedName.IsLink(word.Form)).Take(6).Select(word => word.Text[0]))), vendor));
    }

    private static void AddWord(NameWord word, int vendor, List<(ulong, int)> postings)
    {
        postings.Add((WordHash.Of(word.Form), vendor));
        if (word.Form != word.Text)
            postings.Add((WordHash.Of(word.Text), vendor));
        if (WordHash.IsPlural(word.Text))
            postings.Add((WordHash.Of(word.Text.AsSpan()[..^1]), vendor));
        if (!WordHash.CanBeMisspelt(word.Text))
            return;
        postings.Add((WordHash.Near(word.Text), vendor));
        Span<ulong> without = stackalloc ulong[word.Text.Length];
        WordHash.NearWithout(word.Text, without);
        foreach (var key in without)
            postings.Add((key, vendor));
    }
}
