namespace ContractWatch.Matching.Names;

/// <summary>A name and its words as sketches.</summary>
internal readonly ref struct SketchedName(in NameSketch name, ReadOnlySpan<WordSketch> words)
{
    public readonly NameSketch Name = name;

    public readonly ReadOnlySpan<WordSketch> Words = words;
}

/// <summary>
/// How well the words of two names may stand for each other at best. Every pairing the alignment may choose counts, though it can
/// choose but one for each word.
/// </summary>
internal readonly ref struct SketchPairing
{
    /// <summary>Room for a pairing, in numbers.</summary>
    public const int Room = 4 * WeighedName.MostWords;

    private const float Joined = .97f;

    public SketchPairing(ReadOnlySpan<WordSketch> listed, ReadOnlySpan<WordSketch> published, Span<float> room)
    {
        room.Clear();
        Found = room[..listed.Length];
        Explained = room.Slice(WeighedName.MostWords, published.Length);
        Worth = room.Slice(2 * WeighedName.MostWords, listed.Length);
        InPlace = room.Slice(3 * WeighedName.MostWords, listed.Length);
        for (var i = 0; i < listed.Length; i++)
        {
            for (var j = 0; j < published.Length; j++)
                Pair(listed, i, published, j);
        }
    }

    /// <summary>For each listed word, how well it may be found.</summary>
    public Span<float> Found { get; }

    /// <summary>For each published word, how well it may be explained.</summary>
    public Span<float> Explained { get; }

    /// <summary>For each listed word, what it may share at most: likeness times rarity.</summary>
    public Span<float> Worth { get; }

    /// <summary>The same for a partner at the same place.</summary>
    public Span<float> InPlace { get; }

    public bool IsWhole => AreAll(Found) || AreAll(Explained);

    private void Pair(ReadOnlySpan<WordSketch> listed, int i, ReadOnlySpan<WordSketch> published, int j)
    {
        ref readonly var one = ref listed[i];
        ref readonly var other = ref published[j];
        var like = one.MostLike(other);
        Note(i, j, like, like * Math.Min(one.Rarity, other.Rarity));
        if (j + 1 < published.Length && other.MayJoin(published[j + 1], one))
        {
            Note(i, j, Joined, Joined * one.Rarity);
            Explained[j + 1] = Math.Max(Explained[j + 1], Joined);
        }

        if (i + 1 < listed.Length && one.MayJoin(listed[i + 1], other))
        {
            Note(i, j, Joined, Joined * other.Rarity);
            Note(i + 1, j, Joined, Joined * other.Rarity);
        }
    }

    private void Note(int i, int j, float like, float worth)
    {
        Found[i] = Math.Max(Found[i], like);
        Explained[j] = Math.Max(Explained[j], like);
        Worth[i] = Math.Max(Worth[i], worth);
        if (i == j)
            InPlace[i] = Math.Max(InPlace[i], worth);
    }

    private static bool AreAll(ReadOnlySpan<float> likeness)
    {
        foreach (var one in likeness)
        {
            if (one < Joined)
                return false;
        }

        return true;
    }
}
