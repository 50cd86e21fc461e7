using ContractWatch.Awards;
using FsCheck;
using FsCheck.Fluent;

namespace ContractWatch.Watches;

public sealed class WatchFileTextTests
{
    private static readonly string[] Awkward =
    [
        "null", "~", "yes", "No", "012", "1e3", "0x1F", "- a", "a: b", "a #b", "#a", "'a'", "\"a\"", "[a]", "{a}", "*a", "&a", "!a", "%a", "@a", "`a`",
        "| a", "> a", "? a", "a\\b", "Société Générale", "Ünïcode 株式会社", "a b😀", "..", "1.5", "2026-01-01", "AT&T", "a,b", "salesforce.com", "a/b", "=a", "<<",
        "next\u0085line", "para\u2029graph", "\uFEFFbom1", "nbsp\u00A0x", "---", "--- a", "... a",
    ];

    private static readonly Gen<string> Name =
        Gen.OneOf(Gen.Elements(Awkward), Gen.Choose(32, 0x2FFF).NonEmptyListOf().Select(codes => string.Concat(codes.Select(code => (char)code))))
            .Where(WatchRules.IsName).Where(name => !WatchRules.IsOnlyLegalWords(name)).Select(name => name.Trim());

    private static readonly Gen<IReadOnlyList<string>> Names = Name.ListOf().Select(names => (IReadOnlyList<string>)[.. names]);

    private static readonly Gen<Watch> AnyWatch =
        from number in Gen.Choose(0, 100_000)
        from name in Name
        from aliases in Names
        from products in Names
        from keywords in Names
        from cents in Gen.Choose(0, int.MaxValue)
        from changes in Gen.SubListOf<ChangeKind>(ChangeKind.All)
        from note in Gen.Elements<string?>(null, "plain", "two\nlines", "  indented\n\n- list: #x\n", "tab\there", "'\"\\")
        from cadence in Gen.Elements(Enum.GetValues<Cadence>())
        from growth in Gen.Elements<Growth?>(null, new Growth { Amount = 1_000_000.50m }, new Growth { Percent = 2.5m, Since = new DateOnly(2026, 1, 31) })
        from wishes in Gen.Elements(Wishes.None, new Wishes { At = new TimeOnly(7, 30), Zone = "America/Argentina/Buenos_Aires", Note = "- mine: #1" }, new Wishes { Changes = [ChangeKind.Terminated], MinimumAmount = 0.5m, MutedUntil = new DateOnly(2026, 12, 24), Paused = true })
        from privacy in Gen.Elements(Enum.GetValues<Privacy>())
        from identified in Gen.Elements(true, false)
        select new Watch
        {
            Id = $"w-{number}",
            Vendor = new Vendor
            {
                Name = name,
                Aliases = aliases,
                Products = products,
                Identifiers = identified
                    ? new Dictionary<string, IReadOnlyList<string>> { ["uei"] = ["FSY4LVSBGWB7"], ["duns"] = ["001368083", "362130952"], ["cage"] = ["1E470"] }
                    : [],
            },
            Agencies = aliases,
            Keywords = keywords,
            MinimumAmount = cents / 100m,
            Changes = [.. changes],
            Growth = growth,
            Privacy = privacy,
            Note = note,
            Notify =
            [
                new($"w-{number}", Subscription.Email, "desk+ice@example.org", cadence) { Wishes = wishes },
                privacy == Privacy.Public ? new($"w-{number}", Subscription.GitHub, "owner/012") : new($"w-{number}", Subscription.Email, "me@example.org"),
                new($"w-{number}", Subscription.Webhook, "https://hooks.example.org/a?t=1,2"),
            ],
        };

    [Fact]
    public void What_is_written_reads_back_as_it_was() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(12), Prop.ForAll(AnyWatch.ToArbitrary(), watch =>
        {
            var text = WatchFileText.Of([watch]);
            var file = WatchFile.Parse(text, "w.yaml");

            file.Faults.ShouldBeEmpty(text);
            ShouldBeTheSame(file.Watches.ShouldHaveSingleItem().Watch, watch);
        }));

    [Fact]
    public void Any_text_at_all_reads_as_watches_or_faults() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(
            Gen.Elements("watches:", "\n", "  ", "- ", "id: a", "[", "]", "{", "}", ",", ": ", "\"", "'", "&a ", "*a ", "!t ", "|", ">", "#", "\t", "%", "---\n", "? ", "\\", "\u0000", "é", "\uD800")
                .ListOf().Select(string.Concat).ToArbitrary(),
            text =>
            {
                var file = WatchFile.Parse(text, "w.yaml");
                (file.Watches.Count == 0 || file.Faults.Count == 0).ShouldBeTrue();
            }));

    [Fact]
    public void A_watch_nobody_hears_of_stays_so() =>
        WatchFile.Parse("notify: [{ email: desk@localhost }]\n" + WatchFileText.Of([new Watch { Id = "w", Keywords = ["iris"] }]), "w.yaml")
            .Watches.ShouldHaveSingleItem().Watch.Notify.ShouldBeEmpty();

    [Fact]
    public void What_is_written_is_pleasant_to_read() =>
        WatchFileText.Of(
        [
            new Watch
            {
                Id = "palantir",
                Vendor = new Vendor
                {
                    Name = "Palantir Technologies",
                    Aliases = ["Palantir USG", "no"],
                    Identifiers = new Dictionary<string, IReadOnlyList<string>> { ["uei"] = ["FSY4LVSBGWB7"] },
                },
                MinimumAmount = 2.50m,
                Growth = new Growth { Amount = 1_000_000, Since = new DateOnly(2026, 1, 31) },
                Notify = [new("palantir", Subscription.Email, "desk@example.org", Cadence.Daily)],
            },
        ]).ShouldBe(
            """
            watches:
            - id: palantir
              vendor:
                name: Palantir Technologies
                aliases: [Palantir USG, "no"]
                identifiers:
                  uei: [FSY4LVSBGWB7]
              minimumAmount: 2.50
              growth:
                amount: 1000000
                since: "2026-01-31"
              notify:
              - email: desk@example.org
                every: daily

            """);

    private static void ShouldBeTheSame(Watch read, Watch written)
    {
        read.Id.ShouldBe(written.Id);
        read.Vendor.ShouldNotBeNull().Name.ShouldBe(written.Vendor!.Name);
        read.Vendor.Aliases.ShouldBe(written.Vendor.Aliases);
        read.Vendor.Products.ShouldBe(written.Vendor.Products);
        read.Vendor.Identifiers.Count.ShouldBe(written.Vendor.Identifiers.Count);
        foreach (var (scheme, values) in written.Vendor.Identifiers)
            read.Vendor.Identifiers[scheme].ShouldBe(values);
        read.Agencies.ShouldBe(written.Agencies);
        read.Keywords.ShouldBe(written.Keywords);
        read.MinimumAmount.ShouldBe(written.MinimumAmount);
        read.Changes.ShouldBe(written.Changes);
        read.Growth.ShouldBe(written.Growth);
        read.Note.ShouldBe(written.Note);
        read.Notify.ShouldBe(written.Notify);
    }
}
