using System.Globalization;
using ContractWatch.TestServers;
using ContractWatch.TestServers.GitHub;

namespace ContractWatch.Running;

/// <summary>The built program hears what maintainers answer in issues.</summary>
public sealed class AnswerTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_comment_changes_the_watch_is_replied_to_and_stands_on_record()
    {
        await using var gitHub = await StartAsync();
        await _place.PollAsync("2026-05-06T12:00:00Z");
        (await _place.PollAsync("2026-07-09T12:00:00Z")).ErrorLines.ShouldBe(["github: 1 delivered, 0 deferred, 0 refused"]);
        var alert = gitHub.Repository.Issues[0];
        alert.Comments.Add(new HostedComment("alice", "/exclude", At("2026-07-09T13:00:00Z")));
        alert.Comments.Add(new HostedComment("stranger", "/mute 30d", At("2026-07-09T13:00:00Z")));

        await _place.PollAsync("2026-07-09T14:00:00Z");
        await _place.PollAsync("2026-07-09T15:00:00Z");

        alert.Comments.Where(comment => comment.Author == gitHub.Conduct.Login).ShouldHaveSingleItem().Body.ShouldContain("would not have been told");
        var said = (await _place.RunAsync("watch", "feedback", "palantir", "--json")).Lines.ShouldHaveSingleItem();
        said.ShouldContain("\"by\":\"alice (github)\"");
        said.ShouldContain("\"at\":\"2026-07-09T13:00:00");
    }

    [Fact]
    public async Task The_overview_is_pinned_beside_the_alerts()
    {
        await using var gitHub = await StartAsync();
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await _place.PollAsync("2026-07-09T12:00:00Z");
        await _place.PollAsync("2026-07-09T13:00:00Z");

        gitHub.Repository.Issues.Count.ShouldBe(2);
        gitHub.Repository.Pinned.ShouldBe([2]);
        gitHub.Repository.Issues[1].Body.ShouldContain("| palantir | Palantir Technologies | 1 | 1 | 2026-07-09 |");
    }

    private async Task<GitHubServer> StartAsync()
    {
        var gitHub = await GitHubServer.StartAsync(time: new ImpatientTime(At("2026-07-09T12:00:00Z")));
        gitHub.Repository.Permissions["alice"] = "write";
        _place.Configure(Workplace.RecordedFeed, $$""", "GitHub": { "BaseUrl": "{{gitHub.BaseUrl}}", "Token": "secret-token", "SecondsBetweenWrites": 0 }""");
        _place.Watch("""
            watches:
              - id: palantir
                vendor: { name: Palantir Technologies, identifiers: { uei: [FSY4LVSBGWB7] } }
                notify: [ { github: newsroom/contracts } ]
            """);
        return gitHub;
    }

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
}
