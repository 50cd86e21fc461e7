using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ContractWatch.Running;

/// <summary>From the question in a mail to the last word, by the built program and its pages.</summary>
public sealed partial class SubscriptionTests : IDisposable
{
    private const string Reader = "reader@example.org";

    private readonly Workplace _place = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Who_is_asked_says_yes_hears_changes_and_leaves_by_the_links_in_the_mails()
    {
        _place.WriteConfiguration($$"""
            { "Watches": [ "watches.yaml" ], "Feeds": { {{Workplace.RecordedFeed}} }, "Web": { "Urls": "http://127.0.0.1:0", "PublicUrl": "https://watch.example.org" } }
            """);
        await _place.PollAsync("2026-05-06T12:00:00Z");
        (await _place.RunAsync("subscribe", "palantir", "--email", Reader, "--by", "jo")).Output.ShouldContain("palantir: asked");
        await _place.RunAsync("deliver");
        var question = MailTo(Reader);
        question.ShouldContain("Subject: Please confirm your subscription");

        await using var daemon = await _place.StartAsync("--now", "2026-05-06T13:00:00Z");
        var confirm = Link(question, "confirm");
        (await daemon.Http.GetStringAsync(confirm, Stop)).ShouldContain("You would hear of: palantir");
        (await StateAsync()).ShouldBe("asked", "a look changes nothing");
        (await PostAsync(daemon, confirm)).ShouldContain("You will hear of: palantir");
        (await StateAsync()).ShouldBe("confirmed");

        File.Delete(Mails(Reader).Single());
        await _place.PollAsync("2026-07-09T12:00:00Z");
        await _place.RunAsync("deliver");
        var alert = MailTo(Reader);
        alert.ShouldContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        var manage = Link(alert, "manage");
        (await daemon.Http.GetStringAsync(manage, Stop)).ShouldNotContain(Reader);
        (await PostAsync(daemon, manage, ("watch", "palantir"), ("every", "Daily"), ("at", "06:30"), ("zone", "Europe/Berlin"))).ShouldContain("Changed: palantir");
        (await PostAsync(daemon, manage, ("watch", "palantir"), ("every", "Daily"), ("zone", "Nowhere/Land"))).ShouldContain("not understood");
        (await LineAsync()).GetProperty("zone").GetString().ShouldBe("Europe/Berlin");

        var leave = Link(alert, "leave");
        (await daemon.Http.GetStringAsync(leave, Stop)).ShouldContain("You hear of: palantir");
        (await StateAsync()).ShouldBe("confirmed", "mail scanners follow links");
        (await PostAsync(daemon, leave, ("List-Unsubscribe", "One-Click"))).ShouldContain("You hear no more of: palantir");
        (await StateAsync()).ShouldBe("ended");
        daemon.Log.ShouldNotContain(Reader);
    }

    [Fact]
    public async Task Without_a_public_address_the_code_is_given_to_who_runs_it()
    {
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await _place.RunAsync("subscribe", "palantir", "--email", Reader, "--every", "daily", "--at", "06:30", "--zone", "Asia/Kolkata");
        await _place.RunAsync("deliver");
        var code = CodeIn().Match(MailTo(Reader)).Groups["code"].Value;

        (await _place.RunAsync("subscriptions", "confirm", code[..^2] + "AA")).ExitCode.ShouldBe(1);
        (await _place.RunAsync("subscriptions", "confirm", code)).Output.ShouldContain("palantir: confirmed");
        (await StateAsync()).ShouldBe("confirmed");
    }

    [Fact]
    public async Task Subscriptions_are_exported_and_come_back_whole()
    {
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await _place.RunAsync("subscribe", "palantir", "--email", Reader, "--confirmed", "at the fair", "--by", "jo");
        await _place.RunAsync("unsubscribe", "desk@example.org", "palantir", "--reason", "left the paper");
        var exported = (await _place.RunAsync("subscriptions", "export")).Output;
        var file = Path.Combine(_place.Folder, "export.jsonl");
        await File.WriteAllTextAsync(file, exported, Stop);
        var before = (await _place.RunAsync("subscriptions", "--json")).Output;

        _place.Data = Path.Combine(_place.Folder, "another");
        await _place.PollAsync("2026-05-06T12:00:00Z");
        (await _place.RunAsync("subscriptions", "import", file)).Output.ShouldContain("2 subscriptions imported");
        (await _place.RunAsync("subscriptions", "--json")).Output.ShouldBe(before);

        await File.WriteAllTextAsync(file, exported + "{ \"oops\": \"reader@example.org\" }\n", Stop);
        var refused = await _place.RunAsync("subscriptions", "import", file);
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("line 3");
        refused.Error.ShouldNotContain(Reader);
    }

    [Theory]
    [InlineData("subscribe", "nobody", "--email", Reader)]
    [InlineData("subscribe", "palantir")]
    [InlineData("subscribe", "palantir", "--email", "no address")]
    [InlineData("subscribe", "palantir", "--email", Reader, "--zone", "Mars/Olympus")]
    [InlineData("subscribe", "palantir", "--email", Reader, "--at", "25:00")]
    [InlineData("subscribe", "palantir", "--email", Reader, "--change", "growth")]
    public async Task What_cannot_be_is_refused(params string[] arguments)
    {
        await _place.PollAsync("2026-05-06T12:00:00Z");
        (await _place.RunAsync(arguments)).ExitCode.ShouldBe(1);
        (await _place.RunAsync("subscriptions", "export")).Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_of_somebody_elses_making_opens_nothing()
    {
        await using var daemon = await _place.StartAsync();
        foreach (var path in new[] { "/confirm", "/manage?t=", "/leave?t=AAAA", "/manage?t=" + new string('A', 50) })
        {
            (await daemon.Http.GetAsync(path, Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await daemon.Http.PostAsync(path, new FormUrlEncodedContent([]), Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    private IEnumerable<string> Mails(string address) =>
        Directory.EnumerateFiles(_place.Outbox, "*.eml").Where(file => File.ReadAllText(file).Contains($"To: {address}", StringComparison.Ordinal));

    private string MailTo(string address) => Unfolded(File.ReadAllText(Mails(address).ShouldHaveSingleItem()));

    /// <summary>Quoted-printable and header folding taken back, as far as links need it.</summary>
    private static string Unfolded(string mail) => SoftBreak().Replace(mail, "").Replace("=0D=0A", "\r\n", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal).Replace("\r\n ", " ", StringComparison.Ordinal);

    private static string Link(string mail, string path) => "/" + Regex.Match(mail, $@"https://watch\.example\.org/({path}\?t=[A-Za-z0-9_-]+)").Groups[1].Value;

    private static async Task<string> PostAsync(RunningDaemon daemon, string link, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await (await daemon.Http.PostAsync(link, form, Stop)).Content.ReadAsStringAsync(Stop);
    }

    private async Task<JsonElement> LineAsync() =>
        (await _place.RunAsync("subscriptions", "--json")).Lines.Select(line => JsonDocument.Parse(line).RootElement).Single(line => line.GetProperty("address").GetString() == Reader);

    private async Task<string?> StateAsync() => (await LineAsync()).GetProperty("state").GetString();

    [GeneratedRegex("=\r?\n")]
    private static partial Regex SoftBreak();

    [GeneratedRegex(@"^(?<code>[A-Za-z0-9_-]{50})\r?$", RegexOptions.Multiline)]
    private static partial Regex CodeIn();
}
