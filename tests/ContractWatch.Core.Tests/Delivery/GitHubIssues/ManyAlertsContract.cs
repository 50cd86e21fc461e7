using System.Globalization;
using System.Text.RegularExpressions;
using ContractWatch.TestServers.GitHub;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>
/// Five hundred alerts from the store to their issues, as the daemon does it: run after run, within what an hour takes. Half way the process
/// starts again with an older copy of its store.
/// </summary>
public abstract partial class ManyAlertsContract(ITestOutputHelper output)
{
    private const int RunsBetweenPolls = 6;
    private const int MostRuns = 200;
    private const int LostDeliveries = 40;
    private static readonly TimeSpan BetweenRuns = TimeSpan.FromMinutes(15);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Words of the faults that the client itself has to meet, beside those of the host.</summary>
    private protected virtual IReadOnlyList<string> Faults => [];

    [Fact]
    public async Task Five_hundred_alerts_make_one_issue_for_each_award_and_watch_and_one_comment_for_each_later_change()
    {
        await using var scene = await StoredDelivery.OpenAsync(FiveHundred.Watches);
        await using var host = await StartAsync(scene.Time);
        var options = new GitHubOptions { BaseUrl = host.BaseUrl.AbsoluteUri, Token = "secret-token" };
        var channel = new TriedChannel(host, () => new GitHubChannel(options, Client(options, scene.Time), scene.Outbox, scene.Time));

        foreach (var (poll, changes) in FiveHundred.Polls.Index())
        {
            if (poll == FiveHundred.Polls.Count / 2)
            {
                await ForgetAsync(scene, host);
                channel.Restart();
            }

            await scene.CommitAsync(changes);
            await RunAsync(scene, channel, RunsBetweenPolls);
        }

        await RunAsync(scene, channel, MostRuns);
        var (messages, issues) = (await scene.MessagesAsync(), await host.IssuesAsync(Stop));
        Print(messages, issues, host, channel, scene.Time.GetUtcNow() - Told.Noon);
        Judge(messages, issues);
        host.Faults.Concat(Faults).Where(fault => !channel.Outcomes.Keys.Any(met => met.Contains(fault, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    private protected abstract IGitHub Client(GitHubOptions options, TimeProvider time);

    private protected abstract Task<IIssueHost> StartAsync(TimeProvider time);

    private static async Task RunAsync(StoredDelivery scene, TriedChannel channel, int most)
    {
        for (var run = 0; run < most && (await scene.MessagesAsync()).Any(message => message.State == MessageState.Owed); run++)
        {
            await scene.RunAsync(channel);
            scene.Time.Advance(BetweenRuns);
        }
    }

    /// <summary>The older copy owes again what was delivered last, and of every second issue it has no number.</summary>
    private static async Task ForgetAsync(StoredDelivery scene, IIssueHost host)
    {
        var lost = (await scene.MessagesAsync()).Where(message => message.State == MessageState.Delivered).OrderBy(message => message.Delivered).TakeLast(LostDeliveries).ToList();
        lost.Count.ShouldBe(LostDeliveries);
        await scene.Outbox.RecordAsync([.. lost.Select(message => message with { State = MessageState.Owed, Attempts = 0, Delivered = null, Receipt = null })], Stop);

        var forgotten = 0;
        foreach (var issue in (await host.IssuesAsync(Stop)).Where(issue => issue.Number % 2 == 0))
        {
            var name = $"github:issue:newsroom/contracts:{Marker.ThreadIn(issue.Body)}";
            if (await scene.Outbox.RecallAsync(name, Stop) is null)
                continue; // its answer was lost
            await scene.Outbox.KeepAsync(name, "", Stop);
            forgotten++;
        }

        forgotten.ShouldBeGreaterThan(LostDeliveries);
    }

    private static void Judge(IReadOnlyList<OutboxMessage> messages, IReadOnlyList<HostedIssue> issues)
    {
        messages.Where(message => message.State != MessageState.Delivered).Select(message => message.LastError).ShouldBeEmpty();
        messages.Sum(message => message.Alerts.Count).ShouldBe(FiveHundred.Alerts);
        issues.Count.ShouldBe(FiveHundred.Issues);

        var told = issues.SelectMany(issue => issue.Comments.Select(comment => comment.Body).Prepend(issue.Body).SelectMany(ToldIn).Select(key => (Key: key, Issue: issue))).ToList();
        told.Select(place => place.Key).ShouldBe(messages.Select(message => message.Key), ignoreOrder: true);

        var issueOf = told.ToDictionary(place => place.Key, place => place.Issue, StringComparer.Ordinal);
        var threads = messages.GroupBy(message => (message.Award, message.Alerts.Single().WatchId)).ToList();
        threads.Select(thread => thread.Select(message => issueOf[message.Key].Number).Distinct().ShouldHaveSingleItem()).ShouldBeUnique();
        foreach (var thread in threads)
            Judge(thread.Key.Award!, thread.Key.WatchId, thread.Count(), issueOf[thread.First().Key]);
    }

    private static void Judge(string award, string watch, int alerts, HostedIssue issue)
    {
        issue.Body.Replace("\\", "", StringComparison.Ordinal).ShouldContain($"watch {watch}. usaspending {award}<");
        issue.Comments.Count.ShouldBe(alerts - 1);
        issue.Body.Split("<!-- change=").Length.ShouldBe(alerts + 1);
        issue.Labels.ShouldBe(["contractwatch", $"vendor/{watch}", "agency/ice", "change/new-award", .. alerts > 1 ? ["change/modification"] : Array.Empty<string>()], ignoreOrder: true);
    }

    private void Print(IReadOnlyList<OutboxMessage> messages, IReadOnlyList<HostedIssue> issues, IIssueHost host, TriedChannel channel, TimeSpan time)
    {
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{messages.Sum(message => message.Alerts.Count)} alerts: {issues.Count} issues, {issues.Sum(issue => issue.Comments.Count)} comments; {channel.Tries} tries, {host.Requests:N0} requests in {time.TotalHours:N1} hours of a fake clock"));
        foreach (var (outcome, times) in channel.Outcomes)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times,5} {outcome}"));
    }

    private static IEnumerable<string> ToldIn(string text) => ToldMarker.Matches(text).Select(found => found.Groups[1].Value);

    [GeneratedRegex("<!-- contractwatch:v1 told=([0-9a-f]{32}) -->")]
    private static partial Regex ToldMarker { get; }
}

/// <summary>A channel that is meddled with, and counts what comes of it.</summary>
internal sealed class TriedChannel(IIssueHost host, Func<GitHubChannel> start) : IDeliveryChannel
{
    private GitHubChannel _channel = start();

    public int Tries { get; private set; }

    /// <summary>How often a message was delivered, or put off with a reason.</summary>
    public SortedDictionary<string, int> Outcomes { get; } = new(StringComparer.Ordinal);

    public string Name => _channel.Name;

    public string? Lacks => _channel.Lacks;

    /// <summary>The process that had it is gone.</summary>
    public void Restart() => _channel = start();

    public async Task<DeliveryOutcome> DeliverAsync(Letter letter, CancellationToken cancellation)
    {
        host.Meddle(Tries++);
        var outcome = await _channel.DeliverAsync(letter, cancellation);
        var said = outcome switch
        {
            DeliveryOutcome.Deferred deferred => deferred.Reason,
            DeliveryOutcome.Refused refused => $"refused: {refused.Reason}",
            _ => "delivered",
        };
        Outcomes[said] = Outcomes.GetValueOrDefault(said) + 1;
        return outcome;
    }

    public Task<string?> CheckAsync(CancellationToken cancellation) => _channel.CheckAsync(cancellation);
}
