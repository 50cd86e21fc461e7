using ContractWatch.Matching.Candidates;
using ContractWatch.Matching.Names;
using ContractWatch.Matching.Rarity;
using FsCheck;
using FsCheck.Fluent;

namespace ContractWatch.Matching;

/// <summary>What a sketch refuses, the whole comparison refuses too.</summary>
public sealed class SketchBoundTests
{
    private static readonly string[] Pool =
    [
        "PALANTIR", "PALANTER", "QUORVEX", "QUOR", "VEX", "TECHNOLOGIES", "TECH", "GROUP", "HOLDINGS", "CANADA", "USA", "INC", "LLC", "OF", "AND", "SERVICES",
        "APPLE", "GRAHAM", "CONSTRUCTION", "COUNTY", "A", "T", "B2", "BI2", "GENERAL", "DYNAMICS", "QBS", "BELMAR", "SYSTEMS", "SYSTEM", "MINISTRY", "MINISRTY", "CO",
        "CALIFORNIA", "INSTRUMENTS", "INSTRUMEN", "RAYTHEON", "JV", "ÉLECTRONIQUE", "株式会社",
    ];

    private static readonly Arbitrary<(string, string)> Pairs =
        (from one in Names() from other in Gen.Frequency((1, Names()), (2, Changed(one))) select (one, other)).ToArbitrary();

    [Fact]
    public void What_a_sketch_refuses_is_no_match() =>
        Prop.ForAll(Pairs, names => Holds(Vendor(names.Item1), names.Item2)).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void What_a_sketch_refuses_is_no_match_in_the_labelled_pairs_either()
    {
        foreach (var pair in LabelledPair.Read("dev.csv"))
            Holds(VendorNames.Of([pair.Watched, .. pair.Aliases], RarityTable.Default), pair.Candidate).ShouldBeTrue($"{pair.Watched} | {pair.Candidate}");
    }

    [Theory]
    [InlineData("SERVICES CONSTRUCTION GROUP TECHNOLOGIES VEX", "SERVICES CONSTRUCTION GROUP TE")]
    [InlineData("SERVICES CONSTRUCTION GROUP TE", "SERVICES CONSTRUCTION GROUP TECHNOLOGIES VEX")]
    public void It_keeps_a_name_that_is_cut_whatever_the_rest_of_the_whole_is(string listed, string published)
    {
        NameJudge.Judge(Vendor(listed), Weigh(published), Telling.Nothing).Holds.ShouldBeTrue();
        MayMatch(Vendor(listed), Weigh(published)).ShouldBeTrue();
    }

    [Fact]
    public void It_refuses_names_that_share_one_rare_word_at_different_places() =>
        MayMatch(Vendor("QUORVEX BELMAR CONSTRUCTION INC"), Weigh("CALIFORNIA COUNTY INSTRUMENTS OF PALANTIR LLC")).ShouldBeFalse();

    private static Gen<string> Names() =>
        from count in Gen.Choose(1, 6)
        from words in Gen.Elements(Pool).ListOf(count)
        select string.Join(' ', words);

    /// <summary>A letter dropped, two swapped, words turned round, cut at thirty, or one more word.</summary>
    private static Gen<string> Changed(string name) =>
        from at in Gen.Choose(0, name.Length - 1)
        from how in Gen.Choose(0, 4)
        from more in Gen.Elements(Pool)
        select how switch
        {
            0 => name.Remove(at, 1),
            1 => at + 1 < name.Length ? $"{name[..at]}{name[at + 1]}{name[at]}{name[(at + 2)..]}" : name,
            2 => string.Join(' ', name.Split(' ').Reverse()),
            3 => name.Length > 30 ? name[..30] : name.Replace(" ", "", StringComparison.Ordinal),
            _ => $"{name} {more}",
        };

    private static bool Holds(VendorNames vendor, string published) =>
        !NameJudge.Judge(vendor, Weigh(published), Telling.Nothing).Holds || MayMatch(vendor, Weigh(published));

    private static bool MayMatch(VendorNames vendor, IReadOnlyList<WeighedName> published)
    {
        var (near, kept) = (new CandidateSet(), new CandidateSet());
        near.Ready(1);
        kept.Ready(1);
        near.Add(0);
        new SketchTable([vendor]).Keep(near, published, kept);
        return kept.Count == 1;
    }

    private static VendorNames Vendor(string name) => VendorNames.Of([name], RarityTable.Default);

    private static IReadOnlyList<WeighedName> Weigh(string published) => SubjectNames.Weigh(published);
}
