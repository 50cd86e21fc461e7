using System.Numerics;
using System.Runtime.InteropServices;

namespace ContractWatch.Matching.Names;

/// <summary>A word in sixteen bytes: enough to see that it cannot stand for another, without touching either.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct WordSketch
{
    private readonly uint _form;
    private readonly uint _letters;
    private readonly char _first;
    private readonly ushort _length;
    private readonly byte _marks;

    public WordSketch(NameWord word)
    {
        _form = HashOf(word.Form);
        _letters = word.Letters;
        _first = word.Text[0];
        _length = (ushort)word.Text.Length;
        _marks = (byte)((word.HasDigit ? 1 : 0) | (WordLikeness.IsKnown(word) ? 2 : 0) | (word.IsReach ? 4 : 0));
        Rarity = (float)word.Rarity;
    }

    public float Rarity { get; }

    public bool IsReach => (_marks & 4) != 0;

    private bool HasDigit => (_marks & 1) != 0;

    private bool IsKnown => (_marks & 2) != 0;

    /// <summary>At least what <see cref="WordLikeness"/> says of the two words; 0 when they cannot be paired.</summary>
    public float MostLike(in WordSketch other)
    {
        if (_form == other._form)
            return 1;
        if (HasDigit || other.HasDigit)
            return 0;
        var (shorter, longer) = _length <= other._length ? (_length, other._length) : (other._length, _length);
        var (few, many) = _length <= other._length ? (_letters, other._letters) : (other._letters, _letters);
        var differ = BitOperations.PopCount(few ^ many);
        if (shorter >= 3 && _first == other._first && (few & ~many) == 0)
            return .99f;
        var bound = shorter <= 3 ? 0 : shorter <= 7 ? 1 : 2;
        var edits = Math.Max(Math.Max(1, (differ + 1) / 2), longer - shorter);
        if (edits > bound)
            return 0;
        var most = 1 - edits / (float)longer - (_first == other._first ? 0 : .15f) - (IsKnown && other.IsKnown ? .35f : 0);
        return most > .5f - .001f ? most : 0;
    }

    /// <summary>Whether this word and the next may be written as one in the other.</summary>
    public bool MayJoin(in WordSketch next, in WordSketch whole) =>
        _first == whole._first && Math.Abs(_length + next._length - whole._length) <= 1 && BitOperations.PopCount((_letters | next._letters) ^ whole._letters) <= 2;

    /// <summary>Whether the word may be the initials of words that begin with these letters.</summary>
    public bool MayAbbreviate(uint initials) => _length is >= 3 and <= 6 && (_letters & ~initials) == 0;

    private static uint HashOf(string form)
    {
        var hash = 2166136261u;
        foreach (var letter in form)
            hash = (hash ^ letter) * 16777619;
        return hash;
    }
}
