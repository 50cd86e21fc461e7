using System.CommandLine.Parsing;
using System.Globalization;

namespace ContractWatch.Cli;

/// <summary>Moments as people type them: ISO 8601, UTC unless an offset is given; a day means its beginning.</summary>
internal static class Moment
{
    public static DateTimeOffset? Parse(ArgumentResult argument, string expected)
    {
        var text = argument.Tokens[0].Value;
        if (TryParse(text) is { } moment)
            return moment;
        argument.AddError($"\"{text}\" is not {expected}");
        return null;
    }

    public static DateTimeOffset? TryParse(string text)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var isIso = text.Length >= 10 && char.IsAsciiDigit(text[0]) && text[4] == '-' && text[7] == '-';
        return isIso && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, utc, out var moment) ? moment : null;
    }
}
