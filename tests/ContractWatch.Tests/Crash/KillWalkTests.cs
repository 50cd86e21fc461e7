using ContractWatch.Watches;

namespace ContractWatch.Crash;

/// <summary>
/// The built program, killed at each step between "change committed" and "receipt recorded" that another side can see, one after the
/// other. Every fifth step and the critical ones here; every step with <c>CONTRACTWATCH_LONG=1</c>.
/// </summary>
public sealed class KillWalkTests(ITestOutputHelper output)
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("CONTRACTWATCH_LONG") == "1";

    [Theory]
    [InlineData("Sqlite", Subscription.Email, 30)]
    [InlineData("Sqlite", Subscription.GitHub, 50)]
    [InlineData("Sqlite", Subscription.Webhook, 3)]
    [InlineData("LiteDb", Subscription.Email, 30)]
    [InlineData("LiteDb", Subscription.GitHub, 50)]
    [InlineData("LiteDb", Subscription.Webhook, 3)]
    public async Task Killed_at_any_step_it_loses_nothing_and_doubles_no_issue(string store, string channel, int leastSteps)
    {
        Assert.SkipUnless(Composition.Stores.InThisBuild.Any(provider => provider.Name == store), "not in this build; -p:FullRegistry=true has it");
        await using var scene = await KillScene.PrepareAsync(store);
        var alive = new Killer();
        (await WalkAsync(scene, channel, alive, "alive")).IsKilled.ShouldBeFalse();
        scene.Mails.Count.ShouldBe(3);
        scene.PostsInAll.ShouldBe(1);
        alive.Seen.Count.ShouldBeGreaterThanOrEqualTo(leastSteps);

        var stride = IsLong || alive.Seen.Count < 10 ? 1 : 5;
        var falls = new List<string>();
        for (var step = 1; step <= alive.Seen.Count; step++)
        {
            if (step % stride != 0 && !IsCritical(alive.Seen[step - 1]))
                continue;
            var killer = new Killer(step);
            var ending = await WalkAsync(scene, channel, killer, $"step {step}");
            falls.Add($"{killer.Fall?.ToString() ?? "nowhere"}{(ending.IsKilled ? "" : ", too late")}");
        }

        Print($"{store}, {channel}, {alive.Seen.Count} steps", falls);
    }

    /// <summary>One life, and the next, which finds what the first has left.</summary>
    private static async Task<Ending> WalkAsync(KillScene scene, string channel, Killer killer, string when)
    {
        scene.PutBack();
        var ending = await scene.RunAsync(channel, killer);
        var messages = await scene.RunToTheEndAsync();

        when = $"{when}: {killer.Fall}";
        NothingLost.ShouldHold(scene, messages, scene.Mails, when);
        NothingLost.ShouldRepeat(scene, channel, ending.IsKilled ? killer.Fall : null, when);
        return ending;
    }

    /// <summary>Walked in the short form, too: something is written or taken, and whoever asked does not know. Of labels it does not matter.</summary>
    private static bool IsCritical(Step step) => step.IsUnheard && !step.Asked.EndsWith("/labels", StringComparison.Ordinal);

    /// <summary>
    /// A mail program kills whoever calls it, before it has read the mail and when it has taken it; and, what nobody outside can see, in
    /// the milliseconds after its caller has seen it end well, in which the receipt is recorded and the next mail begun.
    /// </summary>
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("LiteDb")]
    public async Task Killed_around_a_receipt_it_loses_no_mail_and_repeats_the_last_one_at_most(string store)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sendmail is a program of Unix");
        Assert.SkipUnless(Composition.Stores.InThisBuild.Any(provider => provider.Name == store), "not in this build; -p:FullRegistry=true has it");
        await using var scene = await KillScene.PrepareAsync(store);
        var program = new DeadlySendmail(scene.Folder);
        await scene.ConfigureAsync($$""" "Sendmail": "{{program.File}}" """);
        int[] delays = IsLong ? [0, 0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 20, 24, 32] : [0, 2, 4, 16];
        var aims = new[] { 1, 2, 3 }.SelectMany(mail => DeadlySendmail.Moments.Concat(IsLong || mail == 2 ? delays.Select(DeadlySendmail.After) : []), (mail, moment) => (mail, moment));
        var falls = new List<string>();

        foreach (var (mail, moment) in aims)
        {
            scene.PutBack();
            program.Aim(mail, moment);
            var ending = await scene.RunAsync();
            var messages = await scene.RunToTheEndAsync();

            var when = $"mail {mail}: {moment}";
            NothingLost.ShouldHold(scene, messages, program.Mails, when);
            NothingLost.ShouldRepeat(program.Mails, DeadlySendmail.Repeats(moment), when);
            (ending.IsKilled || !DeadlySendmail.Moments.Contains(moment)).ShouldBeTrue(when);
            falls.Add($"{moment}{(program.Mails.Count > 3 ? ", repeated" : "")}{(ending.IsKilled ? "" : ", too late")}");
        }

        Print($"{store}, sendmail", falls);
    }

    private void Print(string walk, List<string> falls)
    {
        output.WriteLine($"{walk}: {falls.Count} kills");
        foreach (var place in falls.Order(StringComparer.Ordinal).CountBy(fall => fall))
            output.WriteLine($"  {place.Value} × {place.Key}");
    }
}
