using System.Globalization;
using System.Text.RegularExpressions;

namespace ContractWatch.Watches;

/// <summary>What a watch may say, wherever it comes from. Each rule has its words, for the one who has to mend it.</summary>
public static partial class WatchRules
{
    public const int LongestId = 40;
    public const int LongestName = 200;
    public const int LongestNote = 2_000;
    public const int LongestWebhook = 2_000;

    public const string IdRule = "lower-case letters, digits and single hyphens between them, at most 40, such as 'thomson-reuters'";
    public const string NameRule = "2 to 200 characters on one line with a letter or digit among them";
    public const string NotOnlyLegalWordsRule = "a name with a word of its own, not only legal forms";
    public const string NoteRule = "at most 2000 characters";
    public const string EmailRule = "a mail address such as desk@example.org";
    public const string GitHubRule = "a repository as owner/repository";
    public const string WebhookRule = "an address such as https://hooks.example.org/contracts, without user name or fragment; http to this machine only";
    public const string AmountRule = "an amount of 0 or more, such as 250000 or 0.5";

    public const string GrowthAmountRule = "an amount of 1 or more, such as 1000000";
    public const string GrowthPercentRule = "0.1 to 1000, in percent";
    public const string DayForm = "yyyy-MM-dd";
    public const string DayRule = "a day such as 2026-01-31";

    public const string HourRule = "an hour such as \"07:30\", in quotation marks";
    public const string ZoneRule = "a time zone such as America/Chicago";

    public const string NamesNothingRule = "at least one of vendor, agencies, keywords";

    /// <summary>GitHub labels end at 50 characters, and an id becomes part of one.</summary>
    public static bool IsId(string id) => id.Length <= LongestId && Id().IsMatch(id);

    public static bool IsName(string name) =>
        name.Trim().Length is >= 2 and <= LongestName && !name.Any(char.IsControl) && name.Any(char.IsLetterOrDigit);

    /// <summary>A name made of legal forms alone would match half of all suppliers.</summary>
    public static bool IsOnlyLegalWords(string name) =>
        Word().Split(name.Replace(".", "", StringComparison.Ordinal).ToUpperInvariant())
            .Where(word => word.Length > 0)
            .All(LegalWords.Contains);

    public static bool IsNote(string note) =>
        note.Length <= LongestNote && !note.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\t'));

    public static bool IsGrowthAmount(decimal amount) => amount >= 1;

    public static bool IsGrowthPercent(decimal percent) => percent is >= 0.1m and <= 1000;

    public static TimeOnly? HourOf(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour) ? hour : null;

    public static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static decimal? AmountOf(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : null;

    /// <summary>By its name in the IANA database, or <c>UTC</c>.</summary>
    public static bool IsZone(string zone) => (zone == "UTC" || zone.Contains('/', StringComparison.Ordinal)) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _);

    /// <summary>RFC 5321 without quoted local parts and address literals; ASCII only, since not every relay takes more.</summary>
    public static bool IsEmail(string address) => address.Length <= 254 && Email().IsMatch(address);

    public static bool IsGitHubRepository(string repository) =>
        GitHub().IsMatch(repository) && repository[(repository.IndexOf('/') + 1)..] is not ("." or "..");

    /// <summary>In the clear only within this machine. A path or query may be the receiver's secret, so no fault repeats it.</summary>
    public static bool IsWebhook(string address) =>
        address.Length <= LongestWebhook && Webhook().IsMatch(address) && Uri.TryCreate(address, UriKind.Absolute, out _);

    private static readonly HashSet<string> LegalWords = new(StringComparer.Ordinal)
    {
        "AB", "AG", "AND", "AS", "BV", "CO", "COMPANY", "CORP", "CORPORATION", "DBA", "GMBH", "GP", "GROUP", "HOLDING", "HOLDINGS", "INC",
        "INCORPORATED", "JV", "KG", "LIABILITY", "LIMITED", "LLC", "LLP", "LP", "LTD", "LTEE", "NV", "OF", "OY", "PARTNERSHIP", "PC", "PLC",
        "PLLC", "PTE", "PTY", "SA", "SARL", "SAS", "SE", "SPA", "SRL", "THE", "ULC",
    };

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Id();

    [GeneratedRegex(@"[^\p{L}\p{N}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Email();

    [GeneratedRegex(@"\A[A-Za-z0-9](-?[A-Za-z0-9]){0,38}/[A-Za-z0-9._-]{1,100}\z", RegexOptions.NonBacktracking)]
    private static partial Regex GitHub();

    [GeneratedRegex(@"\A(https://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])|http://(localhost|127\.0\.0\.1|\[::1\]))(:[0-9]{1,5})?([/?][!$-~]*)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Webhook();
}
