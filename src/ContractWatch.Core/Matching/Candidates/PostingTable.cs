using System.Numerics;

namespace ContractWatch.Matching.Candidates;

/// <summary>Many numbers under 64-bit keys, in two sorted arrays: small, and one step from a key to its numbers.</summary>
internal sealed class PostingTable
{
    private readonly ulong[] _keys;
    private readonly int[] _values;
    private readonly int[] _starts;
    private readonly int _shift;

    public PostingTable(List<(ulong Key, int Value)> postings)
    {
        _keys = new ulong[postings.Count];
        _values = new int[postings.Count];
        for (var at = 0; at < postings.Count; at++)
            (_keys[at], _values[at]) = postings[at];
        Array.Sort(_keys, _values);

        var bits = Math.Clamp(BitOperations.Log2((uint)Math.Max(1, postings.Count)) + 1, 4, 26);
        _shift = 64 - bits;
        _starts = new int[(1 << bits) + 1];
        foreach (var key in _keys)
            _starts[(key >> _shift) + 1]++;
        for (var bucket = 1; bucket < _starts.Length; bucket++)
            _starts[bucket] += _starts[bucket - 1];
    }

    /// <summary>Adds the numbers under a key; a key with more than <paramref name="most"/> tells nothing and is passed over.</summary>
    public void Collect(ulong key, CandidateSet into, int most)
    {
        var bucket = key >> _shift;
        var at = _starts[bucket];
        var end = _starts[bucket + 1];
        while (at < end && _keys[at] < key)
            at++;
        var first = at;
        while (at < end && _keys[at] == key)
            at++;
        if (at - first > most)
            return;
        for (; first < at; first++)
            into.Add(_values[first]);
    }
}
