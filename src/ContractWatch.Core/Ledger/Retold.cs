using System.Text.Json;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;

namespace ContractWatch.Ledger;

/// <summary>What the answers of one change say, read again.</summary>
internal sealed class Retold
{
    private readonly List<AwardAction> _rows = [];
    private readonly List<PublishedAction> _listed = [];
    private readonly List<Subaward> _subawards = [];
    private bool _isListed, _goesOn;

    /// <summary>Why an answer could not be read again; null when all could.</summary>
    public string? Unreadable { get; private set; }

    /// <summary>The source said that it knows no such award, by one of its keys.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The award's page; null when it is not among the answers.</summary>
    public Award? Page { get; private set; }

    /// <summary>The rows that show this action; its twins are among them.</summary>
    public IEnumerable<AwardAction> RowsOf(string award, string number) => _rows.Where(row => row.Key.Award.Value == award && row.Key.Number == number);

    /// <summary>Whether the award's own history calls the action so.</summary>
    public bool Lists(string number, string actionType) => _listed.Exists(listed => listed.Number == number && listed.ActionType == actionType);

    /// <summary>What is said of the sub-awards of an award.</summary>
    public IEnumerable<IReadOnlyDictionary<string, string?>> SubawardsOf(string award) =>
        _subawards.Where(subaward => subaward.Prime.Value == award).Select(subaward => SubawardFacts.Of(subaward).ToDictionary());

    /// <param name="sighting">Where to read.</param>
    /// <param name="key">What the answer calls the award.</param>
    /// <param name="award">What it is called now.</param>
    public void Add(Sighting sighting, AwardKey key, AwardKey award)
    {
        try
        {
            if (FeedCatalog.FormatOf(sighting.Observation)?.Retell(sighting, key) is { } told)
                Add(told, award);
        }
        catch (Exception fault) when (fault is JsonException or InvalidDataException)
        {
            Unreadable ??= $"the answer of {sighting.Observation.Url} cannot be read: {fault.Message}";
        }
    }

    /// <summary>Whether the source no longer shows an action: it knows no such award, or its whole history leaves the action out.</summary>
    public bool ShowsNoMore(BundledChange change)
    {
        if (!_isListed || _goesOn)
            return IsGone;
        var sameNumber = _listed.Where(listed => listed.Number == change.Action).ToList();
        return sameNumber.Count <= change.Twin && !sameNumber.Exists(listed =>
            ActionFacts.SameText(FactText.Of(listed.Obligation), change.Facts.GetValueOrDefault("obligation"))
            && ActionFacts.SameText(FactText.Of(listed.ActionDate), change.Facts.GetValueOrDefault("actionDate")));
    }

    private void Add(Retelling told, AwardKey award)
    {
        if (told.Action is { } action)
            _rows.Add(action with { Key = action.Key with { Award = award } });
        if (told.Subaward is { } subaward)
            _subawards.Add(subaward with { Prime = award });
        if (told.Listed is { } listed)
        {
            _listed.AddRange(listed);
            (_isListed, _goesOn) = (true, told.GoesOn);
        }

        Page = told.Facts ?? Page;
        IsGone |= told.IsGone;
    }
}
