using System.Runtime.InteropServices;

namespace ContractWatch.Matching.Phrases;

/// <summary>A phrase found in a text.</summary>
/// <param name="Phrase">The number under which the phrase was added.</param>
/// <param name="Start">Where it begins, in UTF-16 units of the text.</param>
/// <param name="Length">How far it reaches.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PhraseHit(int Phrase, int Start, int Length);
