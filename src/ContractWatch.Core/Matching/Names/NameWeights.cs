namespace ContractWatch.Matching.Names;

/// <summary>Weights of <see cref="NameFeatures"/> in log-odds, fitted by <c>fit-model</c> of the benchmarks project.</summary>
internal static class NameWeights
{
    public const string Version = "2026-11.2";

    public const double Bias = -5.2935;

    public static readonly double[] ByFeature =
    [
        1.3014, // equal when spaces are ignored
        1.0014, // words covered on both sides
        -1.5397, // the rarest shared word is an everyday word
        2.1921, // every published word explained
        0.3115, // published name is one word
        -1.6537, // letters in common
        1.0322, // initials
        0.7789, // one name begins the other
        1.8370, // leading words shared
        4.1109, // rarity of what is shared
        0.3069, // the only listed word is present
        -1.9266, // another place
        0.4250, // the shared word usually stands first
        -1.6908, // both written with legal form
        -0.2033, // as many words
        2.3251, // misspelt in a hand-written name
        0.1573, // neither written with legal form
        1.4151, // the shared word has many spellings
        2.1244, // listed name covered
        2.3869, // other listed names share the word
        1.9690, // whole listed name present
        1.4223, // only words of reach missing
        0.3520, // only words of reach differ
    ];
}
