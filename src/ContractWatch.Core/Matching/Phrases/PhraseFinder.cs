using System.Numerics;

namespace ContractWatch.Matching.Phrases;

/// <summary>
/// Finds many phrases in a text in one pass: whole words only, case, accents and punctuation folded. The phrases form one
/// trie over words, entered at every word of the text, so that the cost hardly depends on how many phrases there are.
/// </summary>
public sealed class PhraseFinder
{
    private const int Root = 0;

    private const int LargestFilter = 20;

    /// <summary>One bit for every first word: most words of a text are turned away here.</summary>
    private readonly ulong[] _firsts;

    private readonly int _shift;

    private readonly Dictionary<(int Node, ulong Word), int> _next = [];
    private readonly List<List<int>?> _ends = [null];

    /// <summary>Phrases by number; one without a letter or digit is never found.</summary>
    public PhraseFinder(IEnumerable<string> phrases)
    {
        var all = phrases.ToList();
        // A hundred bits for a phrase: a watch has a finder of its own, and there may be many watches.
        var bits = Math.Min(LargestFilter, BitOperations.Log2((uint)all.Count + 1) + 7);
        _shift = 64 - bits;
        _firsts = new ulong[1 << (bits - 6)];
        for (var number = 0; number < all.Count; number++)
            Add(all[number], number);
    }

    /// <summary>Every occurrence of every phrase, by the place where it begins.</summary>
    public void Find(ReadOnlySpan<char> text, List<PhraseHit> hits)
    {
        var words = new WordReader(text);
        while (words.Next())
        {
            if (!MayBegin(words.Hash))
                continue;
            var node = Root;
            var rest = words;
            do
            {
                if (!_next.TryGetValue((node, rest.Hash), out node))
                    break;
                if (_ends[node] is not { } ended)
                    continue;
                foreach (var phrase in ended)
                    hits.Add(new PhraseHit(phrase, words.Start, rest.End - words.Start));
            }
            while (rest.Next());
        }
    }

    public IReadOnlyList<PhraseHit> Find(string text)
    {
        var hits = new List<PhraseHit>();
        Find(text, hits);
        return hits;
    }

    private uint Bit(ulong hash) => (uint)((hash * 0x9E3779B97F4A7C15) >> _shift);

    private bool MayBegin(ulong hash) => (_firsts[Bit(hash) >> 6] >> (int)(Bit(hash) & 63) & 1) != 0;

    private void Add(string phrase, int number)
    {
        var node = Root;
        var words = new WordReader(phrase);
        while (words.Next())
        {
            if (!_next.TryGetValue((node, words.Hash), out var next))
            {
                if (node == Root)
                    _firsts[Bit(words.Hash) >> 6] |= 1UL << (int)(Bit(words.Hash) & 63);
                next = _ends.Count;
                _ends.Add(null);
                _next.Add((node, words.Hash), next);
            }

            node = next;
        }

        if (node != Root)
            (_ends[node] ??= []).Add(number);
    }
}
