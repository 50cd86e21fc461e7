using System.Globalization;
using System.Text.RegularExpressions;
using ContractWatch.Alerting;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>
/// Reads what maintainers write in comments: a line for each instruction, which begins with a slash. Quoted lines, code and words of
/// other programs are left alone.
/// </summary>
internal static partial class InstructionText
{
    private const string MuteForm = "a number of days or weeks such as 30d or 4w, a day such as 2026-12-24, or off";
    private const int LongestMute = 3660;

    /// <param name="body">The comment, Markdown.</param>
    /// <param name="written">When it was written: days count from here.</param>
    public static IReadOnlyList<Instruction> Read(string body, DateTimeOffset written)
    {
        var instructions = new List<Instruction>();
        var inCode = false;
        foreach (var line in body.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
                inCode = !inCode;
            else if (!inCode && Form.Match(line) is { Success: true } said)
                instructions.Add(Of(said.Groups["word"].Value.ToLowerInvariant(), said.Groups["rest"].Value.Trim(), written));
        }

        return instructions;
    }

    private static Instruction Of(string word, string rest, DateTimeOffset written) => word switch
    {
        "exclude" => new Instruction.Exclude(rest.Length == 0 ? null : Bare(rest)),
        "alias" => rest.Length == 0 ? new Instruction.Unreadable("/alias", "/alias and a name as published, or a UEI") : new Instruction.Alias(Bare(rest)),
        _ => Mute(rest, DateOnly.FromDateTime(written.UtcDateTime)),
    };

    private static Instruction Mute(string rest, DateOnly today)
    {
        if (rest.Equals("off", StringComparison.OrdinalIgnoreCase))
            return new Instruction.Mute(Until: null);
        if (Duration.Match(rest) is { Success: true } span && int.TryParse(span.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            var days = (long)number * (span.Groups["unit"].Value is "w" or "W" ? 7 : 1);
            if (days is > 0 and <= LongestMute)
                return new Instruction.Mute(today.AddDays((int)days));
        }

        return DateOnly.TryParseExact(rest, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until) && until > today && until <= today.AddDays(LongestMute)
            ? new Instruction.Mute(until)
            : new Instruction.Unreadable($"/mute {ForeignText.OneLine(rest, 60)}".TrimEnd(), $"/mute and {MuteForm}");
    }

    /// <summary>People put names in quotes.</summary>
    private static string Bare(string name) =>
        name.Length > 2 && ((name[0], name[^1]) is ('"', '"') or ('\'', '\'') or ('`', '`') or ('“', '”')) ? name[1..^1].Trim() : name;

    /// <summary>Without backtracking: strangers write comments, too, and one that takes long would keep everybody else from being heard.</summary>
    [GeneratedRegex(@"^/(?<word>exclude|alias|mute)(?:[ \t]+(?<rest>.*))?\s*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Form { get; }

    [GeneratedRegex(@"^(?<number>\d{1,4})\s*(?<unit>[dwDW])$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Duration { get; }
}
