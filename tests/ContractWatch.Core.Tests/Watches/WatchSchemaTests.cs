using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ContractWatch.Awards;
using ContractWatch.TestServers;

namespace ContractWatch.Watches;

/// <summary>The schema editors check against and the reader are written apart; these laws keep them one.</summary>
public sealed class WatchSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(TestPaths.Root, "config", "watches", "watch.schema.json"))).RootElement;

    /// <summary>Where a key nobody knows is put, and the place in the schema that lists the known ones.</summary>
    public static TheoryData<string, string> Places => new()
    {
        { "zzz: 1", "properties" },
        { "watches: [{ id: w, keywords: [iris], zzz: 1 }]", "$defs/watch/properties" },
        { "watches: [{ id: w, vendor: { name: Palantir, zzz: 1 } }]", "$defs/vendor/properties" },
        { "watches: [{ id: w, vendor: { name: Palantir, identifiers: { zzz: 1 } } }]", "$defs/vendor/properties/identifiers/properties" },
        { "watches: [{ id: w, keywords: [iris], growth: { zzz: 1 } }]", "$defs/watch/properties/growth/properties" },
        { "watches: [{ id: w, keywords: [iris], notify: [{ zzz: 1 }] }]", "$defs/notify/items/properties" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void The_reader_and_the_schema_know_the_same_keys(string file, string place)
    {
        var listed = Regex.Match(Fault(file, "'zzz'").Expected, "^one of (.*)$").Groups[1].Value.Split(", ");

        At(place).EnumerateObject().Select(property => property.Name).ShouldBe(listed);
    }

    [Fact]
    public void They_know_the_same_changes_cadences_and_limits()
    {
        Values("$defs/changes/items/enum").ShouldBe(ChangeKind.All.Select(kind => kind.Name));
        Values("$defs/notify/items/properties/every/enum").ShouldBe(Enum.GetNames<Cadence>().Select(name => name.ToLowerInvariant()));
        Values("$defs/watch/properties/privacy/enum").ShouldBe(Enum.GetNames<Privacy>().Select(name => name.ToLowerInvariant()));
        At("$defs/watch/properties/id/maxLength").GetInt32().ShouldBe(WatchRules.LongestId);
        At("$defs/note/maxLength").GetInt32().ShouldBe(WatchRules.LongestNote);
        At("$defs/name/maxLength").GetInt32().ShouldBe(WatchRules.LongestName);
    }

    [Theory]
    [InlineData("FSY4LVSBGWB7")]
    [InlineData("fsy4lvsbgwb7")]
    [InlineData("0SY4LVSBGWB7")]
    [InlineData("FSY4LVSBGWBO")]
    [InlineData("362130952")]
    [InlineData("36213095")]
    [InlineData("470F5")]
    [InlineData("470F-")]
    [InlineData("549300F6PP5Q8KFP3S42")]
    [InlineData("549300F6PP5Q8KFP3SXX")]
    [InlineData("")]
    public void They_take_the_same_identifiers(string value)
    {
        foreach (var scheme in IdentifierScheme.All)
        {
            var pattern = At($"$defs/vendor/properties/identifiers/properties/{scheme.Name}/items/pattern").GetString()!;
            Regex.IsMatch(value, pattern).ShouldBe(scheme.Fits(value), $"{scheme} {value}");
        }
    }

    [Theory]
    [InlineData("thomson-reuters")]
    [InlineData("Thomson")]
    [InlineData("a--b")]
    [InlineData("-a")]
    [InlineData("")]
    public void They_take_the_same_ids(string id) =>
        Regex.IsMatch(id, At("$defs/watch/properties/id/pattern").GetString()!).ShouldBe(WatchRules.IsId(id));

    [Theory]
    [InlineData("owner/repository")]
    [InlineData("a-b/c.d_e")]
    [InlineData("-a/b")]
    [InlineData("a--b/c")]
    [InlineData("a/b/c")]
    [InlineData("a")]
    public void They_take_the_same_repositories(string repository) =>
        Regex.IsMatch(repository, At("$defs/notify/items/properties/github/pattern").GetString()!).ShouldBe(WatchRules.IsGitHubRepository(repository));

    [Theory]
    [InlineData("https://hooks.example.org")]
    [InlineData("https://hooks.example.org:8443/a/B?t=x&y=%20")]
    [InlineData("https://[2001:db8::1]/a")]
    [InlineData("http://localhost:9000/a")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://hooks.example.org/a")]
    [InlineData("http://localhost.example.org/")]
    [InlineData("https://me:secret@hooks.example.org/")]
    [InlineData("https://hooks.example.org/#a")]
    [InlineData("https://hooks.example.org/a b")]
    [InlineData("ftp://localhost/")]
    [InlineData("")]
    public void They_take_the_same_webhooks(string address) =>
        Regex.IsMatch(address, At("$defs/notify/items/properties/webhook/pattern").GetString()!).ShouldBe(WatchRules.IsWebhook(address));

    [Theory]
    [InlineData("amount", "0.99")]
    [InlineData("amount", "1")]
    [InlineData("percent", "0.09")]
    [InlineData("percent", "0.1")]
    [InlineData("percent", "1000")]
    [InlineData("percent", "1000.1")]
    public void They_take_the_same_bands(string key, string number)
    {
        var (value, bounds) = (decimal.Parse(number, CultureInfo.InvariantCulture), At($"$defs/watch/properties/growth/properties/{key}"));
        var fits = value >= bounds.GetProperty("minimum").GetDecimal() && (!bounds.TryGetProperty("maximum", out var most) || value <= most.GetDecimal());

        WatchFile.Parse($"watches: [{{ id: w, keywords: [iris], growth: {{ {key}: {number} }} }}]", "w.yaml").Faults.Count.ShouldBe(fits ? 0 : 1);
    }

    private static WatchFileFault Fault(string file, string found) =>
        WatchFile.Parse(file, "w.yaml").Faults.First(fault => fault.Found.Contains(found, StringComparison.Ordinal));

    private static IEnumerable<string> Values(string path) => At(path).EnumerateArray().Select(value => value.GetString()!);

    private static JsonElement At(string path) => path.Split('/').Aggregate(Schema, (element, key) => element.GetProperty(key));
}
