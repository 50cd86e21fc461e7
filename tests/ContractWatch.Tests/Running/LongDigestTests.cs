using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using ContractWatch.Awards;
using ContractWatch.Delivery;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Polling;
using ContractWatch.Storage.Sqlite;
using ContractWatch.Watches;
using Match = ContractWatch.Matching.Match;

namespace ContractWatch.Running;

/// <summary>A digest too long for its mail, from the store by the built program to the page that its link opens.</summary>
public sealed partial class LongDigestTests : IDisposable
{
    private const string Desk = "desk@example.org";
    private const int Awards = 450;

    private static readonly DateTimeOffset Polled = new(2026, 7, 8, 10, 0, 0, TimeSpan.Zero);

    private readonly Workplace _place = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task The_link_of_a_long_mail_opens_the_whole_digest_and_its_table_and_looking_changes_nothing()
    {
        var owed = await OweAsync();
        var mail = await DeliveredAsync();
        var link = Link(mail);
        await using var daemon = await StartAsync("2026-07-09T13:00:00Z");
        var before = await StandAsync();

        var (pages, awards) = (0, new List<string>());
        for (var next = link; next.Length > 0; pages++)
        {
            var page = await daemon.Http.GetStringAsync(next, Stop);
            page.ShouldContain("<h1>451 changes on 450 awards</h1>");
            page.ShouldContain("Why:</b> Watch palantir, certain");
            page.ShouldNotContain(Desk);
            page.ShouldNotContain("<script");
            awards.AddRange(Award().Matches(page).Select(found => found.Value));
            next = Next().Match(page) is { Success: true } found ? "/" + WebUtility.HtmlDecode(found.Groups[1].Value) : "";
        }

        (pages, string.Join(' ', awards)).ShouldBe((3, string.Join(' ', Enumerable.Range(0, Awards).Select(Number))));
        using var table = await daemon.Http.GetAsync(link.Replace("/read?", "/read.csv?", StringComparison.Ordinal), Stop);
        (table.Content.Headers.ContentType, table.Content.Headers.ContentDisposition?.ToString())
            .ShouldBe((MediaTypeHeaderValue.Parse("text/csv; charset=utf-8"), "attachment; filename=\"contractwatch-2026-07-09.csv\""));
        var lines = (await table.Content.ReadAsStringAsync(Stop)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(owed.Count + 1);
        owed.Count(change => lines.Count(line => line.TrimEnd().EndsWith($"\"{change.Change.Id}\"", StringComparison.Ordinal)) == 1).ShouldBe(owed.Count);
        lines.Count(line => line.Contains("\"=1+1") || line.Contains(",=1+1")).ShouldBe(0);

        using var head = await daemon.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, link), Stop);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Headers.CacheControl?.NoStore.ShouldBeTrue();
        (await daemon.Http.PostAsync(link, new FormUrlEncodedContent([]), Stop)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await StandAsync()).ShouldBe(before);
        daemon.Log.ShouldNotContain(link[8..]);
        daemon.Log.ShouldNotContain(Desk);
    }

    [Fact]
    public async Task A_link_opens_what_its_mail_told_for_ninety_days_and_no_other_link_opens_it()
    {
        await OweAsync();
        var mail = await DeliveredAsync();
        var link = Link(mail);
        await _place.RunAsync("unsubscribe", Desk, "palantir", "--reason", "left the paper");
        _place.Watch("watches: []");

        await using (var daemon = await StartAsync("2026-10-07T11:00:00Z"))
        {
            (await daemon.Http.GetStringAsync(link, Stop)).ShouldContain("<h1>451 changes on 450 awards</h1>");
            var forged = link[..^1] + (link[^1] == 'A' ? 'Q' : 'A');
            foreach (var other in new[] { "/read", "/read?t=", forged, link.Replace("/read?", "/manage?", StringComparison.Ordinal), Link(mail, "manage").Replace("/manage?", "/read?", StringComparison.Ordinal) })
                (await daemon.Http.GetAsync(other, Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
        }

        await using var later = await StartAsync("2026-10-07T13:00:00Z");
        foreach (var path in new[] { link, link.Replace("/read?", "/read.csv?", StringComparison.Ordinal) })
        {
            var over = await later.Http.GetAsync(path, Stop);
            over.StatusCode.ShouldBe(HttpStatusCode.Gone);
            (await over.Content.ReadAsStringAsync(Stop)).ShouldContain("could be read for 90 days");
        }
    }

    [Fact]
    public async Task What_is_left_of_a_digest_is_not_shown_as_the_digest()
    {
        await OweAsync();
        var link = Link(await DeliveredAsync());
        await using var daemon = await StartAsync("2026-07-09T13:00:00Z");
        (await daemon.Http.GetAsync(link, Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);

        await using (var store = await SqliteStore.OpenAsync(Path.Combine(_place.DataDirectory, SqliteStore.FileName), Stop))
        {
            var parts = await store.Outbox.MessagesAsync(MessageState.Delivered, Stop).ToListAsync(Stop);
            parts.Count.ShouldBe(2);
            await store.Outbox.RecordAsync([parts[1] with { Sending = null }], Stop);
        }

        (await daemon.Http.GetAsync(link, Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>A morning's and an evening's poll, which make two parts of one digest.</summary>
    private async Task<IReadOnlyList<MatchedChange>> OweAsync()
    {
        _place.WriteConfiguration("""
            { "Watches": [ "watches.yaml" ], "Feeds": { "recorded": { "Type": "Recorded", "Enabled": false } },
              "Web": { "Urls": "http://127.0.0.1:0", "PublicUrl": "https://watch.example.org" } }
            """);
        Directory.CreateDirectory(_place.DataDirectory);
        await using var store = await SqliteStore.OpenAsync(Path.Combine(_place.DataDirectory, SqliteStore.FileName), Stop);
        var (morning, evening) = (Enumerable.Range(0, Awards - 50).Select(number => New(number)).ToList(), Enumerable.Range(Awards - 50, 50).Select(number => New(number)).Append(New(0, "P00001")).ToList());
        await CommitAsync(store, morning, Polled, FeedCursor.Start, new FeedCursor("1"));
        await CommitAsync(store, evening, Polled.AddHours(8), new FeedCursor("1"), new FeedCursor("2"));
        return [.. morning, .. evening];
    }

    private static Task CommitAsync(SqliteStore store, IReadOnlyList<MatchedChange> changes, DateTimeOffset now, FeedCursor from, FeedCursor to)
    {
        var watch = new Watch { Id = "palantir", Notify = [new Subscription("palantir", Subscription.Email, Desk, Cadence.Daily)] };
        return store.Polls.CommitAsync(
            new PollCommit
            {
                Feed = "usaspending",
                From = from,
                To = to,
                Time = now,
                Actions = [.. changes.Select(told => new KnownAction { Action = told.Change.Action, Revision = 1, FirstSeen = now })],
                Changes = changes,
                Messages = AlertRouter.Route(changes, [new StoredWatch(watch, StoredWatch.CommandLine, Polled.AddDays(-30))], now),
                Health = FeedHealth.Unknown,
                Coverage = new PollCoverage { Started = now },
            },
            Stop);
    }

    private static MatchedChange New(int number, string action = "0")
    {
        var about = new AwardAction
        {
            Key = new ActionKey(new AwardKey($"CONT_AWD_{Number(number)}_7012"), action),
            Piid = Number(number),
            ActionDate = new DateOnly(2026, 7, 1),
            Obligation = Money.Usd(1000),
            Description = "=1+1 <script>alert(1)</script>",
            Recipient = new Recipient { Name = "PALANTIR USG, INC." },
            AwardingAgency = new Agency { Name = "U.S. Immigration and Customs Enforcement" },
        };
        var kind = action == "0" ? ChangeKind.NewAward : ChangeKind.Modification;
        var seen = action == "0" && number < Awards - 50 ? Polled : Polled.AddHours(8);
        return new MatchedChange(
            new Change { Id = ChangeId.Of("usaspending", about.Key, kind, 1, "", ActionFacts.Fingerprint(about)), Kind = kind, Feed = "usaspending", Action = about, FirstSeen = seen },
            [new Match { WatchId = "palantir", Tier = Tier.Certain, Route = Route.Prime, Evidence = [new Evidence("name", "it is the name")] }]);
    }

    private static string Number(int number) => $"70CTD{number:0000}";

    private async Task<string> DeliveredAsync()
    {
        (await _place.RunAsync("deliver", "--now", "2026-07-09T12:00:00Z")).ExitCode.ShouldBe(0);
        var mail = await File.ReadAllTextAsync(Directory.GetFiles(_place.Outbox, "*.eml").ShouldHaveSingleItem(), Stop);
        return string.Join('\n', Encoded().Matches(mail).Select(part => Encoding.UTF8.GetString(Convert.FromBase64String(part.Groups[1].Value)))) + SoftBreak().Replace(mail, "").Replace("=3D", "=", StringComparison.Ordinal);
    }

    private static string Link(string mail, string path = "read") => "/" + Regex.Match(mail, $@"https://watch\.example\.org/({path}\?t=[A-Za-z0-9_-]+)").Groups[1].Value;

    private Task<RunningDaemon> StartAsync(string now) => _place.StartAsync("--now", now);

    /// <summary>Everything that somebody who looks must leave as it is.</summary>
    private async Task<string> StandAsync() => string.Join('\n',
    [
        (await _place.RunAsync("alerts", "--json")).Output,
        (await _place.RunAsync("outbox", "--json")).Output,
        (await _place.RunAsync("subscriptions", "--json")).Output,
        .. Directory.GetFiles(_place.Outbox),
    ]);

    [GeneratedRegex("(?<=<dt>Award</dt><dd>)[^<]+")]
    private static partial Regex Award();

    [GeneratedRegex("<a class=\"follow\" href=\"([^\"]+)\">Next: page")]
    private static partial Regex Next();

    [GeneratedRegex(@"Content-Transfer-Encoding: base64\r?\n\r?\n([A-Za-z0-9+/=\r\n]+)")]
    private static partial Regex Encoded();

    [GeneratedRegex("=\r?\n")]
    private static partial Regex SoftBreak();
}
