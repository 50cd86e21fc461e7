using System.Text;
using ContractWatch.Alerting;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>The labels of an issue: made when a repository lacks them, and never a reason to fail.</summary>
internal sealed class IssueLabels(IGitHub gitHub, WritePace pace)
{
    public const string Ours = "contractwatch";

    private const int LongestName = 50;
    private const string FalsePositive = "triage/false-positive";
    private const string Confirmed = "triage/confirmed";

    /// <summary>Made beside the others for maintainers to put on issues; we never do.</summary>
    private static readonly IssueLabel[] ForMaintainers =
    [
        new(FalsePositive, "b60205", "This is not the watched vendor"),
        new(Confirmed, "0e8a16", "This is the watched vendor"),
    ];

    private readonly Dictionary<string, HashSet<string>> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary><c>contractwatch</c>, <c>vendor/palantir</c>, <c>agency/ice</c>, <c>change/modification</c>.</summary>
    public static IReadOnlyList<IssueLabel> Of(Letter letter)
    {
        var labels = new List<IssueLabel> { new(Ours, "5319e7", "Written by ContractWatch") };
        labels.AddRange(letter.Message.Alerts.Select(alert => alert.WatchId).Distinct(StringComparer.Ordinal)
            .Select(watch => new IssueLabel(Name("vendor", watch), "1d76db", "Watched vendor")));
        labels.AddRange(letter.Changes.Select(told => told.Change.Action.AwardingAgency).OfType<Awards.Agency>().Select(AgencyText.Short).Distinct(StringComparer.Ordinal)
            .Select(agency => new IssueLabel(Name("agency", agency), "0e8a16", "Awarding agency")));
        labels.AddRange(letter.Changes.Select(told => told.Change.Kind.Name).Distinct(StringComparer.Ordinal)
            .Select(kind => new IssueLabel(Name("change", kind), "fbca04", "Kind of change")));
        return labels;
    }

    /// <summary>What the label says when a maintainer puts it on an issue; null when it says nothing to us.</summary>
    public static Instruction? Triage(string label) => label.ToLowerInvariant() switch
    {
        FalsePositive => new Instruction.FalsePositive(),
        Confirmed => new Instruction.Confirmed(),
        _ => null,
    };

    public async Task EnsureAsync(string repository, IReadOnlyList<IssueLabel> labels, CancellationToken cancellation)
    {
        try
        {
            var known = await KnownAsync(repository, cancellation);
            foreach (var label in labels.Concat(ForMaintainers).Where(label => !known.Contains(label.Name)))
            {
                await pace.WaitAsync(cancellation);
                await gitHub.CreateLabelAsync(repository, label, cancellation);
                known.Add(label.Name);
            }
        }
        catch (GitHubException fault) when (IsHarmless(fault))
        {
            // GitHub makes missing labels itself, without colour, or leaves them out
        }
    }

    /// <summary>Gives an issue the labels it lacks.</summary>
    public async Task AddAsync(string repository, Issue issue, IReadOnlyList<IssueLabel> labels, CancellationToken cancellation)
    {
        var lacking = labels.Select(label => label.Name).Except(issue.Labels, StringComparer.OrdinalIgnoreCase).ToList();
        if (lacking.Count == 0)
            return;
        try
        {
            await pace.WaitAsync(cancellation);
            await gitHub.AddLabelsAsync(repository, issue.Number, lacking, cancellation);
        }
        catch (GitHubException fault) when (IsHarmless(fault))
        {
            // the comment was what mattered
        }
    }

    private async Task<HashSet<string>> KnownAsync(string repository, CancellationToken cancellation)
    {
        if (_known.TryGetValue(repository, out var known))
            return known;
        known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (var name in gitHub.LabelsAsync(repository, cancellation))
            known.Add(name);
        return _known[repository] = known;
    }

    private static bool IsHarmless(GitHubException fault) =>
        fault.Refusal is GitHubRefusal.Forbidden or GitHubRefusal.NotFound or GitHubRefusal.Gone or GitHubRefusal.Invalid or GitHubRefusal.NoAnswer;

    /// <summary>Lower-case letters and digits, with hyphens between.</summary>
    private static string Name(string kind, string text)
    {
        var name = new StringBuilder(kind).Append('/');
        foreach (var letter in text.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter))
                name.Append(letter);
            else if (name[^1] is not ('-' or '/'))
                name.Append('-');
        }

        return name.ToString(0, Math.Min(name.Length, LongestName)).TrimEnd('-');
    }
}
