using System.Diagnostics;
using ContractWatch.Awards;
using ContractWatch.Matching.Names;
using FsCheck;
using FsCheck.Fluent;
using static ContractWatch.Matching.Subjects;

namespace ContractWatch.Matching;

public sealed class HostileNamesTests
{
    private static readonly IMatcher Everybody = Matcher(Palantir, Amazon, Vendor("bi2", "BI2 Technologies", "BI2"), Vendor("x", "X"), Vendor("llc", "LLC"));

    public static TheoryData<string> Names { get; } = new(
        "", " ", "A", "LLC", "INC INC INC LTD", "\u202Eritnalap", "\u200B\u200B", "\uD800", "\uDC00qu\uD800x", "\0\u0001\u001b[31m",
        "\U0001F600 LLC", "مؤسسة النور للتجارة", "РУССКАЯ LANTERNA", "株式会社", new string('A', 10_000), string.Concat(Enumerable.Repeat("A ", 5_000)),
        string.Concat(Enumerable.Repeat("& ", 5_000)), string.Concat(Enumerable.Repeat("\uFDFA", 10_000)), string.Concat(Enumerable.Repeat("(1", 5_000)));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hostile_name_matches_nothing_and_takes_no_time(string name)
    {
        Everybody.Find(Award("WARM UP LLC"));
        var started = Stopwatch.GetTimestamp();

        Everybody.Find(Award(name)).ShouldBeEmpty();
        foreach (var watch in (string[])["palantir", "bi2", "x", "llc"])
            Everybody.Explain(Award(name), watch).Match.ShouldBeNull();

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(2));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hostile_vendor_name_matches_no_honest_one(string name) =>
        Matcher(Vendor("hostile", name)).Find(Award("PALANTIR TECHNOLOGIES INC", "PALANTIR AND OTHERS")).ShouldBeEmpty();

    [Fact]
    public void Any_text_can_be_folded_and_folds_to_itself() =>
        Prop.ForAll<string?>(text =>
        {
            var folded = NameFolding.Fold(text ?? "");
            return folded.Length <= NameFolding.Room && NameFolding.Fold(folded.Replace('/', ' ')).Length <= NameFolding.Room;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_description_can_be_searched() =>
        Prop.ForAll<string?>(text => Everybody.Find(new MatchSubject { Recipient = new Recipient { Name = text ?? "" }, Descriptions = [text ?? ""] }).Count <= 5)
            .QuickCheckThrowOnFailure();
}
