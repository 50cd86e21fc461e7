using ContractWatch.Awards;
using ContractWatch.Delivery;
using ContractWatch.Diffing;
using ContractWatch.TestServers.GitHub;
using ContractWatch.Watches;

namespace ContractWatch.Rounds;

/// <summary>Maintainers answer in the issue, and the watch changes.</summary>
public sealed class AnswerRoundTests
{
    private static readonly Watch Acme = new()
    {
        Id = "acme",
        Vendor = new Vendor { Name = "Acme Analytics", Products = ["Gridiron Suite"] },
        Notify = [new Subscription("acme", Subscription.GitHub, AnswerScene.Repository)],
    };

    private static readonly (string, string?)[] History =
        [("ACME ANALYTICS PLUMBING LLC", null), ("ACME ANALYTICS INC", null), ("SOMEBODY ELSE", null), ("BIG RESELLER CORP", "GRIDIRON SUITE LICENCES"), ("ANALYTIX HOLDINGS", null)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_excluded_recipient_is_told_no_more_and_the_reply_says_what_that_would_have_done()
    {
        await using var scene = await AnswerScene.StartAsync(Acme);
        await scene.PollAsync(History);
        var issue = IssueOf(scene, "PLUMBING");

        var reply = await scene.AnswerAsync("alice", "/exclude", issue.Number);

        reply.ShouldContain("alice said on 2026-08-12 12:01 UTC");
        reply.ShouldContain("ACME ANALYTICS PLUMBING LLC is not the company that the watch acme asks for. This counts from the next poll on.");
        reply.ShouldContain("Of 3 changes recorded for this watch so far, 1 would not have been told:");
        reply.ShouldContain("- ACME ANALYTICS PLUMBING LLC: 70CTD00000 signed 2026-08-12");
        reply.ShouldContain("contractwatch watch takeback acme ");
        (await scene.WatchAsync()).Vendor!.Exclude.ShouldBe(["ACME ANALYTICS PLUMBING LLC"]);
        var told = scene.Issues.Issues.Count;
        await scene.PollAsync(("ACME ANALYTICS PLUMBING LLC", null));
        scene.Issues.Issues.Count.ShouldBe(told);
    }

    [Fact]
    public async Task An_alias_is_found_from_then_on_and_the_reply_says_what_was_missed()
    {
        await using var scene = await AnswerScene.StartAsync(Acme);
        await scene.PollAsync(History);

        var reply = await scene.AnswerAsync("alice", "Found another one:\n/alias \"ANALYTIX HOLDINGS\"");

        reply.ShouldContain("ANALYTIX HOLDINGS is a name of the company that the watch acme asks for");
        reply.ShouldContain("Of 5 actions signed in the last 365 days, 1 would have been told that were not:");
        reply.ShouldContain("- ANALYTIX HOLDINGS: 70CTD00004 signed 2026-08-12");
        await scene.PollAsync(("ANALYTIX HOLDINGS", null));
        IssueOf(scene, "ANALYTIX").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_muted_repository_hears_nothing_of_the_watch_until_it_is_over_or_ended()
    {
        await using var scene = await AnswerScene.StartAsync(Acme);
        await scene.PollAsync(History);
        var issues = scene.Issues.Issues.Count;

        var reply = await scene.AnswerAsync("alice", "/mute 30d");

        reply.ShouldContain("The watch acme tells this repository nothing before 2026-09-11; changes are recorded all the same. In the 30 days before, that would have kept back 3 messages.");
        await scene.PollAsync(("ACME ANALYTICS", null));
        scene.Issues.Issues.Count.ShouldBe(issues);

        (await scene.AnswerAsync("alice", "/mute off")).ShouldContain("The watch acme tells this repository again, from now on.");
        await scene.PollAsync(("ACME ANALYTICS CO", null));
        scene.Issues.Issues.Count.ShouldBe(issues + 1);
    }

    [Fact]
    public async Task Of_two_words_about_silence_in_one_comment_the_later_counts()
    {
        await using var scene = await AnswerScene.StartAsync(Acme);
        await scene.PollAsync(History);

        var reply = await scene.AnswerAsync("alice", "/mute 30d\n/mute off");

        reply.ShouldContain("The watch acme tells this repository again, from now on.");
        (await scene.WatchAsync()).Notify.ShouldHaveSingleItem().Wishes.MutedUntil.ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_reply_counts_only_what_the_watch_asks_for(bool hasBands)
    {
        await using var scene = await AnswerScene.StartAsync(hasBands ? Acme with { Growth = new Growth { Percent = 10 } } : Acme with { Changes = [ChangeKind.NewAward] });
        await scene.PollAsync(("ACME ANALYTICS PLUMBING LLC", null));
        await scene.CommitAsync(Modified, ("ACME ANALYTICS PLUMBING LLC", null), ("ANALYTIX HOLDINGS", null));

        (await scene.AnswerAsync("alice", "/exclude")).ShouldContain("Of 1 change recorded for this watch so far, 1 would not have been told:");
        (await scene.AnswerAsync("alice", "/alias ANALYTIX HOLDINGS")).ShouldContain($"Of 3 actions signed in the last 365 days, {(hasBands ? 1 : 0)} would have been told that were not");

        static Change Modified(Change change) => change with { Kind = ChangeKind.Modification, Action = change.Action with { Key = change.Action.Key with { Number = "P00001" } } };
    }

    [Fact]
    public async Task A_false_positive_excludes_its_company_but_never_a_reseller_for_what_its_description_named()
    {
        await using var scene = await AnswerScene.StartAsync(Acme);
        await scene.PollAsync(History);

        (await scene.LabelAsync("alice", "triage/false-positive", IssueOf(scene, "RESELLER").Number)).ShouldContain("This award was not matched by its company, but because the description names");
        (await scene.WatchAsync()).Vendor!.Exclude.ShouldBeEmpty();

        (await scene.LabelAsync("alice", "triage/false-positive", IssueOf(scene, "PLUMBING").Number)).ShouldContain("is not the company that the watch acme asks for");
        (await scene.WatchAsync()).Vendor!.Exclude.ShouldBe(["ACME ANALYTICS PLUMBING LLC"]);
    }

    [Fact]
    public async Task What_is_confirmed_becomes_a_name_of_the_vendor_unless_it_was_certain()
    {
        await using var scene = await AnswerScene.StartAsync(Acme);
        await scene.PollAsync(("ACME ANALYTICS INC", null), ("ACME ANALYTICS GRIDIRON JV, LLC", null));

        (await scene.LabelAsync("alice", "triage/confirmed", IssueOf(scene, "ACME ANALYTICS INC").Number)).ShouldContain("This match is certain already: nothing changes.");
        (await scene.LabelAsync("alice", "triage/confirmed", IssueOf(scene, "JV").Number)).ShouldContain("ACME ANALYTICS GRIDIRON JV, LLC is a name of the company that the watch acme asks for");
        (await scene.WatchAsync()).Vendor!.Aliases.ShouldBe(["ACME ANALYTICS GRIDIRON JV, LLC"]);
    }

    [Fact]
    public async Task Strangers_are_ignored()
    {
        await using var scene = await AnswerScene.StartAsync(Acme);
        await scene.PollAsync(History);

        (await scene.AnswerAsync("stranger", "/exclude")).ShouldBeEmpty();
        (await scene.LabelAsync("stranger", "triage/false-positive")).ShouldBeEmpty();

        (await scene.Store.Watches.FeedbackAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_instruction_is_carried_out_once_also_when_the_reply_was_never_owed()
    {
        await using var scene = await AnswerScene.StartAsync(Acme);
        await scene.PollAsync(History);
        var issue = IssueOf(scene, "PLUMBING");
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        issue.Comments.Add(new HostedComment("alice", "/exclude\n/mute 10d", scene.Time.GetUtcNow()));
        await scene.CarryOutAndDieAsync();

        var reply = await scene.HearAsync(issue);
        reply.ShouldContain("Of 3 changes recorded for this watch so far, 1 would not have been told:");
        for (var round = 0; round < 3; round++)
            (await scene.HearAsync(issue)).ShouldBeEmpty();

        (await scene.Store.Watches.FeedbackAsync(Stop)).ShouldHaveSingleItem().By.ShouldBe("alice (github)");
        (await scene.Store.Watches.SubscriptionsAsync(Stop)).ShouldHaveSingleItem().History.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_listened_to_twice_does_not_undo_what_was_said_since()
    {
        await using var scene = await AnswerScene.StartAsync(Acme);
        await scene.PollAsync(History);
        await scene.AnswerAsync("alice", "/mute 10d");
        await scene.AnswerAsync("alice", "/mute off");
        var issue = scene.Issues.Issues[0];

        (await scene.HearAsync(issue)).ShouldBeEmpty();

        (await scene.WatchAsync()).Notify.ShouldHaveSingleItem().Wishes.MutedUntil.ShouldBeNull();
        (await scene.Store.Watches.SubscriptionsAsync(Stop)).ShouldHaveSingleItem().History.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_said_before_is_not_said_again()
    {
        await using var scene = await AnswerScene.StartAsync(Acme);
        await scene.PollAsync(History);
        var issue = IssueOf(scene, "PLUMBING").Number;
        await scene.AnswerAsync("alice", "/exclude", issue);

        (await scene.AnswerAsync("alice", "/exclude", issue)).ShouldContain("that was said by alice (github) on 2026-08-12 12:01 UTC, and counts. Nothing more was changed.");
    }

    [Fact]
    public async Task Who_said_it_elsewhere_is_not_named_in_the_issue()
    {
        await using var scene = await AnswerScene.StartAsync(Acme);
        await scene.PollAsync(History);
        await new FeedbackBook(scene.Store.Watches, scene.Time).SayAsync("acme", FeedbackKind.Exclude, "ACME ANALYTICS PLUMBING LLC", "jane.roe@example.org", null, Stop);

        var reply = await scene.AnswerAsync("alice", "/exclude", IssueOf(scene, "PLUMBING").Number);

        reply.ShouldContain("that was said on 2026-08-12 12:00 UTC, and counts.");
        reply.ShouldNotContain("jane");
    }

    [Fact]
    public async Task What_cannot_be_done_is_answered_with_the_reason()
    {
        await using var scene = await AnswerScene.StartAsync(Acme);
        await scene.PollAsync(History);

        (await scene.AnswerAsync("alice", "/exclude Acme Analytics")).ShouldContain("Acme Analytics: 'Acme Analytics' is the watched vendor's own name. Nothing was changed.");
        (await scene.AnswerAsync("alice", "/mute for ever")).ShouldContain("Found /mute for ever, expected /mute and a number of days or weeks such as 30d");
    }

    [Fact]
    public async Task Foreign_words_in_an_instruction_are_shown_as_text()
    {
        await using var scene = await AnswerScene.StartAsync(Acme);
        await scene.PollAsync(History);

        var reply = await scene.AnswerAsync("alice", "/alias <img src=x> @team #1 \u202Egpj");

        foreach (var harm in new[] { "<img", "@team", "#1", "\u202E" })
            reply.ShouldNotContain(harm);
    }

    [Fact]
    public async Task An_issue_of_a_watch_that_is_not_public_any_more_is_not_answered()
    {
        await using var scene = await AnswerScene.StartAsync(Acme);
        await scene.PollAsync(History);
        await scene.Store.Watches.SaveAsync(new StoredWatch(Acme with { Privacy = Privacy.Embargoed }, StoredWatch.CommandLine, AnswerScene.Noon.AddDays(-30)), Stop);

        (await scene.AnswerAsync("alice", "/exclude")).ShouldBeEmpty();
        (await scene.Store.Watches.FeedbackAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_overview_counts_what_was_told_and_is_written_once_for_each_news()
    {
        await using var scene = await AnswerScene.StartAsync(Acme);
        await scene.ShowAsync();
        scene.Issues.Issues.ShouldBeEmpty();
        await scene.PollAsync(History);

        await scene.ShowAsync();
        await scene.ShowAsync();

        var overview = scene.Issues.Issues[^1];
        scene.Issues.Pinned.ShouldBe([overview.Number]);
        overview.Body.ShouldContain("| acme | Acme Analytics | 3 | 3 | 2026-08-12 |");
        overview.Body.ShouldContain($"- #{IssueOf(scene, "RESELLER").Number} 2026-08-12 acme: BIG RESELLER CORP");

        await scene.PollAsync(("ACME ANALYTICS CORP", null));
        await scene.ShowAsync();
        scene.Issues.Issues.Single(issue => issue.Number == overview.Number).Body.ShouldContain("| acme | Acme Analytics | 4 | 4 | 2026-08-12 |");
    }

    [Fact]
    public async Task No_word_of_a_watch_that_is_not_public_any_more_stays_in_the_overview()
    {
        await using var scene = await AnswerScene.StartAsync(Acme);
        await scene.PollAsync(History);
        await scene.ShowAsync();
        await scene.Store.Watches.SaveAsync(new StoredWatch(Acme with { Privacy = Privacy.Embargoed, Notify = [] }, StoredWatch.CommandLine, AnswerScene.Noon.AddDays(-30)), Stop);

        await scene.ShowAsync();

        var overview = scene.Issues.Issues[^1];
        overview.Body.ShouldContain("No public watch tells this repository now.");
        overview.Body.ShouldNotContain("acme", Case.Insensitive);
        overview.Body.ShouldNotContain("RESELLER");
    }

    [Fact]
    public async Task The_overview_counts_an_award_once_whatever_its_key_and_those_of_a_roll_up_each()
    {
        await using var scene = await AnswerScene.StartAsync(Acme);
        await scene.CommitAsync(change => change, [.. Enumerable.Repeat<(string, string?)>(("ACME ANALYTICS", null), 110)]);
        await scene.CommitAsync(change => change with { FirstKnownAs = new AwardKey("CONT_AWD_00007_7012_-NONE-_-NONE-") }, ("ACME ANALYTICS", null));
        var owed = await scene.Store.Outbox.MessagesAsync(MessageState.Owed, Stop).ToListAsync(Stop);
        owed.Count.ShouldBe(102);
        await scene.Store.Outbox.RecordAsync([.. owed.Select((message, place) => message with { State = MessageState.Delivered, Delivered = AnswerScene.Noon.AddDays(-place) })], Stop);

        await scene.ShowAsync();

        scene.Issues.Issues.ShouldHaveSingleItem().Body.ShouldContain("| acme | Acme Analytics | 110 | 111 | 2026-08-12 |");
    }

    private static HostedIssue IssueOf(AnswerScene scene, string recipient) => scene.Issues.Issues.Single(issue => issue.Title.Contains(recipient, StringComparison.Ordinal));
}
