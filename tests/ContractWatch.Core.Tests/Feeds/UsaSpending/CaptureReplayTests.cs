using ContractWatch.TestServers;
using ContractWatch.TestServers.UsaSpending;

namespace ContractWatch.Feeds.UsaSpending;

public sealed class CaptureReplayTests
{
    private static readonly Lazy<IReadOnlyList<CaptureDay>?> Replay = new(() => CaptureReplay.Load()?.Days().ToList());

    [Fact]
    public void Every_row_that_is_new_in_the_captures_comes_new_on_its_day()
    {
        var before = new HashSet<(string, string)>();
        var missed = new List<TruthEvent>();
        foreach (var day in Days())
        {
            var now = day.Universe.Rows.Select(row => (row.AwardKey, row.Mod)).ToHashSet();
            missed.AddRange(day.Truth.Where(one => one.IsNew && (before.Contains((one.Award, one.Mod)) || !now.Contains((one.Award, one.Mod)))));
            before.UnionWith(now);
        }

        // Actions whose signing date moved them from one year's file to the next are new to the file, not to the source.
        missed.ShouldAllBe(one => one.Kind == "new_modification");
        missed.Count.ShouldBeLessThan(10);
    }

    [Fact]
    public void A_row_that_comes_back_was_never_gone()
    {
        var seen = new HashSet<(string, string)>();
        var gone = new HashSet<(string, string)>();
        foreach (var day in Days())
        {
            var now = day.Universe.Rows.Select(row => (row.AwardKey, row.Mod)).ToHashSet();
            now.Overlaps(gone).ShouldBeFalse();
            gone.UnionWith(seen.Except(now));
            seen.UnionWith(now);
        }

        gone.ShouldNotBeEmpty();
    }

    [Fact]
    public void Only_what_appears_or_changes_is_stamped_with_its_day()
    {
        var days = Days();
        days.Count.ShouldBeGreaterThan(10);
        foreach (var (before, after) in days.Zip(days.Skip(1)))
        {
            var old = before.Universe.Rows.ToHashSet();
            after.Universe.Rows.Where(row => row.LastModified == after.Time.UtcDateTime).ShouldAllBe(row => !old.Contains(row));
            after.Universe.Rows.Count(row => row.LastModified == after.Time.UtcDateTime).ShouldBeLessThan(3000);
        }
    }

    private static IReadOnlyList<CaptureDay> Days()
    {
        Assert.SkipWhen(Replay.Value is null, TestPaths.NoCaptures);
        return Replay.Value!;
    }
}
