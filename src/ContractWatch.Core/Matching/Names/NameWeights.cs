namespace ContractWatch.Matching.Names;

/// <summary>Weights of <see cref="NameFeatures"/> in log-odds, fitted by <c>fit-model</c> of the benchmarks project.</summary>
internal static class NameWeights
{
    public const string Version = "2026-11.1";

    public const double Bias = -5.2868;

    public static readonly double[] ByFeature =
    [
        1.2832, // equal when spaces are ignored
        0.9260, // words covered on both sides
        -1.5496, // the rarest shared word is an everyday word
        2.2182, // every published word explained
        0.2987, // published name is one word
        -1.6376, // letters in common
        1.0363, // initials
        0.7869, // one name begins the other
        1.8385, // leading words shared
        4.0951, // rarity of what is shared
        0.3222, // the only listed word is present
        -1.9238, // another place
        0.4277, // the shared word usually stands first
        -1.6854, // both written with legal form
        -0.2072, // as many words
        2.3049, // misspelt in a hand-written name
        0.1572, // neither written with legal form
        1.4079, // the shared word has many spellings
        2.1485, // listed name covered
        2.3914, // other listed names share the word
        1.9713, // whole listed name present
        1.4328, // only words of reach missing
        0.3910, // only words of reach differ
    ];
}
