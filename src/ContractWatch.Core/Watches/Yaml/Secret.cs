using System.Text.RegularExpressions;

namespace ContractWatch.Watches.Yaml;

/// <summary>Watch files are shared between people; a token that strayed into one must be neither used nor shown.</summary>
internal static partial class Secret
{
    public const string WhereItBelongs =
        "no secret in a watch file: log-ins belong to the configuration (Email:Password, GitHub:Token, or a file of their own)";

    public static bool LooksLikeOne(string text) => Shape().IsMatch(text);

    public static bool IsKeyOfOne(string key) => Key().IsMatch(key);

    [GeneratedRegex(@"gh[pousr]_\w{20,}|github_pat_\w{20,}|\bAKIA[0-9A-Z]{16}\b|\bxox[abprs]-\w{8,}|-----BEGIN [A-Z ]*PRIVATE KEY|://[^/\s:@]+:[^/\s@]+@", RegexOptions.NonBacktracking)]
    private static partial Regex Shape();

    [GeneratedRegex("passw|token|secret|api_?key|credential", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Key();
}
