using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Matching;
using ContractWatch.TestServers.GitHub;
using ContractWatch.Watches;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>What becomes of an issue after it was opened.</summary>
public abstract class IssueUpkeepContract
{
    private static readonly StoredWatch Watch = Told.Watch("palantir", Told.Issues());

    [Fact]
    public async Task Every_change_joins_the_table_in_the_body_once_and_what_people_wrote_stays()
    {
        await using var scene = await StartAsync();
        await scene.DeliverAsync(Letter("0"));
        var issue = scene.Repository.Issues.Single();
        issue.Body = $"Our notes above.\n\n{issue.Body}\n\nAnd below | with a pipe.\n";

        await scene.DeliverAsync(Letter("P00001"));
        scene.Restart(keepsMemory: false);
        await scene.DeliverAsync(Letter("P00001"));

        issue.Body.ShouldStartWith("Our notes above.\n\n");
        issue.Body.ShouldEndWith("\n\nAnd below | with a pipe.\n");
        issue.Body.Split('\n').Count(line => line.Contains("<!-- change=", StringComparison.Ordinal)).ShouldBe(2);
        issue.Body.ShouldContain("| 2026-08-12 | Modification P00001 (funding only action) adds \\$1,000,000.00. |");
        issue.Comments.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_table_that_somebody_removed_is_made_again_at_the_end()
    {
        await using var scene = await StartAsync();
        await scene.DeliverAsync(Letter("0"));
        var issue = scene.Repository.Issues.Single();
        issue.Body = $"Only our words.\n{Marker.Thread(Marker.ThreadIn(issue.Body)!)}";

        await scene.DeliverAsync(Letter("P00001"));

        issue.Body.ShouldStartWith("Only our words.");
        issue.Body.ShouldContain("Modification P00001");
    }

    [Fact]
    public void A_table_too_long_for_the_body_leaves_out_its_oldest_rows_and_says_so()
    {
        var rows = Enumerable.Range(0, 400).Select(place => $"| 2026-08-12 | {new string('x', 250)} | <!-- change={place:x32} --> |").ToList();

        var body = IssueTable.With("Body.", rows, IssueText.LongestBody);

        body.Length.ShouldBeLessThanOrEqualTo(IssueText.LongestBody);
        body.ShouldContain("earlier changes are told in the comments");
        body.ShouldContain(rows[^1]);
        body.ShouldNotContain(rows[0]);
    }

    [Fact]
    public async Task Only_a_change_newer_than_the_closing_opens_an_issue_again_and_says_why()
    {
        await using var scene = await StartAsync();
        await scene.DeliverAsync(Letter("0"));
        var issue = scene.Repository.Issues.Single();
        (issue.IsClosed, issue.ClosedAt) = (true, Told.Noon.AddHours(1));

        await scene.DeliverAsync(Letter("P00001", seen: Told.Noon));
        issue.IsClosed.ShouldBeTrue();
        issue.Comments[^1].Body.ShouldNotContain("Reopened");

        await scene.DeliverAsync(Letter("P00002", seen: Told.Noon.AddHours(2)));
        issue.IsClosed.ShouldBeFalse();
        issue.Comments[^1].Body.ShouldStartWith("*Reopened: this is newer than the closing of 2026-08-12 13:00 UTC.*");
    }

    [Fact]
    public async Task So_many_issues_are_reopened_in_an_hour_and_the_others_are_told_and_opened_in_the_next()
    {
        await using var scene = await StartAsync();
        var channel = scene.NewChannel(options => options.ReopeningsPerHour = 2);
        for (var place = 0; place < 4; place++)
            await channel.DeliverAsync(Letter("0", award: Award(place)), TestContext.Current.CancellationToken);
        foreach (var issue in scene.Repository.Issues)
            (issue.IsClosed, issue.ClosedAt) = (true, Told.Noon.AddMinutes(-1));

        (await TellAgainAsync()).OfType<DeliveryOutcome.Deferred>().ShouldAllBe(deferred => !deferred.ChannelDown && deferred.IsLimit && deferred.RetryAfter > TimeSpan.FromMinutes(50));
        scene.Repository.Issues.Count(issue => issue is { IsClosed: false, Comments.Count: 1 }).ShouldBe(2);
        scene.Repository.Issues.Count(issue => issue is { IsClosed: true, Comments.Count: 0 }).ShouldBe(2);

        scene.Time.Advance(TimeSpan.FromHours(1));
        (await TellAgainAsync()).ShouldAllBe(outcome => outcome is DeliveryOutcome.Delivered);
        scene.Repository.Issues.ShouldAllBe(issue => !issue.IsClosed && issue.Comments.Count == 1);

        async Task<List<DeliveryOutcome>> TellAgainAsync()
        {
            var outcomes = new List<DeliveryOutcome>();
            for (var place = 0; place < 4; place++)
                outcomes.Add(await channel.DeliverAsync(Letter("P00001", award: Award(place)), TestContext.Current.CancellationToken));
            return outcomes;
        }
    }

    [Fact]
    public async Task A_body_that_people_have_filled_takes_nothing_from_the_comment()
    {
        await using var scene = await StartAsync();
        await scene.DeliverAsync(Letter("0"));
        var issue = scene.Repository.Issues.Single();
        (issue.Body, issue.IsClosed, issue.ClosedAt) = (issue.Body + new string('x', 65_500), true, Told.Noon.AddMinutes(-1));

        (await scene.DeliverAsync(Letter("P00001"))).ShouldBeOfType<DeliveryOutcome.Delivered>();

        issue.Comments.ShouldHaveSingleItem();
        issue.IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task An_issue_whose_label_somebody_took_off_is_found_without_any_memory()
    {
        await using var scene = await StartAsync();
        await scene.DeliverAsync(Letter("0"));
        scene.Repository.Issues.Single().Labels.Clear();
        scene.Restart(keepsMemory: false);

        await scene.DeliverAsync(Letter("P00001"));

        scene.Repository.Issues.ShouldHaveSingleItem().Comments.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_notice_whose_answer_is_lost_is_opened_once_and_has_our_label()
    {
        await using var scene = await StartAsync(new GitHubConduct { LosesAnswers = 1 });
        var letter = Letter("0") with { Changes = [], Notice = new Notice("A `word`", "Needs care.", "0123456789abcdef0123456789abcdef") };

        (await scene.DeliverAsync(letter)).ShouldBeOfType<DeliveryOutcome.Deferred>();
        scene.Restart(keepsMemory: false);
        (await scene.DeliverAsync(letter)).ShouldBeOfType<DeliveryOutcome.Delivered>();

        var issue = scene.Repository.Issues.ShouldHaveSingleItem();
        issue.Labels.ShouldBe(["contractwatch"]);
        issue.Title.ShouldBe("A 'word'");
    }

    [Fact]
    public async Task Labels_that_GitHub_does_not_answer_for_stop_no_issue()
    {
        await using var scene = await StartAsync(new GitHubConduct { LabelsFail = true });

        (await scene.DeliverAsync(Letter("0"))).ShouldBeOfType<DeliveryOutcome.Delivered>();

        scene.Repository.Issues.ShouldHaveSingleItem().Labels.ShouldContain("contractwatch");
    }

    [Fact]
    public async Task More_writes_than_an_hour_takes_wait_for_the_next_also_after_a_restart()
    {
        await using var scene = await StartAsync();
        var stop = TestContext.Current.CancellationToken;
        for (var place = 0; place < 2; place++)
            (await Channel().DeliverAsync(Letter("0", award: Award(place)), stop)).ShouldBeOfType<DeliveryOutcome.Delivered>();

        var deferred = (await Channel().DeliverAsync(Letter("0", award: Award(2)), stop)).ShouldBeOfType<DeliveryOutcome.Deferred>();
        deferred.ChannelDown.ShouldBeTrue();
        deferred.RetryAfter!.Value.ShouldBeInRange(TimeSpan.FromMinutes(50), TimeSpan.FromHours(1));

        scene.Time.Advance(TimeSpan.FromHours(1));
        (await Channel().DeliverAsync(Letter("0", award: Award(2)), stop)).ShouldBeOfType<DeliveryOutcome.Delivered>();

        GitHubChannel Channel() => scene.NewChannel(options => options.WritesPerHour = 2);
    }

    [Fact]
    public async Task Very_many_awards_at_once_are_an_issue_each_for_the_first_hundred_and_one_issue_for_the_rest()
    {
        await using var scene = await StartAsync();
        MatchedChange[] changes = [.. Enumerable.Range(0, 350).Select(place => Change("0", Award(place)))];
        var messages = AlertRouter.Route(changes, [Watch], Told.Noon);

        messages.Count.ShouldBe(AlertRouter.MostIssuesAtOnce + 1);
        messages.SelectMany(message => message.Alerts).Select(alert => alert.ChangeId).Order().ShouldBe(changes.Select(change => change.Change.Id).Order());

        var rest = new Letter { Message = messages[^1], Changes = [.. changes.Skip(AlertRouter.MostIssuesAtOnce)], Notes = new Dictionary<string, string>() };
        await scene.DeliverAsync(rest);
        scene.Restart(keepsMemory: false);
        await scene.DeliverAsync(rest);

        var issue = scene.Repository.Issues.ShouldHaveSingleItem();
        issue.Title.ShouldBe("250 more awards changed on 2026-08-12: too many for an issue each");
        issue.Body.ShouldContain("PALANTIR USG, INC.: 70CTD022FR0000349 (ICE)");
        issue.Body.Length.ShouldBeLessThan(IssueText.LongestBody);
    }

    [Fact]
    public async Task A_notice_is_an_issue_whose_words_do_nothing_and_the_next_of_its_thread_a_comment()
    {
        await using var scene = await StartAsync();
        var notice = new Notice("Needs care: `\u202Edeef` @team\r\nx", "The feed said \u202Enothing, :+1: @team.\n\n- one\n- two", new string('a', 32));

        await scene.DeliverAsync(Of(notice, 'b'));
        await scene.DeliverAsync(Of(notice with { Text = "This is over." }, 'c'));

        var issue = scene.Repository.Issues.ShouldHaveSingleItem();
        issue.Title.ShouldBe("Needs care: '[U+202E]deef' @team x");
        issue.Body.ShouldStartWith("The feed said \\[U+202E\\]nothing, :&#8203;+1: @&#8203;team.\n\n- one\n- two\n\n<!-- ");
        issue.Comments.ShouldHaveSingleItem().Body.ShouldStartWith("This is over.\n\n<!-- ");
    }

    [Fact]
    public void One_issue_for_very_many_awards_reads_as_approved()
    {
        var letter = Told.Letter(
            Watch,
            [Change("0", Award(1)), .. Told.Moved(), Told.Matched(Told.Change(action: Hostile.Action with { Key = Told.Action(award: Award(2)).Key }))]);
        var stories = AlertText.ByAward(letter.Changes, letter.Notes);

        $"{RollUpText.Title(letter, stories)}\n\n{RollUpText.Body(letter, stories, new string('a', 32))}".ShouldBeApproved("issue.roll-up");
    }

    [Fact]
    public async Task A_reply_to_maintainers_is_a_comment_that_reads_as_approved()
    {
        await using var scene = await StartAsync();
        await scene.DeliverAsync(Letter("0"));
        var reply = new Notice(
            "ContractWatch: an answer",
            "jo-maintains said on 2026-08-12 11:58 UTC:\n\nPALANTIR PLUMBING @team #1 is not the company that the watch palantir asks for. This counts from the next poll on.\n"
                + "Of 12 changes recorded for this watch so far, 2 would not have been told:\n- PALANTIR PLUMBING @team #1: 70CTD022FR0000170 P00004 signed 2026-08-03\n- PALANTIR PLUMBING @team #1: 70CTD022FR0000170 signed 2026-07-03\n"
                + "To take it back: contractwatch watch takeback palantir 00000000000000000000000000000000",
            Marker.ThreadIn(scene.Repository.Issues.Single().Body)!);

        await scene.DeliverAsync(Of(reply, 'b'));

        scene.Repository.Issues.Single().Comments.ShouldHaveSingleItem().Body.ShouldBeApproved("issue.reply");
    }

    private static Letter Of(Notice notice, char key) => new()
    {
        Message = Letter("0").Message with { Key = new string(key, 32), Alerts = [], Award = null },
        Changes = [],
        Notes = new Dictionary<string, string>(),
        Notice = notice,
    };

    private static string Award(int place) => $"CONT_AWD_70CTD022FR{place:0000000}_7012_47QTCA19D00ML_4732";

    private static MatchedChange Change(string number, string? award = null, DateTimeOffset? seen = null) => Told.Matched(Told.Change(
        number == "0" ? ChangeKind.NewAward : ChangeKind.Modification,
        award is null ? Told.Action(number) : Told.Action(number, award: award),
        seen));

    private static Letter Letter(string number, string? award = null, DateTimeOffset? seen = null) => Told.Letter(Watch, Change(number, award, seen));

    private protected abstract IGitHub Client(GitHubOptions options, TimeProvider time);

    private Task<GitHubScene> StartAsync(GitHubConduct? conduct = null) => GitHubScene.StartAsync(Client, conduct);
}
