using System.Collections.Frozen;

namespace ContractWatch.TestServers.UsaSpending;

/// <summary>Names and texts of the service (api_contracts/contracts/v2 and the views of fedspendingtransparency/usaspending-api).</summary>
internal static class Wire
{
    public const int Window = 50_000;
    public const string Boilerplate =
        "For searches, time period start and end dates are currently limited to an earliest date of 2007-10-01. " +
        "For data going back to 2000-10-01, use either the Custom Award Download feature on the website or one of our download or bulk_download API endpoints.";

    public static readonly string[] Contracts = ["A", "B", "C", "D"];
    public static readonly string[] Idvs = ["IDV_A", "IDV_B", "IDV_B_A", "IDV_B_B", "IDV_B_C", "IDV_C", "IDV_D", "IDV_E"];

    public static readonly FrozenSet<string> AwardTypes =
        Contracts.Concat(Idvs).Concat(["02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "-1"]).ToFrozenSet(StringComparer.Ordinal);

    public static readonly string[] DateTypes = ["action_date", "last_modified_date", "date_signed", "new_awards_only"];

    public static readonly FrozenDictionary<string, string> TypeNames = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["A"] = "BPA CALL",
        ["B"] = "PURCHASE ORDER",
        ["C"] = "DELIVERY ORDER",
        ["D"] = "DEFINITIVE CONTRACT",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string TypeName(string code) => TypeNames.GetValueOrDefault(code, code);

    public static string Html(string json) => $"<!DOCTYPE html>\n<html><body><h1>Django REST framework</h1><pre>{json}</pre></body></html>";
}
