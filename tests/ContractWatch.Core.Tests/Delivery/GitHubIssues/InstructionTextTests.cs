namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>What maintainers may write in a comment, and how it is read.</summary>
public sealed class InstructionTextTests
{
    [Fact]
    public void A_line_that_begins_with_our_word_is_an_instruction_and_several_are_several() =>
        Read("Thanks!\n/exclude\n\n  /exclude indented is text\n/alias PALANTIR USG, INC.\r\n/MUTE 4w").ShouldBe(
            [new Instruction.Exclude(null), new Instruction.Alias("PALANTIR USG, INC."), new Instruction.Mute(new DateOnly(2026, 9, 9))]);

    [Theory]
    [InlineData("> /exclude")]
    [InlineData("please /exclude this")]
    [InlineData("/excluded")]
    [InlineData("/close")]
    [InlineData("```\n/exclude\n```")]
    [InlineData("")]
    public void Quotes_code_and_the_words_of_other_programs_are_left_alone(string body) => Read(body).ShouldBeEmpty();

    [Fact]
    public void A_name_in_quotes_is_the_name() =>
        Read("/exclude \"ACME, Inc.\"\n/alias “Acme Übung”\n/exclude `HNN4F9JZWDY8`").ShouldBe(
            [new Instruction.Exclude("ACME, Inc."), new Instruction.Alias("Acme Übung"), new Instruction.Exclude("HNN4F9JZWDY8")]);

    [Theory]
    [InlineData("30d", "2026-09-11")]
    [InlineData("1 d", "2026-08-13")]
    [InlineData("2W", "2026-08-26")]
    [InlineData("2026-12-24", "2026-12-24")]
    public void A_time_of_silence_counts_from_the_day_it_was_written(string time, string until) =>
        Read($"/mute {time}").ShouldBe([new Instruction.Mute(DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture))]);

    [Fact]
    public void Silence_is_ended_by_off() => Read("/mute off").ShouldBe([new Instruction.Mute(null)]);

    [Theory]
    [InlineData("/mute")]
    [InlineData("/mute 0d")]
    [InlineData("/mute 9999w")]
    [InlineData("/mute tomorrow")]
    [InlineData("/mute 2026-08-12")]
    [InlineData("/mute -3d")]
    [InlineData("/alias")]
    [InlineData("/alias   ")]
    public void What_cannot_be_read_says_what_was_expected(string body) =>
        Read(body).ShouldHaveSingleItem().ShouldBeOfType<Instruction.Unreadable>().Expected.ShouldContain(body.Split(' ')[0]);

    [Fact]
    public void Whatever_strangers_write_is_read_and_never_takes_long()
    {
        var spaces = new string(' ', 30_000);

        Read($"/mute{spaces}\r{spaces}x").ShouldHaveSingleItem().ShouldBeOfType<Instruction.Unreadable>();
        Read("hm\r/exclude\r").ShouldBe([new Instruction.Exclude(null)]);
    }

    private static IReadOnlyList<Instruction> Read(string body) => InstructionText.Read(body, Told.Noon);
}
