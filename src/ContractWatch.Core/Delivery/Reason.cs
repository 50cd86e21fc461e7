using System.Text.RegularExpressions;
using ContractWatch.Alerting;

namespace ContractWatch.Delivery;

/// <summary>What went wrong, fit to be kept, shown and logged: one line, without mail addresses.</summary>
public static partial class Reason
{
    private const int Length = 300;

    public static string Of(Exception fault) =>
        Of(fault.InnerException is { } inner && !fault.Message.Contains(inner.Message, StringComparison.Ordinal)
            ? $"{fault.Message} {inner.Message}" : fault.Message);

    public static string Of(string text) => MailAddress.Replace(ForeignText.OneLine(text, Length), "(address)");

    [GeneratedRegex(@"[^\s<>@""']+@[^\s<>@""',;]+", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MailAddress { get; }
}
