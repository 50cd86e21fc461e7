using System.Security.Cryptography;
using ContractWatch.TestServers;

namespace ContractWatch.Watches;

public sealed class SubscriptionTokensTests
{
    private static readonly string[] Known = ["other@example.org", "Desk@example.org"];

    private readonly ImpatientTime _time = new(new DateTimeOffset(2026, 8, 12, 12, 0, 0, TimeSpan.Zero));
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    private SubscriptionTokens Tokens => new(_key, _time);

    [Theory]
    [InlineData(TokenPurpose.Confirm)]
    [InlineData(TokenPurpose.Manage)]
    [InlineData(TokenPurpose.Leave)]
    public void A_token_stands_for_its_address_and_purpose_and_shows_neither(TokenPurpose purpose)
    {
        var token = Tokens.Of(purpose, "desk@EXAMPLE.org");

        Tokens.AddressOf(token, purpose, Known).ShouldBe("Desk@example.org");
        token.ShouldNotContain("desk", Case.Insensitive);
        token.ShouldAllBe(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-' || letter == '_');
        foreach (var other in Enum.GetValues<TokenPurpose>().Except([purpose]))
            Tokens.AddressOf(token, other, Known).ShouldBeNull();
        Tokens.AddressOf(token, purpose, ["somebody@example.org"]).ShouldBeNull();
    }

    [Fact]
    public void Every_flipped_letter_is_noticed()
    {
        var token = Tokens.Of(TokenPurpose.Manage, Known[0]);
        for (var at = 0; at < token.Length; at++)
        {
            var forged = token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
            Tokens.AddressOf(forged, TokenPurpose.Manage, Known).ShouldBeNull();
        }

        new SubscriptionTokens(RandomNumberGenerator.GetBytes(32), _time).AddressOf(token, TokenPurpose.Manage, Known).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a token")]
    [InlineData("%00%00")]
    [InlineData("AAAA")]
    public void What_is_no_token_stands_for_nobody(string token) => Tokens.AddressOf(token, TokenPurpose.Leave, Known).ShouldBeNull();

    [Fact]
    public void A_token_to_read_opens_one_message_and_nothing_else()
    {
        const string message = "00112233445566778899aabbccddeeff";
        var token = Tokens.OfMessage(message);

        Tokens.MessageOf(token).ShouldBe((message, false));
        Enum.GetValues<TokenPurpose>().ShouldAllBe(purpose => Tokens.AddressOf(token, purpose, Known) == null);
        foreach (var purpose in new[] { TokenPurpose.Confirm, TokenPurpose.Manage, TokenPurpose.Leave })
            Tokens.MessageOf(Tokens.Of(purpose, Known[0])).ShouldBeNull();
        Should.Throw<ArgumentOutOfRangeException>(() => Tokens.Of(TokenPurpose.Read, Known[0]));
    }

    [Fact]
    public void A_token_to_read_cannot_be_made_or_turned_to_another_message()
    {
        var token = Tokens.OfMessage("00112233445566778899aabbccddeeff");
        for (var at = 0; at < token.Length; at++)
            (Tokens.MessageOf(token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..]) is null).ShouldBeTrue($"letter {at}");

        var other = Tokens.OfMessage("ffeeddccbbaa99887766554433221100");
        Tokens.MessageOf(other[..34] + token[34..]).ShouldBeNull("the seal is of the other's key");
        new SubscriptionTokens(RandomNumberGenerator.GetBytes(32), _time).MessageOf(token).ShouldBeNull();
        Tokens.MessageOf("").ShouldBeNull();
    }

    [Fact]
    public void Reading_ends_after_ninety_days_and_says_so()
    {
        var token = Tokens.OfMessage("00112233445566778899aabbccddeeff");

        _time.Advance(TimeSpan.FromDays(SubscriptionTokens.ReadableDays));
        Tokens.MessageOf(token)!.Value.IsOver.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        Tokens.MessageOf(token)!.Value.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void Confirming_ends_after_a_week_and_leaving_never()
    {
        var (confirm, leave) = (Tokens.Of(TokenPurpose.Confirm, Known[0]), Tokens.Of(TokenPurpose.Leave, Known[0]));

        _time.Advance(TimeSpan.FromDays(7));
        Tokens.AddressOf(confirm, TokenPurpose.Confirm, Known).ShouldNotBeNull();
        _time.Advance(TimeSpan.FromSeconds(1));
        Tokens.AddressOf(confirm, TokenPurpose.Confirm, Known).ShouldBeNull();
        _time.Advance(TimeSpan.FromDays(3650));
        Tokens.AddressOf(leave, TokenPurpose.Leave, Known).ShouldNotBeNull();
    }

    [Fact]
    public void An_installation_has_one_key_which_its_owner_alone_may_read()
    {
        using var folder = new Storage.TemporaryFolder();
        var keys = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8).Select(_ => Convert.ToHexString(SubscriptionKey.In(folder.Path))).ToList();

        keys.Distinct().ShouldHaveSingleItem().Length.ShouldBe(64);
        Directory.GetFiles(folder.Path).ShouldHaveSingleItem();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(folder.File(SubscriptionKey.FileName)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(folder.File(SubscriptionKey.FileName), "short");
        Should.Throw<IOException>(() => SubscriptionKey.In(folder.Path)).Message.ShouldContain("damaged");
    }
}
