using ContractWatch.Awards;

namespace ContractWatch.Diffing;

public sealed class ActionMeaningTests
{
    [Theory]
    [InlineData("E", "terminated")]
    [InlineData("F", "terminated")]
    [InlineData("N", "terminated")]
    [InlineData("x", "terminated")]
    [InlineData("G", "option-exercised")]
    [InlineData("J", "recipient-changed")]
    [InlineData("M", "modification")]
    [InlineData("ZZ", "modification")]
    public void The_code_says_what_a_modification_does_and_an_unknown_one_says_nothing(string code, string kind) =>
        Meaning("NO WORD OF IT", 0m, code).ShouldBe(kind);

    [Theory]
    [InlineData("FULL TERMINATION FOR CONVENIENCE", -69_339_610.7, "terminated")]
    [InlineData("TERMINATION FOR THE GOVERNMENT'S CONVENIENCE.", 0, "terminated")]
    [InlineData("MODIFICATION TO PARTIALLY TERMINATE ORDER", -6085.98, "terminated")]
    [InlineData("TERMINATION AND DE-OBLIGATION OF UNUSED FUNDS", -1, "terminated")]
    [InlineData("FUND THE SETTLEMENT COSTS OF THE TERMINATION FOR CONVENIENCE", 3725, "modification")]
    [InlineData("INCORPORATE WAGE DETERMINATION INTO THE CONTRACT", 0, "modification")]
    [InlineData("INCORPORATE TERMINATION CEILING SCHEDULE", 0, "modification")]
    [InlineData("TERMINATOR LOW VISIBILITY PATROL KIT ORDER", 0, "modification")]
    [InlineData("EXERCISE OPTION YEAR 2, WAGE DETERMINATION", 92_800_000, "option-exercised")]
    [InlineData("OPTION PERIOD 3 IS EXERCISED", 1, "option-exercised")]
    [InlineData("REMAINING OPTIONS WILL NOT BE EXERCISED", 0, "modification")]
    [InlineData("FUND OPTION YEAR 4", 5, "modification")]
    [InlineData("NOVATION AGREEMENT TO CHANGE VENDOR", 0, "recipient-changed")]
    [InlineData("RENOVATION OF THE STATION, INNOVATION LAB", 0, "modification")]
    [InlineData("NAME CHANGE WITHOUT NOVATION", 0, "modification")]
    public void Without_a_code_the_description_is_read_in_whole_words(string description, double obligation, string kind) =>
        Meaning(description, (decimal)obligation, null).ShouldBe(kind);

    [Fact]
    public void Another_identifier_and_another_name_are_another_company_and_another_name_alone_is_not()
    {
        var before = Published.Action("0", recipient: "CSRA LLC") with { Recipient = Company("CSRA LLC", "AAAAAAAAAAAA") };

        Meaning(before, Company("GENERAL DYNAMICS INFORMATION TECHNOLOGY, INC.", "BBBBBBBBBBBB")).ShouldBe("recipient-changed");
        Meaning(before, Company("GENERAL DYNAMICS INFORMATION TECHNOLOGY, INC.", "AAAAAAAAAAAA")).ShouldBe("modification");
        Meaning(before, Company("CSRA, LLC.", "BBBBBBBBBBBB")).ShouldBe("modification");
    }

    [Fact]
    public void A_later_action_under_another_name_says_who_it_was_before_and_points_and_spaces_are_no_other_name()
    {
        var before = Published.Action("0", recipient: "VF IMAGEWEAR, INC.");

        ActionMeaning.RecipientFields(Published.Action("P00001", recipient: "WORKWEAR OUTFITTERS, LLC"), before)
            .ShouldBe([new FieldChange("recipient", "VF IMAGEWEAR, INC.", "WORKWEAR OUTFITTERS, LLC")]);
        ActionMeaning.RecipientFields(Published.Action("P00001", recipient: "VF IMAGEWEAR INC"), before).ShouldBeEmpty();
    }

    private static string Meaning(string description, decimal obligation, string? code) =>
        ActionMeaning.OfModification(Published.Action("P00001", obligation, description: description) with { ActionType = code }, before: null).Name;

    private static string Meaning(AwardAction before, Recipient now) =>
        ActionMeaning.OfModification(Published.Action("P00001") with { Recipient = now }, before).Name;

    private static Recipient Company(string name, string uei) => new() { Name = name, Identifiers = Identifiers.OfUei(uei) };
}
