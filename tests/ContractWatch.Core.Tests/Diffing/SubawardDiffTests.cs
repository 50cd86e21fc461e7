using ContractWatch.Awards;

namespace ContractWatch.Diffing;

public sealed class SubawardDiffTests
{
    private static readonly DiffTerms Terms = new("usaspending", new DateTimeOffset(2026, 8, 12, 12, 0, 0, TimeSpan.Zero), new DateOnly(2025, 10, 1));

    [Fact]
    public void What_was_read_before_is_no_news()
    {
        var first = Keep([], [Of("S-1", 10), Of("S-2", 20)]);

        SubawardDiff.Of(Terms, first, [Of("S-2", 20), Of("S-1", 10)], isWhole: true).ShouldBeEmpty();
    }

    [Fact]
    public void Several_reports_under_one_number_are_each_told_once()
    {
        var known = Keep([], [Of("S-1", 10), Of("S-1", 20)]);
        known.Count.ShouldBe(2);

        SubawardDiff.Of(Terms, known, [Of("S-1", 10), Of("S-1", 20), Of("S-1", 30)], isWhole: true).ShouldHaveSingleItem().State.Subaward.Amount.ShouldBe(Money.Usd(30));
    }

    [Fact]
    public void An_amount_reported_anew_is_an_edit_with_both_amounts()
    {
        var known = Keep([], [Of("S-1", 10), Of("S-2", 20)]);

        var news = SubawardDiff.Of(Terms, known, [Of("S-1", 11), Of("S-2", 20)], isWhole: true).ShouldHaveSingleItem();

        news.Change!.Fields.ShouldBe([new FieldChange("subawardAmount", "10.00 USD", "11.00 USD")]);
        news.State.Key.ShouldBe(known[0].Key);
        news.State.Revision.ShouldBe(2);
    }

    [Fact]
    public void From_a_list_that_is_not_whole_nothing_is_concluded_about_what_is_missing()
    {
        var news = SubawardDiff.Of(Terms, Keep([], [Of("S-1", 10)]), [Of("S-1", 11)], isWhole: false).ShouldHaveSingleItem();

        news.Change!.Fields.ShouldAllBe(field => field.Old == null);
    }

    [Fact]
    public void There_and_back_again_is_two_changes()
    {
        var known = Keep([], [Of("S-1", 10)]);
        var ids = new HashSet<string>();
        foreach (var amount in new[] { 11m, 10m, 11m, 10m })
        {
            var news = SubawardDiff.Of(Terms, known, [Of("S-1", amount)], isWhole: true).ShouldHaveSingleItem();
            ids.Add(news.Change!.Id).ShouldBeTrue();
            known = [news.State];
        }
    }

    [Fact]
    public void One_that_returns_beside_its_edit_is_kept_apart_from_it()
    {
        var edited = SubawardDiff.Of(Terms, Keep([], [Of("S-1", 10)]), [Of("S-1", 11)], isWhole: true).Single().State;

        var back = SubawardDiff.Of(Terms, [edited], [Of("S-1", 11), Of("S-1", 10)], isWhole: true).ShouldHaveSingleItem();

        back.State.Key.ShouldNotBe(edited.Key);
        back.Change!.Fields.ShouldAllBe(field => field.Old == null);
    }

    [Fact]
    public void An_identifier_that_another_list_adds_is_kept_without_a_word()
    {
        var identified = Of("S-1", 10) with { Recipient = new Recipient { Name = "Acme, Inc.", Identifiers = Identifiers.OfUei("ABCDEFGHJKL1") } };

        var news = SubawardDiff.Of(Terms, Keep([], [Of("S-1", 10)]), [identified], isWhole: false).ShouldHaveSingleItem();

        news.Change.ShouldBeNull();
        news.State.Subaward.Recipient.Identifiers.Uei.ShouldBe("ABCDEFGHJKL1");
    }

    private static Subaward Of(string number, decimal amount) => new()
    {
        Prime = new AwardKey("CONT_AWD_A"),
        Number = number,
        Recipient = new Recipient { Name = "ACME INC" },
        Amount = Money.Usd(amount),
        ActionDate = new DateOnly(2026, 6, 30),
    };

    private static List<KnownSubaward> Keep(IReadOnlyList<KnownSubaward> known, IReadOnlyList<Subaward> read) =>
        [.. SubawardDiff.Of(Terms, known, read, isWhole: true).Select(news => news.State)];
}
