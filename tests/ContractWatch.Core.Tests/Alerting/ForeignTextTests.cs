namespace ContractWatch.Alerting;

public sealed class ForeignTextTests
{
    [Theory]
    [InlineData("two\r\nBcc: all@example.org", "two Bcc: all@example.org")]
    [InlineData("tab\tand\u2028line", "tab and line")]
    [InlineData("\u001b[31mred", "[31mred")]
    [InlineData("ab\0c", "ab c")]
    [InlineData("invoice\u202Egpj.exe", "invoice[U+202E]gpj.exe")]
    [InlineData("\u200Fright", "[U+200F]right")]
    [InlineData("zero\u200Bwidth\uFEFF", "zerowidth")]
    [InlineData("  plain  text ", "plain text")]
    [InlineData("ÉVOQ Architecture", "ÉVOQ Architecture")]
    [InlineData(null, "")]
    public void One_line_holds_nothing_that_moves_or_hides(string? foreign, string shown) =>
        ForeignText.OneLine(foreign).ShouldBe(shown);

    [Fact]
    public void A_lone_surrogate_becomes_a_replacement_character() => ForeignText.OneLine("a\uD800b").ShouldBe("a\uFFFDb");

    [Fact]
    public void A_long_name_is_cut_between_characters()
    {
        var cut = ForeignText.OneLine(string.Concat(Enumerable.Repeat("👩‍🚀", 10_000)), 50);

        cut.Length.ShouldBeLessThanOrEqualTo(50);
        cut.ShouldEndWith("…");
        cut.TrimEnd('…').ShouldBe(string.Concat(Enumerable.Repeat("👩‍🚀", 9)));
    }

    [Theory]
    [InlineData("@team", "@&#8203;team")]
    [InlineData("see #1 and GH-2", "see #&#8203;1 and GH&#8203;-2")]
    [InlineData("https://github.com/o/r/issues/1", "https:&#8203;//github.com/o/r/issues/1")]
    [InlineData("www.example.org", "www&#8203;.example.org")]
    [InlineData("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;")]
    [InlineData("![x](http://evil/x.png)", "!\\[x\\](http:&#8203;//evil/x.png)")]
    [InlineData("`code` *bold* _it_ |cell|", "\\`code\\` \\*bold\\* \\_it\\_ \\|cell\\|")]
    [InlineData(":smile: at 06:20", ":&#8203;smile: at 06:20")]
    [InlineData(":+1: and :100: and :-1: and :8ball:", ":&#8203;+1: and :&#8203;100: and :&#8203;-1: and :&#8203;8ball:")]
    [InlineData("12:30:45 and 3:1", "12:&#8203;30:45 and 3:1")]
    [InlineData("<!-- contractwatch:v1 key=1 -->", "&lt;!-- contractwatch:&#8203;v1 key=1 --&gt;")]
    [InlineData("AT&T $1,000.00", "AT&amp;T \\$1,000.00")]
    public void Markdown_shows_it_and_does_nothing(string foreign, string markdown) => ForeignText.Markdown(foreign).ShouldBe(markdown);

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("＋1", "'＋1")]
    [InlineData("－1", "'－1")]
    [InlineData("＠SUM(A1)", "'＠SUM(A1)")]
    [InlineData("\u200D=1+1", "'\u200D=1+1")]
    [InlineData("\uFEFF\u200B =1+1", "'\uFEFF\u200B =1+1")]
    [InlineData("\uFE0F=1+1", "'\uFE0F=1+1")]
    [InlineData("\uD800=1", "\uD800=1")]
    [InlineData("x;=1+1", "x;'=1+1")]
    [InlineData("x; \"=1+1", "x;' \"=1+1")]
    [InlineData("5;6 a=b", "5;6 a=b")]
    [InlineData("PALANTIR", "PALANTIR")]
    [InlineData("", "")]
    public void No_cell_runs_a_formula(string foreign, string cell) => ForeignText.CsvCell(foreign).ShouldBe(cell);

    [Fact]
    public void Whatever_is_interpolated_into_markup_is_escaped() =>
        EscapingFormat.Html.Of($"<p title=\"{"\"><script>"}\">{"a & b"}</p>").ShouldBe("<p title=\"&quot;&gt;&lt;script&gt;\">a &amp; b</p>");
}
