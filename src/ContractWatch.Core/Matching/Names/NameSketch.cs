using System.Runtime.InteropServices;

namespace ContractWatch.Matching.Names;

/// <summary>What the bound needs to know of a whole name beside its words.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct NameSketch
{
    /// <summary>Fewer letters than any name has that is cut.</summary>
    private const int Beginnings = 8;

    /// <param name="name">A listed or published name.</param>
    /// <param name="hasFamily">Whether its vendor has other listed names.</param>
    public NameSketch(WeighedName name, bool hasFamily)
    {
        HasFamily = hasFamily;
        (Squashed, Joined) = (Hash(name.Name.Squashed), Hash(name.Name.Joined));
        (IsOfCutLength, Beginning) = (name.Name.IsOfCutLength, Hash(name.Name.Joined.AsSpan(0, Math.Min(Beginnings, name.Name.Joined.Length))));
        SquashedLength = (ushort)name.Name.Squashed.Length;
        First = name.Name.Squashed[0];
        HasLegalForm = name.LegalClass is not null;
        foreach (var word in name.Words)
            Initials |= 1u << (word.Text[0] & 31);
        if (name.Words is [var head, ..])
            (HeadFirst, HeadSpellings) = ((float)NameFeatures.StandsFirst(head.Count), (float)NameFeatures.ManySpellings(head.Count));
    }

    public uint Squashed { get; }

    public uint Joined { get; }

    /// <summary>Of the first letters: a name that is cut begins as the whole does.</summary>
    public uint Beginning { get; }

    public bool IsOfCutLength { get; }

    public ushort SquashedLength { get; }

    public char First { get; }

    public bool HasLegalForm { get; }

    public bool HasFamily { get; }

    public uint Initials { get; }

    public float HeadFirst { get; }

    public float HeadSpellings { get; }

    private static uint Hash(ReadOnlySpan<char> text)
    {
        var hash = 2166136261u;
        foreach (var letter in text)
            hash = (hash ^ letter) * 16777619;
        return hash;
    }
}
