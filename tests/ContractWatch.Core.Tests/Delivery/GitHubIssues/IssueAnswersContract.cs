using ContractWatch.TestServers.GitHub;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>Whom the channel hears in issues, and what it hears.</summary>
public abstract class IssueAnswersContract
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_comment_of_somebody_who_may_write_is_heard_with_the_message_it_answers()
    {
        await using var scene = await StartAsync();
        var letter = await TellAsync(scene);
        Say(scene, "alice", "/exclude");

        var answer = (await HearAsync(scene)).ShouldHaveSingleItem();

        answer.MessageKey.ShouldBe(letter.Message.Key);
        answer.Thread.ShouldBe(Marker.ThreadIn(scene.Repository.Issues.Single().Body));
        (answer.By, answer.At, answer.Address).ShouldBe(("alice", Told.Noon.AddMinutes(1), "newsroom/contracts"));
        answer.Instructions.ShouldBe([new Instruction.Exclude(null)]);
    }

    [Theory]
    [InlineData("stranger")]
    [InlineData("reader")]
    public async Task Who_may_not_write_is_ignored(string login)
    {
        await using var scene = await StartAsync();
        await TellAsync(scene);
        Say(scene, login, "/exclude");
        scene.Repository.Label(scene.Repository.Issues.Single(), "triage/false-positive", login, scene.Time.GetUtcNow());

        (await HearAsync(scene)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Labels_of_triage_are_heard_and_others_are_not()
    {
        await using var scene = await StartAsync();
        await TellAsync(scene);
        var issue = scene.Repository.Issues.Single();
        scene.Repository.Label(issue, "help wanted", "alice", scene.Time.GetUtcNow());
        scene.Repository.Label(issue, "triage/confirmed", "alice", scene.Time.GetUtcNow());
        scene.Repository.Label(issue, "Triage/False-Positive", "root", scene.Time.GetUtcNow());

        (await HearAsync(scene)).SelectMany(answer => answer.Instructions).ShouldBe([new Instruction.Confirmed(), new Instruction.FalsePositive()]);
    }

    [Fact]
    public async Task The_labels_of_triage_are_there_to_be_put_on()
    {
        await using var scene = await StartAsync();
        await TellAsync(scene);

        scene.Repository.Labels.ShouldContain("triage/false-positive");
        scene.Repository.Labels.ShouldContain("triage/confirmed");
        scene.Repository.Issues.Single().Labels.ShouldNotContain(label => label.StartsWith("triage", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_issue_of_a_stranger_with_our_markers_is_not_ours()
    {
        await using var scene = await StartAsync();
        await TellAsync(scene);
        var ours = scene.Repository.Issues.Single();
        var forged = new HostedIssue { Number = 2, Title = "forged", Body = ours.Body, Author = "stranger" };
        scene.Repository.Issues.Add(forged);
        forged.Comments.Add(new HostedComment("alice", "/exclude", scene.Time.GetUtcNow()));

        (await HearAsync(scene)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_we_wrote_ourselves_is_no_answer_also_where_we_log_in_as_a_maintainer()
    {
        await using var scene = await StartAsync();
        var letter = await TellAsync(scene);
        scene.Repository.Permissions["watch-bot"] = "admin";
        Say(scene, "watch-bot", $"/exclude\n{Marker.Told(letter.Message.Key)}");
        (await HearAsync(scene)).ShouldBeEmpty();

        Say(scene, "watch-bot", "/exclude");
        (await HearAsync(scene)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_was_heard_is_not_listened_to_for_ever_and_what_was_broken_off_is_heard_again()
    {
        await using var scene = await StartAsync();
        await TellAsync(scene);
        Say(scene, "alice", "/exclude");
        var first = (await HearAsync(scene)).Single();
        await Should.ThrowAsync<InvalidOperationException>(() => scene.Channel.HearAsync("newsroom/contracts", (_, _) => throw new InvalidOperationException("died"), Stop));

        (await HearAsync(scene)).Single().Key.ShouldBe(first.Key);

        scene.Time.Advance(TimeSpan.FromHours(1));
        Say(scene, "root", "/mute 30d");
        (await HearAsync(scene)).Count.ShouldBe(2);
        scene.Restart();
        (await HearAsync(scene)).Select(answer => answer.By).ShouldBe(["root"]);
    }

    [Fact]
    public async Task A_comment_that_gets_its_instruction_later_is_heard_then()
    {
        await using var scene = await StartAsync();
        await TellAsync(scene);
        Say(scene, "alice", "hm");
        (await HearAsync(scene)).ShouldBeEmpty();

        scene.Time.Advance(TimeSpan.FromDays(1));
        var comments = scene.Repository.Issues.Single().Comments;
        comments[^1] = comments[^1] with { Body = "hm\n/exclude", Updated = scene.Time.GetUtcNow() };

        (await HearAsync(scene)).ShouldHaveSingleItem().At.ShouldBe(Told.Noon.AddMinutes(1));
    }

    [Fact]
    public async Task Many_comments_are_heard_in_the_order_they_were_written()
    {
        await using var scene = await StartAsync(new GitHubConduct { PageLimit = 7 });
        await TellAsync(scene);
        for (var place = 0; place < 40; place++)
            Say(scene, "alice", $"/exclude NAME {place}");

        (await HearAsync(scene)).SelectMany(answer => answer.Instructions).ShouldBe(Enumerable.Range(0, 40).Select(place => new Instruction.Exclude($"NAME {place}")));
    }

    [Fact]
    public async Task What_happened_before_is_not_read_for_labels_that_are_not_there()
    {
        await using var scene = await StartAsync(new GitHubConduct { PageLimit = 7 });
        for (var place = 0; place < 70; place++)
            scene.Repository.Events.Add(new HostedEvent(-place, "closed", 1, "", "alice", Told.Noon.AddDays(-3)));
        await TellAsync(scene);
        var before = scene.Server.Requests;

        (await HearAsync(scene)).ShouldBeEmpty();

        (scene.Server.Requests - before).ShouldBe(3);
    }

    [Fact]
    public async Task The_first_answer_is_heard_also_where_our_clock_is_ahead()
    {
        await using var scene = await StartAsync();
        await TellAsync(scene);
        scene.Time.Set(Told.Noon.AddMinutes(-20));
        Say(scene, "alice", "/exclude");

        (await HearAsync(scene)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Where_GitHub_does_not_answer_the_reason_is_said_and_nothing_is_lost()
    {
        await using var scene = await StartAsync();
        await TellAsync(scene);
        Say(scene, "alice", "/exclude");
        var wrong = scene.NewChannel(token: "wrong");

        (await wrong.HearAsync("newsroom/contracts", (_, _) => Task.CompletedTask, Stop))!.ShouldContain("wrong or has expired");
        (await HearAsync(scene)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Where_nothing_was_told_nothing_is_listened_to()
    {
        await using var scene = await StartAsync();
        scene.Repository.Issues.Add(new HostedIssue { Number = 1, Title = "another", Body = "by hand", Author = "alice" });
        Say(scene, "alice", "/exclude");

        (await HearAsync(scene)).ShouldBeEmpty();
    }

    private static async Task<Letter> TellAsync(GitHubScene scene)
    {
        scene.Repository.Permissions["alice"] = "write";
        scene.Repository.Permissions["root"] = "admin";
        scene.Repository.Permissions["reader"] = "read";
        var letter = Told.Letter(Told.Watch("palantir", Told.Issues()), Told.Matched());
        (await scene.DeliverAsync(letter)).ShouldBeOfType<DeliveryOutcome.Delivered>();
        scene.Outbox.Add(letter.Message with { State = MessageState.Delivered, Delivered = scene.Time.GetUtcNow() });
        scene.Time.Set(Told.Noon.AddMinutes(1));
        return letter;
    }

    private static void Say(GitHubScene scene, string login, string words) =>
        scene.Repository.Issues[0].Comments.Add(new HostedComment(login, words, scene.Time.GetUtcNow()));

    private static async Task<List<Answer>> HearAsync(GitHubScene scene)
    {
        var heard = new List<Answer>();
        (await scene.Channel.HearAsync("newsroom/contracts", (answer, _) => { heard.Add(answer); return Task.CompletedTask; }, Stop)).ShouldBeNull();
        return heard;
    }

    private protected abstract IGitHub Client(GitHubOptions options, TimeProvider time);

    private Task<GitHubScene> StartAsync(GitHubConduct? conduct = null) => GitHubScene.StartAsync(Client, conduct);
}
