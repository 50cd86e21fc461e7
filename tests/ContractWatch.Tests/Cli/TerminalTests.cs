namespace ContractWatch.Cli;

public sealed class TerminalTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly Terminal _terminal;

    public TerminalTests() => _terminal = new Terminal(_output, _error, isInteractive: false);

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void Foreign_text_cannot_steer_the_terminal()
    {
        const string hostile = "ACME\u001b[2J\u001b]0;owned\u0007 INC\r\nFAKE LINE\u202e";
        _terminal.Say(hostile);
        _terminal.Show(Terminal.Row(Terminal.Table("[red]name[/]"), hostile + "[bold]x[/]"));
        _terminal.Complain(hostile);

        foreach (var written in new[] { _output.ToString(), _error.ToString() })
            written.ShouldNotContain(letter => letter == '\u001b' || letter == '\u0007' || letter == '\r' || letter == '\u202e');
        _output.ToString().ShouldContain("[bold]x[/]");
        _output.ToString().Split('\n')[0].ShouldContain("FAKE LINE");
    }

    [Fact]
    public void Each_line_of_a_complaint_stays_a_line()
    {
        _terminal.Complain("one\ntwo");

        _error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["one", "two"]);
    }

    [Fact]
    public void A_rehearsed_clock_starts_where_it_is_told_and_runs_on()
    {
        var start = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        var clock = new RehearsedTime(start);

        clock.GetUtcNow().ShouldBeInRange(start, start.AddSeconds(30));
        clock.GetUtcNow().ShouldBeGreaterThanOrEqualTo(clock.GetUtcNow().AddSeconds(-1));
    }

    [Theory]
    [InlineData("2026-08-03", "2026-08-03T00:00:00Z")]
    [InlineData("2026-08-03T12:00:00Z", "2026-08-03T12:00:00Z")]
    [InlineData("2026-08-03T12:00:00+02:00", "2026-08-03T10:00:00Z")]
    [InlineData("2026-08-03T12:00", "2026-08-03T12:00:00Z")]
    [InlineData("03/08/2026", null)]
    [InlineData("yesterday", null)]
    [InlineData("2026-13-40", null)]
    public void A_moment_is_ISO_8601_and_UTC_unless_it_says_otherwise(string typed, string? meant) =>
        Moment.TryParse(typed)?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(meant);
}
