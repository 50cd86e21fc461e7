using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ContractWatch.Delivery.Email;

/// <summary>What SpamAssassin says of a mail by its rules alone: it asks no network, learns nothing and reads nobody's preferences.</summary>
/// <param name="Score">In points; most servers take a mail for spam from 5 on.</param>
/// <param name="Rules">Those that fired, with the points of each.</param>
internal sealed partial record SpamAssassin(decimal Score, string Rules)
{
    private const string Program = "/usr/bin/spamassassin";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly string[] Settings = ["use_bayes 0", "use_auto_welcomelist 0", "report_safe 0", "fold_headers 0", "add_header all Score _SCORE_", "add_header all Rules _TESTSSCORES_"];

    /// <summary>Why there is none here, or null.</summary>
    public static string? WhyNot => File.Exists(Program) ? null : "no SpamAssassin is installed (apt-get install spamassassin)";

    /// <param name="mail">The whole mail, a character for each byte.</param>
    public static async Task<SpamAssassin> JudgeAsync(string mail, CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(Patience);
        using var home = new Storage.TemporaryFolder();
        string[] arguments = ["--local", "--nocreate-prefs", .. Settings.Select(setting => $"--cf={setting}")];
        var start = new ProcessStartInfo(Program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            StandardInputEncoding = Encoding.Latin1,
            StandardOutputEncoding = Encoding.Latin1,
            Environment = { ["HOME"] = home.Path },
        };
        using var process = Process.Start(start)!;
        var answer = process.StandardOutput.ReadToEndAsync(late.Token);
        await process.StandardInput.WriteAsync(mail.AsMemory(), late.Token);
        process.StandardInput.Close();
        var judged = await answer;
        await process.WaitForExitAsync(late.Token);
        process.ExitCode.ShouldBe(0);
        return new SpamAssassin(decimal.Parse(Header(judged, "Score"), CultureInfo.InvariantCulture), Header(judged, "Rules"));
    }

    private static string Header(string judged, string name) => Regex.Match(judged, $@"^X-Spam-{name}: (.*?)\r?$", RegexOptions.Multiline).Groups[1].Value;
}
