using ContractWatch.Matching.Candidates;

namespace ContractWatch.Matching;

public sealed class WordHashTests
{
    [Theory]
    [InlineData("PALANTIR")]
    [InlineData("AAAA")]
    [InlineData("ÜBERMORGENSTADTTHEATER")]
    public void Every_letter_left_out_gives_the_key_of_the_word_without_it(string word)
    {
        var keys = new ulong[word.Length];

        WordHash.NearWithout(word, keys);

        keys.ShouldBe([.. Enumerable.Range(0, word.Length).Select(at => WordHash.Near(word.Remove(at, 1)))]);
    }

    [Fact]
    public void Two_words_have_the_key_of_the_two_written_as_one() => WordHash.Of("VM", "WARE").ShouldBe(WordHash.Of("VMWARE"));

    /// <summary>Kinds that differ in one bit of their seed once met where two first letters differ in that bit.</summary>
    [Fact]
    public void Words_misspellings_and_initials_share_no_key()
    {
        var letters = Enumerable.Range('A', 26).Select(letter => (char)letter).ToArray();
        string[] words = [.. letters.SelectMany(one => letters.Select(other => $"{one}{other}C"))];

        ulong[] keys = [.. words.SelectMany(word => (ulong[])[WordHash.Of(word), WordHash.Near(word), WordHash.Initials(word)])];

        keys.Distinct().Count().ShouldBe(keys.Length);
    }
}
