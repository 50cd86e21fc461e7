namespace ContractWatch.Benchmarks.Names;

/// <summary>Deals pairs into folds so that no vendor, with everything it is the same as, is in two of them.</summary>
internal static class EntityFolds
{
    public static int[] Of(IReadOnlyList<LabelledPair> pairs, int folds)
    {
        var parent = new Dictionary<string, string>(StringComparer.Ordinal);
        string Root(string id)
        {
            while (parent.TryGetValue(id, out var next) && next != id)
                id = next;
            return id;
        }

        foreach (var pair in pairs)
        {
            var one = Root(pair.WatchedId);
            var other = Root(pair.Same ? pair.CandidateId : pair.WatchedId);
            var name = Root("name " + pair.Watched.ToUpperInvariant());
            parent[one] = one;
            parent[other] = one;
            parent[name] = one;
        }

        // A fold must not depend on the process: string hash codes do.
        return [.. pairs.Select(pair => (int)(Stable(Root(pair.WatchedId)) % (uint)folds))];
    }

    private static uint Stable(string text) => text.Aggregate(2166136261, (hash, letter) => (hash ^ letter) * 16777619);
}
