using ContractWatch.Awards;
using ContractWatch.TestServers.GitHub;
using ContractWatch.Watches;

namespace ContractWatch.Delivery.GitHubIssues;

public abstract class GitHubChannelContract
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly StoredWatch Watch = Told.Watch("palantir", Told.Issues());

    [Fact]
    public async Task The_first_message_opens_an_issue_and_the_next_comments_on_it()
    {
        await using var scene = await StartAsync();

        var opened = await scene.DeliverAsync(First);
        var commented = await scene.DeliverAsync(Second);

        var issue = scene.Repository.Issues.ShouldHaveSingleItem();
        opened.ShouldBeOfType<DeliveryOutcome.Delivered>().Receipt.ShouldEndWith("/issues/1");
        commented.ShouldBeOfType<DeliveryOutcome.Delivered>();
        issue.Title.ShouldBe("PALANTIR USG, INC.: 70CTD022FR0000170 (ICE)");
        issue.Labels.ShouldBe(["contractwatch", "vendor/palantir", "agency/ice", "change/new-award", "change/modification"]);
        issue.Body.ShouldBeApproved("issue.body");
        issue.Comments.ShouldHaveSingleItem().Body.ShouldBeApproved("issue.comment");
        scene.Repository.Labels.ShouldBe(
            ["contractwatch", "vendor/palantir", "agency/ice", "change/new-award", "change/modification", "triage/false-positive", "triage/confirmed"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_crash_between_writing_and_recording_nothing_is_written_twice(bool keepsMemory)
    {
        await using var scene = await StartAsync();

        foreach (var letter in new[] { First, Second })
        {
            await scene.DeliverAsync(letter);
            scene.Restart(keepsMemory);
            (await scene.DeliverAsync(letter)).ShouldBeOfType<DeliveryOutcome.Delivered>();
            scene.Restart(keepsMemory);
        }

        scene.Repository.Issues.ShouldHaveSingleItem().Comments.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_answer_that_is_lost_doubles_nothing()
    {
        await using var scene = await StartAsync();
        foreach (var letter in new[] { First, Second })
        {
            scene.Server.Behave(new GitHubConduct { LosesAnswers = 1 });
            (await scene.DeliverAsync(letter)).ShouldBeOfType<DeliveryOutcome.Deferred>().ChannelDown.ShouldBeFalse();
            (await scene.DeliverAsync(letter)).ShouldBeOfType<DeliveryOutcome.Delivered>();
        }

        scene.Repository.Issues.ShouldHaveSingleItem().Comments.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_closed_issue_far_down_the_list_is_found()
    {
        await using var scene = await StartAsync(new GitHubConduct { PageLimit = 2 });
        await scene.DeliverAsync(First);
        scene.Repository.Issues[0].IsClosed = true;
        for (var i = 2; i <= 6; i++)
            scene.Repository.Issues.Add(new HostedIssue { Number = i, Title = "another", Body = "by hand", Author = "maintainer", Labels = ["contractwatch"] });
        scene.Restart(keepsMemory: false);

        await scene.DeliverAsync(Second);

        scene.Repository.Issues.Count.ShouldBe(6);
        scene.Repository.Issues[0].Comments.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_marker_in_a_strangers_issue_or_comment_means_nothing()
    {
        await using var scene = await StartAsync();
        await scene.DeliverAsync(First);
        var ours = scene.Repository.Issues[0];
        scene.Repository.Issues[0] = new HostedIssue { Number = 1, Title = ours.Title, Body = ours.Body, Author = "stranger", Labels = ours.Labels };
        scene.Restart(keepsMemory: false);

        await scene.DeliverAsync(First);
        scene.Repository.Issues[1].Comments.Add(new HostedComment("stranger", Marker(Second), Told.Noon));
        await scene.DeliverAsync(Second);

        scene.Repository.Issues.Count.ShouldBe(2);
        scene.Repository.Issues[0].Comments.ShouldBeEmpty();
        scene.Repository.Issues[1].Comments.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Without_the_right_to_label_issues_are_found_all_the_same()
    {
        await using var scene = await StartAsync(new GitHubConduct { MayLabel = false });
        await scene.DeliverAsync(First);
        scene.Restart(keepsMemory: false);

        await scene.DeliverAsync(Second);

        scene.Repository.Issues.ShouldHaveSingleItem().Comments.ShouldHaveSingleItem();
        scene.Repository.Issues[0].Labels.ShouldBeEmpty();
    }

    [Fact]
    public async Task Writes_are_three_seconds_apart()
    {
        await using var scene = await StartAsync();

        await scene.DeliverAsync(First);
        await scene.DeliverAsync(Second);

        var writes = scene.Server.Writes;
        writes.Count.ShouldBeGreaterThan(5);
        writes.Zip(writes.Skip(1), (one, next) => next - one).ShouldAllBe(apart => apart >= TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_limit_is_honoured_and_remembered_across_a_restart()
    {
        await using var scene = await StartAsync(new GitHubConduct { Limits = 1, RetryAfter = 90 });

        ShouldBeDown(await scene.DeliverAsync(First)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(90));
        scene.Restart();
        ShouldBeDown(await scene.DeliverAsync(First)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(90));
        scene.Server.Writes.ShouldBeEmpty();

        scene.Time.Advance(TimeSpan.FromSeconds(90));
        (await scene.DeliverAsync(First)).ShouldBeOfType<DeliveryOutcome.Delivered>();
    }

    [Fact]
    public async Task A_limit_that_names_no_time_doubles_the_pause()
    {
        await using var scene = await StartAsync(new GitHubConduct { Limits = 3 });

        for (var minutes = 1; minutes <= 4; minutes *= 2)
        {
            ShouldBeDown(await scene.DeliverAsync(First)).RetryAfter.ShouldBe(TimeSpan.FromMinutes(minutes));
            scene.Time.Advance(TimeSpan.FromMinutes(minutes));
        }

        (await scene.DeliverAsync(First)).ShouldBeOfType<DeliveryOutcome.Delivered>();
    }

    [Fact]
    public async Task A_wrong_token_takes_the_channel_down_and_is_not_repeated()
    {
        await using var scene = await StartAsync(new GitHubConduct { Token = "another" });

        var reason = ShouldBeDown(await scene.DeliverAsync(First)).Reason;

        reason.ShouldContain("the token is wrong");
        reason.ShouldNotContain("secret-token");
    }

    [Fact]
    public async Task What_one_repository_forbids_delays_no_other()
    {
        await using var scene = await StartAsync(new GitHubConduct { MayWriteIssues = false, MayLabel = false });

        (await scene.DeliverAsync(First)).ShouldBeOfType<DeliveryOutcome.Deferred>().ChannelDown.ShouldBeFalse();
        (await scene.DeliverAsync(To("newsroom/unknown"))).ShouldBeOfType<DeliveryOutcome.Deferred>().ChannelDown.ShouldBeFalse();
    }

    [Theory]
    [InlineData("newsroom")]
    [InlineData("newsroom/..")]
    [InlineData("newsroom/contracts/../../user")]
    [InlineData("newsroom/contracts?x")]
    public async Task What_is_no_repository_is_refused(string address)
    {
        await using var scene = await StartAsync();

        (await scene.DeliverAsync(To(address))).ShouldBeOfType<DeliveryOutcome.Refused>();
    }

    [Fact]
    public async Task A_repository_without_issues_is_tried_again_for_they_can_be_switched_on()
    {
        await using var scene = await StartAsync(new GitHubConduct { HasIssues = false });

        (await scene.DeliverAsync(First)).ShouldBeOfType<DeliveryOutcome.Deferred>().Reason.ShouldContain("switched off");
    }

    [Fact]
    public async Task What_is_too_long_is_written_again_with_less_in_it()
    {
        await using var scene = await StartAsync();
        var changes = Enumerable.Range(1, 300)
            .Select(i => Told.Change(ChangeKind.Correction, Told.Action($"P{i:00000}")) with { Fields = [new("description", new string('@', 400), new string('#', 400))] })
            .Select(change => Told.Matched(change));

        await scene.DeliverAsync(Told.Letter(Watch, [.. changes]));
        await scene.DeliverAsync(First);

        var issue = scene.Repository.Issues.ShouldHaveSingleItem();
        issue.Body.Length.ShouldBeLessThan(58_001);
        issue.Body.ShouldContain("earlier changes do not fit here");
        issue.Body.ShouldContain("P00300");
        issue.Comments.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Hostile_text_is_shown_as_text()
    {
        await using var scene = await StartAsync();

        await scene.DeliverAsync(Told.Letter(Watch, Told.Matched(Told.Change(action: Hostile.Action))));

        var issue = scene.Repository.Issues.ShouldHaveSingleItem();
        issue.Body.ShouldBeApproved("issue.hostile");
        foreach (var harm in new[] { "@team", "#1 ", "<script", "<img", "](https://", "://github.com", "<!-- contractwatch:v1 told=0000" })
            issue.Body.ShouldNotContain(harm);
        issue.Title.ShouldNotContain("`");
    }

    [Fact]
    public async Task Many_awards_told_twice_make_one_issue_each_however_many_hours_it_takes()
    {
        await using var scene = await StartAsync();
        foreach (var number in new[] { "0", "P00001" })
        {
            for (var i = 0; i < 120; i++)
                await InTimeAsync(scene, Told.Letter(Watch, Told.Matched(Told.Change(action: Told.Action(number, award: $"CONT_AWD_70CTD0{i:000}_7012_-NONE-_-NONE-")))));
            scene.Restart(keepsMemory: false);
        }

        scene.Repository.Issues.Count.ShouldBe(120);
        scene.Repository.Issues.ShouldAllBe(issue => issue.Comments.Count == 1);
    }

    private static async Task InTimeAsync(GitHubScene scene, Letter letter)
    {
        while (await scene.DeliverAsync(letter) is DeliveryOutcome.Deferred { RetryAfter: { } wait })
            scene.Time.Advance(wait);
    }

    [Theory]
    [InlineData("2026-11-30 23:59:00 UTC", "2026-11-30")]
    [InlineData("2026-11-30 22:59:00 -0700", "2026-12-01")]
    [InlineData("some day", null)]
    public async Task When_the_token_ends_is_kept_as_GitHub_says_it(string said, string? day)
    {
        await using var scene = await StartAsync(new GitHubConduct { TokenEnds = said });
        await scene.DeliverAsync(First);
        (await ChannelKeyEnd.RecallAsync(scene.Outbox, "github", Stop)).ShouldBe(day is null ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

        scene.Server.Behave(new GitHubConduct());
        (await scene.NewChannel().CheckAsync(Stop)).ShouldBeNull();
        (await ChannelKeyEnd.RecallAsync(scene.Outbox, "github", Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task A_check_tries_token_and_repository()
    {
        await using var scene = await StartAsync(new GitHubConduct { MayLabel = false, Repositories = ["newsroom/contracts"] });
        async Task<string?> CheckAsync(string token, string repository) =>
            await scene.NewChannel(token, repository).CheckAsync(TestContext.Current.CancellationToken);

        (await CheckAsync("", ""))!.ShouldContain("GitHub:Token is empty");
        (await CheckAsync("wrong", ""))!.ShouldContain("the token is wrong");
        (await CheckAsync("secret-token", "newsroom/none"))!.ShouldContain("no such repository");
        (await CheckAsync("secret-token", "newsroom/contracts"))!.ShouldContain("write access");
        (await CheckAsync("secret-token", "")).ShouldBeNull();
    }

    private static Letter First => Told.Letter(Watch, Told.Matched(Told.Change(ChangeKind.NewAward, Told.Action("0"))));

    private static Letter Second => Told.Letter(Watch, Told.Matched());

    private static Letter To(string repository) => Told.Letter(Told.Watch("palantir", Told.Issues(repository: repository)), Told.Matched());

    private static string Marker(Letter letter) => $"<!-- contractwatch:v1 told={letter.Message.Key} -->";

    private static DeliveryOutcome.Deferred ShouldBeDown(DeliveryOutcome outcome)
    {
        var deferred = outcome.ShouldBeOfType<DeliveryOutcome.Deferred>();
        deferred.ChannelDown.ShouldBeTrue();
        return deferred;
    }

    private protected abstract IGitHub Client(GitHubOptions options, TimeProvider time);

    private Task<GitHubScene> StartAsync(GitHubConduct? conduct = null) => GitHubScene.StartAsync(Client, conduct);
}
