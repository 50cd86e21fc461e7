using System.Globalization;
using System.Text;
using ContractWatch.Awards;

namespace ContractWatch.Watches;

public sealed class WatchFileTests
{
    private const string Example = """
        watches:
          - id: palantir
            vendor:
              name: Palantir Technologies
              aliases: [Palantir USG]
              identifiers: { uei: [FSY4LVSBGWB7, hnn4f9jzwdy8], duns: [001368083] }
              products: [Foundry, Gotham]          # looked for in descriptions of other vendors' awards
              exclude: ["PALANTIR.NET INC"]
            agencies: []
            keywords: [case management]
            minimumAmount: 0.50
            changes: [new-award, correction]
            growth: { percent: 2.5, since: 2026-01-31 }
            note: "Case management at ICE"
            notify:
              - { email: desk@example.org, every: weekly }
              - { github: owner/repository }
              - { webhook: "https://hooks.example.org/contracts?t=a" }
        """;

    [Fact]
    public void The_example_of_the_documentation_reads_as_it_says()
    {
        var file = WatchFile.Parse(Example, "w.yaml");

        file.Faults.ShouldBeEmpty();
        var watch = file.Watches.ShouldHaveSingleItem().Watch;
        watch.Id.ShouldBe("palantir");
        watch.Vendor.ShouldNotBeNull().Names.ShouldBe(["Palantir Technologies", "Palantir USG"]);
        watch.Vendor.Identifiers["uei"].ShouldBe(["FSY4LVSBGWB7", "HNN4F9JZWDY8"]);
        watch.Vendor.Identifiers["duns"].ShouldBe(["001368083"]);
        watch.Vendor.Products.ShouldBe(["Foundry", "Gotham"]);
        watch.Vendor.Exclude.ShouldBe(["PALANTIR.NET INC"]);
        watch.Keywords.ShouldBe(["case management"]);
        watch.MinimumAmount.ShouldBe(0.50m);
        watch.Changes.ShouldBe([ChangeKind.NewAward, ChangeKind.Correction]);
        watch.Growth.ShouldBe(new Growth { Percent = 2.5m, Since = new DateOnly(2026, 1, 31) });
        watch.Note.ShouldBe("Case management at ICE");
        watch.Notify.ShouldBe(
        [
            new Subscription("palantir", Subscription.Email, "desk@example.org", Cadence.Weekly),
            new Subscription("palantir", Subscription.GitHub, "owner/repository"),
            new Subscription("palantir", Subscription.Webhook, "https://hooks.example.org/contracts?t=a"),
        ]);
    }

    [Fact]
    public void A_watch_without_notify_is_told_to_those_the_file_names_at_its_top()
    {
        var file = WatchFile.Parse(
            """
            notify: [{ email: desk@localhost }]
            watches:
              - { id: one, keywords: [iris] }
              - { id: two, keywords: [face], notify: [{ github: owner/repository }] }
              - { id: three, keywords: [plates], notify: [] }
            """,
            "w.yaml");

        file.Faults.ShouldBeEmpty();
        file.Watches.Select(written => written.Watch.Notify.Select(one => $"{one.WatchId}:{one.Address}")).ShouldBe(
            [["one:desk@localhost"], ["two:owner/repository"], []]);
    }

    [Fact]
    public void Every_fault_is_told_at_once_in_the_order_of_the_file()
    {
        var file = WatchFile.Parse(
            """
            watches:
              - id: Palantir
                vendor:
                  name: Palantir Technologies
                  aliaes: [Palantir USG]
                  identifiers: { uei: [SHORT], duns: [12] }
                minimumAmount: -1
                changes: [new-awards]
                notify:
                  - { email: desk, every: dayly }
              - id: nothing
            """,
            "w.yaml");

        file.Watches.ShouldBeEmpty();
        file.Faults.Select(fault => (fault.Line, fault.Column)).ShouldBe([(2, 9), (5, 7), (6, 28), (6, 43), (7, 20), (8, 15), (10, 18), (10, 31), (11, 5)]);
        file.Faults[1].ToString().ShouldBe(
            "w.yaml:5:7: found the key 'aliaes', expected one of name, aliases, identifiers, products, exclude; did you mean 'aliases'?");
    }

    [Theory]
    [InlineData("- { id: Big, keywords: [iris] }", "the id 'Big'", "lower-case letters")]
    [InlineData("- { id: a--b, keywords: [iris] }", "the id 'a--b'", "single hyphens")]
    [InlineData("- { id: abcdefghijabcdefghijabcdefghijabcdefghij1, keywords: [iris] }", "the id", "at most 40")]
    [InlineData("- { keywords: [iris] }", "a watch without id", "'id:'")]
    [InlineData("- { id: [a], keywords: [iris] }", "a list", "lower-case letters")]
    [InlineData("- { id: w, agencies: [] , minimumAmount: 5 }", "a watch that names nothing", "vendor, agencies, keywords")]
    [InlineData("- { id: w, keywords: iris }", "'iris'", "a list of phrases")]
    [InlineData("- { id: w, keywords: [x] }", "'x'", "2 to 200 characters")]
    [InlineData("- { id: w, keywords: ['--'] }", "'--'", "letter or digit")]
    [InlineData("- { id: w, keywords: [~] }", "nothing", "2 to 200 characters")]
    [InlineData("- { id: w, keyword: [iris] }", "the key 'keyword'", "did you mean 'keywords'?")]
    [InlineData("- { id: w, keywords: [iris], minimumAmount: -0.01 }", "'-0.01'", "0 or more")]
    [InlineData("- { id: w, keywords: [iris], minimumAmount: '5' }", "'5'", "0 or more")]
    [InlineData("- { id: w, keywords: [iris], minimumAmount: 1e9 }", "'1e9'", "0 or more")]
    [InlineData("- { id: w, keywords: [iris], minimumAmount: .nan }", "'.nan'", "0 or more")]
    [InlineData("- { id: w, keywords: [iris], changes: [modifcation] }", "the change 'modifcation'", "did you mean 'modification'?")]
    [InlineData("- { id: w, keywords: [iris], growth: 10 }", "'10'", "'amount:' or 'percent:'")]
    [InlineData("- { id: w, keywords: [iris], growth: {} }", "growth without a step", "'amount:' or 'percent:'")]
    [InlineData("- { id: w, keywords: [iris], growth: { since: 2026-01-31 } }", "growth without a step", "'amount:' or 'percent:'")]
    [InlineData("- { id: w, keywords: [iris], growth: { percent: 10, amount: 5 } }", "both amount and percent", "'amount:' or 'percent:'")]
    [InlineData("- { id: w, keywords: [iris], growth: { percnt: 10 } }", "the key 'percnt'", "did you mean 'percent'?")]
    [InlineData("- { id: w, keywords: [iris], growth: { percent: 0 } }", "'0'", "0.1 to 1000")]
    [InlineData("- { id: w, keywords: [iris], growth: { percent: 10% } }", "'10%'", "0.1 to 1000")]
    [InlineData("- { id: w, keywords: [iris], growth: { percent: [10] } }", "a list", "0.1 to 1000")]
    [InlineData("- { id: w, keywords: [iris], growth: { amount: -1 } }", "'-1'", "1 or more")]
    [InlineData("- { id: w, keywords: [iris], growth: { amount: 1e6 } }", "'1e6'", "1 or more")]
    [InlineData("- { id: w, keywords: [iris], growth: { amount: 99999999999999999999999999999999 } }", "'99999999999999999999999999999999'", "1 or more")]
    [InlineData("- { id: w, keywords: [iris], growth: { amount: 5, since: 31.1.2026 } }", "'31.1.2026'", "such as 2026-01-31")]
    [InlineData("- { id: w, keywords: [iris], growth: { amount: 5, since: 2026-02-30 } }", "'2026-02-30'", "such as 2026-01-31")]
    [InlineData("- { id: w, keywords: [iris], note: \"a\\u0007\" }", "a note", "2000 characters")]
    [InlineData("- { id: w, vendor: Palantir }", "'Palantir'", "a vendor: 'name:'")]
    [InlineData("- { id: w, vendor: { aliases: [Palantir] } }", "a vendor without name", "'name:'")]
    [InlineData("- { id: w, vendor: { name: 'Company, L.L.C.' } }", "'Company, L.L.C.'", "not only legal forms")]
    [InlineData("- { id: w, vendor: { name: Palantir, aliases: [INC] } }", "'INC'", "not only legal forms")]
    [InlineData("- { id: w, vendor: { name: Palantir, exclude: [PALANTIR] } }", "the vendor's own name 'PALANTIR'", "not this vendor")]
    [InlineData("- { id: w, vendor: { name: Palantir, identifiers: { uie: [FSY4LVSBGWB7] } } }", "the key 'uie'", "uei")]
    [InlineData("- { id: w, vendor: { name: Palantir, identifiers: { uei: FSY4LVSBGWB7 } } }", "'FSY4LVSBGWB7'", "a list")]
    [InlineData("- { id: w, vendor: { name: Palantir, identifiers: { uei: [FSY4LVSBGWB] } } }", "the uei 'FSY4LVSBGWB'", "12 letters and digits")]
    [InlineData("- { id: w, vendor: { name: Palantir, identifiers: { uei: [FSY4LVSBGWBO] } } }", "the uei 'FSY4LVSBGWBO'", "12 letters and digits")]
    [InlineData("- { id: w, vendor: { name: Palantir, identifiers: { duns: [36213095] } } }", "the duns '36213095'", "9 digits")]
    [InlineData("- { id: w, vendor: { name: Palantir, identifiers: { cage: [470F] } } }", "the cage '470F'", "5 letters and digits")]
    [InlineData("- { id: w, vendor: { name: Palantir, identifiers: { lei: [549300ABC] } } }", "the lei '549300ABC'", "18 letters and digits and 2 digits")]
    [InlineData("- { id: w, keywords: [iris], notify: [{ email: a@b@example.org }] }", "something else", "a mail address")]
    [InlineData("- { id: w, keywords: [iris], notify: [{ email: 'a b@example.org' }] }", "something else", "a mail address")]
    [InlineData("- { id: w, keywords: [iris], notify: [{ email: \"a@example.org\\nBcc: x@example.org\" }] }", "something else", "a mail address")]
    [InlineData("- { id: w, keywords: [iris], notify: [{ github: owner }] }", "something else", "owner/repository")]
    [InlineData("- { id: w, keywords: [iris], notify: [{ github: owner/.. }] }", "something else", "owner/repository")]
    [InlineData("- { id: w, keywords: [iris], notify: [{ github: -owner/a }] }", "something else", "owner/repository")]
    [InlineData("- { id: w, keywords: [iris], notify: [{ every: daily }] }", "nobody to tell", "'email:' or 'github:' or 'webhook:'")]
    [InlineData("- { id: w, keywords: [iris], notify: [{ email: a@example.org, github: o/r }] }", "email and github in one entry", "an entry for each")]
    [InlineData("- { id: w, keywords: [iris], notify: [{ webhook: http://hooks.example.org/a }] }", "something else", "https://")]
    [InlineData("- { id: w, keywords: [iris], notify: [{ email: a@example.org, every: hourly }] }", "the cadence 'hourly'", "immediately, daily, weekly")]
    [InlineData("- { id: w, keywords: [iris], notify: [{ email: a@example.org }, { email: A@example.org }] }", "listed already", "each address once")]
    [InlineData("- { id: w, keywords: [iris], keywords: [face] }", "the key 'keywords' again", "each key once")]
    [InlineData("- { id: w, keywords: !!python/object:os.system [iris] }", "a tag", "tags are not read")]
    [InlineData("- { id: w, keywords: &k [iris] }", "an anchor", "anchors are not read")]
    [InlineData("- { id: w, keywords: [iris], ? [a, b] : c }", "a list as a key", "a word as a key")]
    [InlineData("- { id: w, keywords: [[[[[[[[[[[[[[iris]]]]]]]]]]]]]] }", "more than 12 levels", "valid YAML")]
    [InlineData("- w", "'w'", "a watch: 'id:'")]
    public void A_fault_says_what_was_found_and_what_was_expected(string watch, string found, string expected)
    {
        var file = WatchFile.Parse("watches:\n  " + watch, "w.yaml");

        file.Watches.ShouldBeEmpty();
        file.Faults.ShouldContain(fault =>
            fault.Line == 2 && fault.Column > 2
            && fault.Found.Contains(found, StringComparison.Ordinal) && fault.Expected.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "an empty file")]
    [InlineData("# nothing yet\n", "an empty file")]
    [InlineData("watches: []\n---\nwatches: []\n", "a second document")]
    [InlineData("[]", "a list")]
    [InlineData("notify: []", "no key 'watches'")]
    [InlineData("watch: []", "the key 'watch'")]
    [InlineData("watches: palantir", "'palantir'")]
    [InlineData("watches:\n\t- id: w", "what cannot be read")]
    [InlineData("watches: [", "what cannot be read")]
    [InlineData("watches: *all", "an alias")]
    [InlineData("%YAML 9.9\n---\nwatches: []", "what cannot be read")]
    public void What_is_no_watch_file_is_a_fault(string text, string found) =>
        WatchFile.Parse(text, "w.yaml").Faults.ShouldContain(fault => fault.Found.Contains(found, StringComparison.Ordinal));

    [Fact]
    public void The_same_id_twice_names_both_lines()
    {
        var file = WatchFile.Parse("watches:\n  - { id: w, keywords: [iris] }\n  - { id: w, keywords: [face] }\n", "w.yaml");

        file.Faults.ShouldHaveSingleItem().ToString().ShouldBe("w.yaml:3:11: found the id 'w' again, expected an id of its own (it is already on line 2)");
    }

    [Fact]
    public void A_billion_laughs_are_refused_in_a_moment()
    {
        var laughs = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (var level = 1; level < 30; level++)
            laughs.Append(CultureInfo.InvariantCulture, $"a{level}: &a{level} [*a{level - 1}, *a{level - 1}, *a{level - 1}, *a{level - 1}, *a{level - 1}, *a{level - 1}]\n");
        laughs.Append("watches: *a29\n");

        var file = WatchFile.Parse(laughs.ToString(), "w.yaml");

        file.Watches.ShouldBeEmpty();
        file.Faults.ShouldContain(fault => fault.Found == "an alias (*)");
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("a: b\n")]
    [InlineData("[a, ")]
    [InlineData("'")]
    [InlineData("a ")]
    [InlineData("# c\n")]
    [InlineData("---\n")]
    [InlineData(" ")]
    [InlineData("!a &b ")]
    public async Task What_is_repeated_without_end_is_refused_before_it_takes_long(string piece)
    {
        var endless = string.Concat(Enumerable.Repeat(piece, 300_000 / piece.Length));

        var reading = Task.Run(() => WatchFile.Parse("watches: " + endless, "w.yaml").Faults.Count + WatchFile.Parse(endless, "w.yaml").Faults.Count);

        await reading.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("token: ghp_0123456789abcdefghijABCDEFGHIJ012345")]
    [InlineData("note: ghp_0123456789abcdefghijABCDEFGHIJ012345")]
    [InlineData("note: smtp://desk:hunter2hunter2@example.org")]
    [InlineData("password: hunter2hunter2")]
    public void A_secret_is_refused_and_never_repeated(string line)
    {
        var faults = WatchFile.Parse($"watches:\n  - id: w\n    keywords: [iris]\n    {line}\n", "w.yaml").Faults;

        faults.ShouldContain(fault => fault.Expected.Contains("no secret in a watch file", StringComparison.Ordinal));
        string.Join('\n', faults).ShouldNotContain(line.Split(": ", 2)[1]);
    }

    [Fact]
    public void No_fault_repeats_an_address() =>
        WatchFile.Parse("watches:\n  - { id: w, keywords: [iris], notify: [{ email: jane.roe@@example.org }] }", "w.yaml")
            .Faults.ShouldHaveSingleItem().ToString().ShouldNotContain("jane");

    [Fact]
    public void What_is_quoted_is_short_and_harmless()
    {
        var fault = WatchFile.Parse($"watches:\n  - {{ id: \"\\e[31m{new string('x', 500)}\", keywords: [iris] }}", "w.yaml").Faults[0];

        fault.Found.ShouldNotContain('\e');
        fault.Found.Length.ShouldBeLessThan(80);
    }

    [Fact]
    public void A_file_that_is_missing_too_large_or_no_text_is_a_fault_of_the_whole_file()
    {
        using var folder = new TemporaryFolder();

        WatchFile.Read(folder.Path("missing.yaml")).Faults.ShouldHaveSingleItem().ToString().ShouldContain("missing.yaml: found no way to read it");
        WatchFile.Read(folder.Write("latin.yaml", [.. "note: "u8, 0xE9])).Faults.ShouldHaveSingleItem().Found.ShouldBe("bytes that are not UTF-8");
        WatchFile.Read(folder.Write("large.yaml", new byte[WatchFile.Largest + 1])).Faults.ShouldHaveSingleItem().Found.ShouldBe("more than 4 MB");
        WatchFile.Read(folder.Path(".")).Faults.ShouldHaveSingleItem().Line.ShouldBe(0);
    }

    [Fact]
    public void A_byte_order_mark_is_no_fault()
    {
        using var folder = new TemporaryFolder();

        WatchFile.Read(folder.Write("bom.yaml", [0xEF, 0xBB, 0xBF, .. "watches: [{ id: w, keywords: [iris] }]"u8])).Watches.Count.ShouldBe(1);
    }
}
