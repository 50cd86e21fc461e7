using System.Runtime.InteropServices;

namespace ContractWatch.Matching.Names;

/// <summary>What the bound needs to know of a whole name beside its words.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct NameSketch
{
    /// <param name="name">A listed or published name.</param>
    /// <param name="hasFamily">Whether its vendor has other listed names.</param>
    public NameSketch(WeighedName name, bool hasFamily)
    {
        HasFamily = hasFamily;
        (Squashed, Joined) = (Hash(name.Name.Squashed), Hash(name.Name.Joined));
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

    public ushort SquashedLength { get; }

    public char First { get; }

    public bool HasLegalForm { get; }

    public bool HasFamily { get; }

    public uint Initials { get; }

    public float HeadFirst { get; }

    public float HeadSpellings { get; }

    private static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var letter in text)
            hash = (hash ^ letter) * 16777619;
        return hash;
    }
}
