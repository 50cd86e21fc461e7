namespace ContractWatch.Matching.Names;

/// <summary>Weights of <see cref="NameFeatures"/> in log-odds, fitted by <c>fit-model</c> of the benchmarks project.</summary>
internal static class NameWeights
{
    public const string Version = "2026-11.3";

    public const double Bias = -5.3199;

    public static readonly double[] ByFeature =
    [
        1.3197, // equal when spaces are ignored
        0.9538, // words covered on both sides
        -1.5416, // the rarest shared word is an everyday word
        2.1787, // every published word explained
        0.3339, // published name is one word
        -1.6119, // letters in common
        1.0389, // initials
        0.7710, // one name begins the other
        1.8503, // leading words shared
        4.2009, // rarity of what is shared
        0.3011, // the only listed word is present
        -1.9405, // another place
        0.4287, // the shared word usually stands first
        -1.6921, // both written with legal form
        -0.2118, // as many words
        2.4408, // misspelt in a hand-written name
        0.1713, // neither written with legal form
        1.3860, // the shared word has many spellings
        2.0931, // listed name covered
        2.3717, // other listed names share the word
        1.9845, // whole listed name present
        1.4243, // only words of reach missing
        0.3616, // only words of reach differ
    ];
}
