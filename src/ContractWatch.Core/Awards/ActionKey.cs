using System.Globalization;

namespace ContractWatch.Awards;

/// <summary>One dated action on an award: the award's key and the action's modification number.</summary>
/// <param name="Award">The award.</param>
/// <param name="Number">The modification number as published; <c>0</c> is the base action. Never parsed.</param>
/// <param name="Twin">
/// 0, or a running number where a source publishes several actions under one modification number
/// (FPDS tells them apart by transaction number, which the search does not return).
/// </param>
public readonly record struct ActionKey(AwardKey Award, string Number, int Twin = 0)
{
    public const string Base = "0";

    /// <summary>FPDS numbers the base action <c>0</c>; every other number is a modification.</summary>
    public bool IsBase => Number == Base;

    public override string ToString() =>
        Twin == 0 ? $"{Award}/{Number}" : string.Create(CultureInfo.InvariantCulture, $"{Award}/{Number}~{Twin}");
}
