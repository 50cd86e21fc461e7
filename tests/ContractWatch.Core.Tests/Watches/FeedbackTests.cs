using ContractWatch.Awards;
using ContractWatch.Matching;
using ContractWatch.TestServers;

namespace ContractWatch.Watches;

public sealed class FeedbackTests : IAsyncLifetime
{
    private const string Uei = "HNN4F9JZWDY8";

    private readonly MemoryWatchStore _store = new();
    private readonly ImpatientTime _time = new(new DateTimeOffset(2026, 8, 1, 6, 0, 0, TimeSpan.Zero));
    private readonly FeedbackBook _book;

    public FeedbackTests() => _book = new FeedbackBook(_store, _time);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var vendor = new Vendor
        {
            Name = "Clear",
            Aliases = ["Clear Path"],
            Identifiers = new Dictionary<string, IReadOnlyList<string>> { ["uei"] = [Uei] },
            Exclude = ["CLEAR WATER"],
        };
        await _store.SaveAsync(new StoredWatch(new Watch { Id = "clear", Vendor = vendor }, "watches/clear.yaml", _time.GetUtcNow()), Stop);
        await _store.SaveAsync(new StoredWatch(new Watch { Id = "topic", Keywords = ["iris"] }, "watches/topic.yaml", _time.GetUtcNow()), Stop);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task An_excluded_name_matches_no_more_until_it_is_taken_back()
    {
        (await AnswersAsync("CLEAR PATH LLC")).ShouldBeTrue();

        var said = await SayAsync(FeedbackKind.Exclude, "clear path llc");
        (await AnswersAsync("CLEAR PATH LLC")).ShouldBeFalse();

        (await _book.TakeBackAsync("clear", said.Id, "kim", Stop)).Refusal.ShouldBeNull();
        (await AnswersAsync("CLEAR PATH LLC")).ShouldBeTrue();
    }

    [Fact]
    public async Task An_excluded_identifier_matches_no_more_though_the_watch_lists_it_or_the_name_is_alike()
    {
        (await AnswersAsync("SOMEBODY", Uei)).ShouldBeTrue();
        (await AnswersAsync("CLEAR", Uei)).ShouldBeTrue();

        await SayAsync(FeedbackKind.Exclude, Uei.ToLowerInvariant());

        (await AnswersAsync("SOMEBODY", Uei)).ShouldBeFalse();
        (await AnswersAsync("CLEAR", Uei)).ShouldBeFalse();
        (await AnswersAsync("CLEAR", "FSY4LVSBGWB7")).ShouldBeTrue();
    }

    [Fact]
    public async Task An_alias_matches_from_then_on_and_so_does_an_identifier()
    {
        (await AnswersAsync("ALCLEAR HOLDINGS LLC")).ShouldBeFalse();

        await SayAsync(FeedbackKind.Alias, "Alclear Holdings");
        await SayAsync(FeedbackKind.Alias, "FSY4LVSBGWB7");

        (await AnswersAsync("ALCLEAR HOLDINGS LLC")).ShouldBeTrue();
        (await AnswersAsync("SOMEBODY", "FSY4LVSBGWB7")).ShouldBeTrue();
    }

    [Fact]
    public async Task Of_two_words_about_one_name_the_later_counts_also_against_the_file()
    {
        await SayAsync(FeedbackKind.Alias, "Clear Water");
        (await AnswersAsync("CLEAR WATER")).ShouldBeTrue();

        await SayAsync(FeedbackKind.Exclude, "CLEAR WATER");
        (await AnswersAsync("CLEAR WATER")).ShouldBeFalse();

        await SayAsync(FeedbackKind.Alias, "CLEAR WATER");
        (await AnswersAsync("CLEAR WATER")).ShouldBeTrue();
        (await _store.FeedbackAsync(Stop)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Who_said_what_and_who_took_it_back_stays_on_record()
    {
        var said = await SayAsync(FeedbackKind.Exclude, "CLEAR PATH");
        _time.Advance(TimeSpan.FromDays(2));
        await _book.TakeBackAsync("clear", said.Id, "kim", Stop);

        (await _store.FeedbackAsync(Stop)).ShouldHaveSingleItem().ShouldBe(new Feedback
        {
            WatchId = "clear",
            Kind = FeedbackKind.Exclude,
            What = "CLEAR PATH",
            By = "jo",
            At = new DateTimeOffset(2026, 8, 1, 6, 0, 0, TimeSpan.Zero),
            TakenBack = new TakenBack("kim", new DateTimeOffset(2026, 8, 3, 6, 0, 1, TimeSpan.Zero)),
        });
    }

    [Fact]
    public async Task What_is_in_force_is_not_said_twice_and_a_comment_read_again_brings_nothing_back()
    {
        var written = _time.GetUtcNow().AddHours(-3);
        var first = await SayAsync(FeedbackKind.Exclude, "CLEAR PATH", written);
        (await SayAsync(FeedbackKind.Exclude, "Clear Path")).ShouldBe(first);

        await _book.TakeBackAsync("clear", first.Id, "kim", Stop);
        (await SayAsync(FeedbackKind.Exclude, "CLEAR PATH", written)).IsInForce.ShouldBeFalse();
        (await _store.FeedbackAsync(Stop)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("nobody", "CLEAR PATH", "jo", "there is no watch")]
    [InlineData("topic", "CLEAR PATH", "jo", "names no vendor")]
    [InlineData("clear", "CLEAR", "jo", "own name")]
    [InlineData("clear", "INC.", "jo", "not only legal forms")]
    [InlineData("clear", "a\u001b[31mb", "jo", "on one line")]
    [InlineData("clear", "CLEAR PATH", " ", "who says it")]
    public async Task What_cannot_be_meant_is_refused_and_nothing_recorded(string watch, string what, string by, string why)
    {
        (await _book.SayAsync(watch, FeedbackKind.Exclude, what, by, null, Stop)).Refusal.ShouldNotBeNull().ShouldContain(why);
        (await _store.FeedbackAsync(Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_what_is_in_force_for_that_watch_can_be_taken_back()
    {
        var said = await SayAsync(FeedbackKind.Exclude, "CLEAR PATH");

        (await _book.TakeBackAsync("topic", said.Id, "kim", Stop)).Refusal.ShouldNotBeNull();
        (await _book.TakeBackAsync("clear", "none", "kim", Stop)).Refusal.ShouldNotBeNull();
        (await _book.TakeBackAsync("clear", said.Id, "kim", Stop)).Refusal.ShouldBeNull();
        (await _book.TakeBackAsync("clear", said.Id, "kim", Stop)).Refusal.ShouldNotBeNull().ShouldContain("before");
    }

    private async Task<Feedback> SayAsync(FeedbackKind kind, string what, DateTimeOffset? at = null)
    {
        var answer = await _book.SayAsync("clear", kind, what, "jo", at, Stop);
        _time.Advance(TimeSpan.FromSeconds(1));
        answer.Refusal.ShouldBeNull();
        return answer.Feedback!;
    }

    private async Task<bool> AnswersAsync(string recipient, string? uei = null)
    {
        var watches = await _store.InForceAsync(Stop);
        var matcher = new MatcherFactory().For([.. watches.Select(stored => stored.Watch)]);
        var subject = new MatchSubject { Recipient = new Recipient { Name = recipient, Identifiers = uei is null ? Identifiers.None : Identifiers.OfUei(uei) } };
        return matcher.Find(subject).Any(match => match.WatchId == "clear");
    }
}
