using System.Text;
using ContractWatch.Feeds;
using ContractWatch.Ledger;
using ContractWatch.Matching;

namespace ContractWatch.Storage;

/// <summary>What every store must do for those who prove what was read.</summary>
public abstract class LedgerContract : StoreContract
{
    [Fact]
    public async Task An_answer_that_caused_a_change_comes_back_as_it_was_received()
    {
        var seen = Answer("""{"results":["übung"]}""") with { Request = """{"page":1}""", Method = "POST", Status = 404 };
        await CommitAsync("", [Sample.Change("c")], ("c", [new Sighting(seen, "/results/0")]));

        var entry = (await EntriesAsync()).ShouldHaveSingleItem();

        entry.Observation.ShouldBe(seen with { Packed = entry.Observation.Packed });
        Encoding.UTF8.GetString(entry.Observation.Body()).ShouldBe("""{"results":["übung"]}""");
        (entry.Place, entry.Feed).ShouldBe((1, Sample.Feed));
        entry.Versions.ShouldContain("names ");
        (await Store.Ledger.WitnessesAsync(["c"], Stop)).ShouldBe([new Witness("c", 1, "/results/0")]);
    }

    [Fact]
    public async Task Every_entry_follows_from_the_one_before_it_from_poll_to_poll()
    {
        await CommitAsync("", [Sample.Change("a"), Sample.Change("b")], ("a", [Place(Answer("1", minute: 2))]), ("b", [Place(Answer("2", minute: 1))]));
        await CommitAsync("1", [Sample.Change("c")], ("c", [Place(Answer("3"))]));

        var entries = await EntriesAsync();

        entries.Select(entry => Encoding.UTF8.GetString(entry.Observation.Body())).ShouldBe(["2", "1", "3"]);
        var link = LedgerChain.Start;
        foreach (var entry in entries)
        {
            LedgerChain.Fault(entry, link).ShouldBeNull();
            link = entry.Link;
        }

        var walk = await LedgerWalk.AsOfNowAsync(Store.Ledger, Stop);
        (walk.Entries, walk.Head, walk.Faults.Count).ShouldBe((3, link, 0));
        (await Store.Ledger.LinksAsync(2, Stop)).ShouldBe(entries.Skip(1).Select(entry => new LedgerLink(entry.Place, entry.Seal, entry.Link)));
        (await Store.Ledger.EntriesAsync([3, 1, 9], Stop).ToListAsync(Stop)).Select(entry => entry.Place).ShouldBe([1, 3]);
    }

    [Fact]
    public async Task An_answer_that_caused_many_changes_is_kept_once()
    {
        var body = Answer("{}");
        await CommitAsync("", [Sample.Change("a"), Sample.Change("b")], ("a", [new Sighting(body, "/1"), new Sighting(body, "/0")]), ("b", [new Sighting(body with { }, "/0")]));

        (await EntriesAsync()).Count.ShouldBe(1);
        (await Store.Ledger.WitnessesAsync(["b", "a"], Stop)).ShouldBe([new Witness("a", 1, "/0"), new Witness("a", 1, "/1"), new Witness("b", 1, "/0")]);
    }

    [Fact]
    public async Task The_same_words_at_another_time_are_another_answer()
    {
        await CommitAsync("", [Sample.Change("a")], ("a", [Place(Answer("{}"))]));
        await CommitAsync("1", [Sample.Change("b")], ("b", [Place(Answer("{}", minute: 1))]));

        (await EntriesAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_caused_no_new_change_is_not_kept()
    {
        await CommitAsync("", [Sample.Change("a"), Sample.Change("unseen")], ("a", [Place(Answer("1"))]), ("nobody", [Place(Answer("2"))]));
        await CommitAsync("1", [Sample.Change("a")], ("a", [Place(Answer("3"))]));

        Encoding.UTF8.GetString((await EntriesAsync()).ShouldHaveSingleItem().Observation.Body()).ShouldBe("1");
        (await Store.Ledger.WitnessesAsync(["unseen"], Stop)).ShouldBeEmpty();
    }

    protected static Observation Answer(string body, int minute = 0) => new()
    {
        Method = "GET",
        Url = "https://api.example.org/awards/A%20B/",
        Status = 200,
        Time = Sample.Noon.AddMinutes(minute),
        Sha256 = Observation.HashOf(Encoding.UTF8.GetBytes(body)),
        Packed = Observation.Pack(Encoding.UTF8.GetBytes(body)),
    };

    protected static Sighting Place(Observation answer) => new(answer, "");

    protected Task CommitAsync(string from, IReadOnlyList<MatchedChange> changes, params (string Change, IReadOnlyList<Sighting> Sightings)[] sightings) =>
        Store.Polls.CommitAsync(
            Sample.Commit(from, from + "1") with { Changes = changes, Sightings = sightings.ToDictionary(one => one.Change, one => one.Sightings) }, Stop);

    protected Task<List<LedgerEntry>> EntriesAsync() => AllAsync(Store.Ledger.EntriesAsync(places: null, Stop));
}
