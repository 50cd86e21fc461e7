using ContractWatch.Awards;
using ContractWatch.Delivery.Email;
using ContractWatch.Feeds;
using ContractWatch.Watches;

namespace ContractWatch.Delivery;

public sealed class LetterWriterTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_letter_says_how_far_the_feeds_it_tells_of_were_read_and_names_the_gaps_of_all_others()
    {
        var gap = new CoverageGap { Kind = GapKind.Poll, Since = Told.Noon, Reason = "503" };
        var (told, quiet, broken) = (new FeedCoverage("usaspending", Told.Noon, []), new FeedCoverage("quiet", Told.Noon, []), new FeedCoverage("broken", Told.Noon, [gap]));
        var (watch, change) = (Told.Watch("palantir", Told.Mail()), Told.Matched());
        var archive = new FakeArchive([watch], [change], told, quiet, broken);
        var writer = new LetterWriter(archive, archive, archive, archive, ["usaspending", "quiet", "broken"]);

        var letter = await writer.WriteAsync(AlertRouter.Route([change], [watch], Told.Noon), Stop);

        letter.Coverage.ShouldBe([broken, told]);
    }

    [Fact]
    public async Task The_subject_of_an_awards_mails_stays_that_of_the_first_though_its_vendor_is_renamed_and_its_agency_edited()
    {
        var sender = new CapturingSender();
        await using var scene = await StoredDelivery.OpenAsync(Told.Watch("palantir", Told.Mail()));
        var channel = new EmailChannel(new EmailOptions { From = "alerts@contracts.example.net" }, sender, scene.Time);
        var renamed = new Recipient { Name = "ANOTHER NAME, INC." };

        foreach (var action in new[] { Told.Action("0"), Told.Action("P00001") with { Recipient = renamed }, Told.Action("P00002") with { Recipient = renamed, AwardingAgency = null, Piid = "ANOTHER" } })
        {
            await scene.CommitAsync(Told.Matched(Told.Change(action: action, seen: scene.Time.GetUtcNow())));
            await scene.RunAsync(channel);
            scene.Time.Advance(TimeSpan.FromDays(1));
        }

        sender.Mails.Select(mail => mail.Subject).ShouldBe(Enumerable.Repeat("PALANTIR USG, INC.: 70CTD022FR0000170 (ICE)", 3));
        sender.Mails[2].Text.ShouldContain("Vendor: ANOTHER NAME, INC.");
    }

    [Theory]
    [InlineData(Privacy.Public, "Case management at ICE")]
    [InlineData(Privacy.Members, null)]
    [InlineData(Privacy.Embargoed, null)]
    public async Task Read_again_a_letter_tells_its_changes_and_no_note_that_may_have_been_written_since_for_fewer_eyes(Privacy privacy, string? note)
    {
        var own = Told.Mail() with { Wishes = new Wishes { Note = "mine" } };
        var stored = Told.Watch("palantir", own);
        var watch = stored with { Watch = stored.Watch with { Privacy = privacy } };
        var change = Told.Matched();
        var archive = new FakeArchive([watch], [change]);
        var writer = new LetterWriter(archive, archive, archive, archive, ["usaspending"]);
        var parts = AlertRouter.Route([change], [watch], Told.Noon);

        (await writer.WriteAsync(parts, Stop)).Notes["palantir"].ShouldBe("Case management at ICE · mine");
        var letter = await writer.WriteAgainAsync(parts, Stop);

        letter.Changes.ShouldHaveSingleItem().Matches.ShouldBe(change.Matches);
        letter.Notes.GetValueOrDefault("palantir").ShouldBe(note);
        letter.IsDiscreet.ShouldBe(privacy == Privacy.Embargoed);
    }

    [Fact]
    public async Task Read_again_a_letter_tells_what_it_told_though_watch_and_subscriber_are_gone()
    {
        var (watch, change) = (Told.Watch("palantir", Told.Mail()), Told.Matched());
        var archive = new FakeArchive([], [change]);

        var letter = await new LetterWriter(archive, archive, archive, archive, []).WriteAgainAsync(AlertRouter.Route([change], [watch], Told.Noon), Stop);

        letter.Changes.ShouldHaveSingleItem().Matches.ShouldBe(change.Matches);
        letter.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_watch_of_which_nothing_is_known_is_written_of_as_if_it_were_embargoed()
    {
        var (watch, change) = (Told.Watch("palantir", Told.Mail()), Told.Matched());
        var archive = new FakeArchive([], [change]);

        var letter = await new LetterWriter(archive, archive, archive, archive, []).WriteAsync(AlertRouter.Route([change], [watch], Told.Noon), TestContext.Current.CancellationToken);

        letter.IsDiscreet.ShouldBeTrue();
    }
}
