using ContractWatch.Matching.Names;

namespace ContractWatch.Matching;

public sealed class NameFoldingTests
{
    [Theory]
    [InlineData("Palantir Technologies, Inc.", "PALANTIR TECHNOLOGIES INC")]
    [InlineData("BOOZ ALLEN HAMILTON INCORPORATED (3626)", "BOOZ ALLEN HAMILTON INCORPORATED")]
    [InlineData("FASTENAL COMPANY (8415) 3928", "FASTENAL COMPANY 3928")]
    [InlineData("A T AND T CORPORATION", "AT AND T CORPORATION")]
    [InlineData("AT&amp;T MOBILITY LLC", "AT AND T MOBILITY LLC")]
    [InlineData("L-3 COMMUNICATIONS", "L3 COMMUNICATIONS")]
    [InlineData("U.S.A. Électronique", "USA ELECTRONIQUE")]
    [InlineData("PALANTIR.NET, INC.", "PALANTIR NET INC")]
    [InlineData("Straße & Søn", "STRASSE AND SON")]
    [InlineData("PANASONIC CANADA C O INTERACTIVE", "PANASONIC CANADA C/O INTERACTIVE")]
    public void A_name_folds_to_upper_case_words(string published, string folded) => NameFolding.Fold(published).ShouldBe(folded);

    [Theory]
    [InlineData("GEO GROUP INC., THE", "GEO GROUP")]
    [InlineData("BOEING COMPANY, THE INC", "BOEING")]
    [InlineData("ADAMS, COUNTY OF", "COUNTY OF ADAMS")]
    [InlineData("Siemens Healthineers GmbH & Co. KG", "SIEMENS HEALTHINEERS")]
    [InlineData("OOO Romashka", "ROMASHKA")]
    [InlineData("THE LIMITED", "LIMITED")]
    public void Legal_forms_and_articles_leave_the_core(string published, string core) => FoldedName.Of(published).Core.ShouldBe(core);

    [Theory]
    [InlineData("LLC")]
    [InlineData("Inc., Ltd.")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("!!! ---")]
    [InlineData("X")]
    [InlineData("\U0001F600\U0001F4A9")]
    [InlineData("\u0000\u0001\u0007")]
    public void A_name_of_legal_words_alone_or_of_nothing_has_no_key(string published)
    {
        FoldedName.Of(published).IsEmpty.ShouldBeTrue();
        FoldedName.Parts(published).ShouldAllBe(part => part.IsEmpty);
    }

    [Theory]
    [InlineData("2415779 ONTARIO O A WINMAR", "2415779 ONTARIO", "WINMAR")]
    [InlineData("CARSWELL A DIVISION OF THOMSON REUTERS CANADA", "CARSWELL", "THOMSON REUTERS CANADA")]
    [InlineData("ACME CORP DBA ROADRUNNER SUPPLY", "ACME", "ROADRUNNER SUPPLY")]
    public void A_name_that_holds_two_names_gives_both(string published, string first, string second) =>
        FoldedName.Parts(published).Select(part => part.Core).ShouldBe([first, second]);
}
