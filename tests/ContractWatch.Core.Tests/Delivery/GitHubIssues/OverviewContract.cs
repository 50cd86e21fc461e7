using ContractWatch.TestServers.GitHub;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>The one issue of a repository that shows all.</summary>
public abstract class OverviewContract
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_opened_once_and_pinned()
    {
        await using var scene = await StartAsync();

        (await scene.Channel.ShowAsync(Sample, Stop)).ShouldBeNull();
        scene.Restart(keepsMemory: false);
        (await scene.Channel.ShowAsync(Sample, Stop)).ShouldBeNull();

        var issue = scene.Repository.Issues.ShouldHaveSingleItem();
        scene.Repository.Pinned.Distinct().ShouldBe([issue.Number]);
        issue.Labels.ShouldBe(["contractwatch"]);
        issue.Body.ShouldBeApproved("overview");
    }

    [Fact]
    public async Task It_is_rewritten_only_when_it_differs_and_what_people_wrote_stays()
    {
        await using var scene = await StartAsync();
        await scene.Channel.ShowAsync(Sample, Stop);
        var issue = scene.Repository.Issues.Single();
        issue.Body = $"Our rules above.\n\n{issue.Body}\nAnd below.\n";
        var writes = scene.Server.Writes.Count;

        await scene.Channel.ShowAsync(Sample, Stop);
        scene.Server.Writes.Count.ShouldBe(writes);

        await scene.Channel.ShowAsync(Sample with { Gaps = [] }, Stop);
        scene.Server.Writes.Count.ShouldBe(writes + 1);
        issue.Body.ShouldStartWith("Our rules above.\n\n");
        issue.Body.ShouldEndWith("\nAnd below.\n");
        issue.Body.ShouldNotContain("Not read");
    }

    [Fact]
    public void Very_many_watches_leave_out_the_awards_first_then_the_last_watches_and_say_so()
    {
        var watches = Enumerable.Range(0, 1000).Select(place => new OverviewWatch($"watch-{place:0000}", new string('x', 90), 1, 1, new DateOnly(2026, 8, 12))).ToList();

        var section = OverviewText.Section(Sample with { Watches = watches }, new Dictionary<string, int>());

        section.Length.ShouldBeLessThanOrEqualTo(IssueText.LongestBody);
        section.ShouldContain("| watch-0000 |");
        section.ShouldNotContain("Told last");
        section.ShouldNotContain("| watch-0999 |");
        section.ShouldContain(" more watches do not fit here; `contractwatch watch list` shows them.");
    }

    [Fact]
    public async Task It_names_the_issues_of_its_awards()
    {
        await using var scene = await StartAsync();
        var letter = Told.Letter(Told.Watch("palantir", Told.Issues()), Told.Matched());
        await scene.DeliverAsync(letter);
        var thread = Marker.ThreadIn(scene.Repository.Issues.Single().Body)!;

        await scene.Channel.ShowAsync(Sample with { Latest = [Sample.Latest[0] with { Thread = thread }] }, Stop);

        scene.Repository.Issues[^1].Body.ShouldContain("- #1 2026-08-12 palantir: PALANTIR USG, INC.");
    }

    [Fact]
    public async Task A_repository_with_three_pinned_issues_has_it_unpinned()
    {
        await using var scene = await StartAsync();
        scene.Repository.Pinned.AddRange([7, 8, 9]);

        (await scene.Channel.ShowAsync(Sample, Stop)).ShouldBeNull();

        scene.Repository.Issues.ShouldHaveSingleItem();
        scene.Repository.Pinned.ShouldBe([7, 8, 9]);
    }

    [Fact]
    public async Task Who_unpins_it_is_not_overruled()
    {
        await using var scene = await StartAsync();
        await scene.Channel.ShowAsync(Sample, Stop);
        scene.Repository.Pinned.Clear();

        await scene.Channel.ShowAsync(Sample with { Gaps = [] }, Stop);

        scene.Repository.Pinned.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_that_is_lost_doubles_nothing()
    {
        await using var scene = await StartAsync(new GitHubConduct { LosesAnswers = 1 });

        (await scene.Channel.ShowAsync(Sample, Stop))!.ShouldContain("no answer");
        (await scene.Channel.ShowAsync(Sample, Stop)).ShouldBeNull();

        scene.Repository.Issues.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Who_wants_none_has_none()
    {
        await using var scene = await StartAsync();

        await scene.NewChannel(options => options.Overview = false).ShowAsync(Sample, Stop);

        scene.Repository.Issues.ShouldBeEmpty();
    }

    [Fact]
    public void Foreign_names_are_shown_as_text_and_what_does_not_fit_is_left_out()
    {
        var overview = Sample with
        {
            Watches = [new OverviewWatch("palantir", "<b>@team</b> | #1", 1, 1, null)],
            Latest = [.. Enumerable.Range(0, 3000).Select(place => Sample.Latest[0] with { Subject = $"![x](y) @team {place}" })],
        };

        var section = OverviewText.Section(overview, new Dictionary<string, int>());

        section.Length.ShouldBeLessThanOrEqualTo(IssueText.LongestBody);
        foreach (var harm in new[] { "<b>", "@team", "![x]", " #1 " })
            section.ShouldNotContain(harm);
    }

    private static Overview Sample => new()
    {
        Address = "newsroom/contracts",
        Watches = [new OverviewWatch("palantir", "Palantir Technologies", 2, 5, new DateOnly(2026, 8, 12)), new OverviewWatch("thermal", null, 0, 0, null)],
        Latest = [new OverviewAward("0123", "PALANTIR USG, INC.: 70CTD022FR0000170 (ICE)", "palantir", new DateOnly(2026, 8, 12))],
        Gaps = ["usaspending: gap since 2026-08-11 06:20 UTC: 503"],
    };

    private protected abstract IGitHub Client(GitHubOptions options, TimeProvider time);

    private Task<GitHubScene> StartAsync(GitHubConduct? conduct = null) => GitHubScene.StartAsync(Client, conduct);
}
