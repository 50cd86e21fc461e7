using ContractWatch.Alerting;
using ContractWatch.Matching;
using ContractWatch.TestServers;

namespace ContractWatch.Golden;

/// <summary>Every file in the folder <c>Cases</c>, played from the source's answers to the words a reader gets.</summary>
public sealed class GoldenCaseTests(ITestOutputHelper output)
{
    private static readonly string Folder = Path.Combine(TestPaths.Root, "tests", "ContractWatch.Core.Tests", "Golden", "Cases");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Cases => [.. Directory.GetFiles(Folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_case_is_told_as_its_file_says(string file)
    {
        var told = GoldenCase.Read(Path.Combine(Folder, file + ".yaml"));
        await using var scene = await GoldenScene.StartAsync(told, Stop);
        foreach (var day in told.Days)
        {
            var last = GoldenScene.Day(day.Until ?? day.On);
            for (var on = GoldenScene.Day(day.On); on <= last; on = on.AddDays(1))
            {
                var report = await scene.PollAsync(day, on, publish: on == GoldenScene.Day(day.On), Stop);
                report.Complete.ShouldBe(!day.Truncated, $"{on:yyyy-MM-dd}: {report.Reason}");
            }

            await JudgeAsync(scene, day);
        }
    }

    private async Task JudgeAsync(GoldenScene scene, GoldenDay day)
    {
        var changes = await scene.NewChangesAsync(Stop);
        var messages = await scene.NewMessagesAsync(Stop);
        foreach (var change in changes)
            output.WriteLine($"{day.On} {Line(scene, change)}: {ChangeSentences.Of(change.Change)} {string.Join(", ", change.Matches.Select(Text))}");
        foreach (var (address, text) in messages)
            output.WriteLine($"{day.On} to {address}\n{text}");

        changes.Select(change => Line(scene, change)).ShouldBe(day.Expect.Select(expected => $"{expected.Kind} {expected.Action}"), ignoreOrder: true, day.On);
        foreach (var expected in day.Expect)
            Judge(changes.First(change => Line(scene, change) == $"{expected.Kind} {expected.Action}"), expected, day.On);

        (await scene.GapsAsync(Stop)).Count.ShouldBe(day.Gaps, day.On);
        if (day.Owed is { } owed)
            messages.GroupBy(message => message.Address).ToDictionary(address => address.Key, address => address.Count()).ShouldBe(owed, ignoreOrder: true, day.On);
        var said = string.Join("\n", messages.Select(message => message.Text));
        foreach (var words in day.Says)
            said.ShouldContain(words, Case.Sensitive, day.On);
        foreach (var words in day.SaysNot)
            said.ShouldNotContain(words, Case.Insensitive, day.On);
    }

    private static void Judge(MatchedChange change, GoldenChange expected, string on)
    {
        if (expected.Sentence is { } sentence)
            ChangeSentences.Of(change.Change).ShouldBe(sentence, on);
        if (expected.Severity is { } severity)
            Severities.Of(change.Change).ToString().ShouldBe(severity, on, StringCompareShould.IgnoreCase);
        if (expected.Matches is { } matches)
            change.Matches.Select(Text).ShouldBe(matches, ignoreOrder: true, on);
        if (expected.Fields is { } fields)
            change.Change.Fields.Select(field => $"{field.Name}: {field.Old} → {field.New}").ShouldBe(fields.Select(field => $"{field.Key}: {field.Value[0]} → {field.Value[1]}"), ignoreOrder: true, on);
    }

    private static string Line(GoldenScene scene, MatchedChange change) => $"{change.Change.Kind.Name} {scene.Short(change.Change.Action.Key)}";

    private static string Text(Match match) => $"{match.WatchId} {match.Tier} {match.Route}".ToLowerInvariant();
}
