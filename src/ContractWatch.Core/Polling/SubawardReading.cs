using ContractWatch.Awards;
using ContractWatch.Feeds;

namespace ContractWatch.Polling;

/// <summary>That the sub-awards of an award or of a vendor were read.</summary>
/// <param name="Subject">Whose: see <see cref="Of(AwardKey)"/> and <see cref="Of(VendorTerm)"/>.</param>
/// <param name="Read">When they last were.</param>
/// <param name="Count">How many the source counted then.</param>
public sealed record SubawardReading(string Subject, DateTimeOffset Read, int Count)
{
    private const string Vendor = "vendor:";

    public bool IsOfVendor => Subject.StartsWith(Vendor, StringComparison.Ordinal);

    public static string Of(AwardKey prime) => $"award:{prime}";

    public static string Of(VendorTerm vendor) => Vendor + vendor.Text.Trim().ToUpperInvariant();
}
