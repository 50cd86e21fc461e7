namespace ContractWatch.Feeds.UsaSpending;

/// <summary>
/// The rows of one question as they come in, page by page. The search sorts by award and leaves the rows of one award in
/// another order on every request, so a page's edge inside an award may bring a row twice and another not at all. What holds
/// on every request is which places belong to which award: an award with fewer rows than places has lost some.
/// </summary>
/// <param name="expected">How many rows the source counts.</param>
internal sealed class Sheet(int expected)
{
    private readonly Dictionary<int, string> _awardAt = [];
    private readonly Dictionary<string, AwardRows> _awards = new(StringComparer.Ordinal);
    private bool _hasConflict;

    public int Expected => expected;

    public int Places => _awardAt.Count;

    /// <summary>A place has belonged to two awards, or an award has more rows than places: the source moved on while it was read.</summary>
    public bool HasMoved => _hasConflict || (Places == expected && _awards.Values.Any(award => award.Count > award.Places));

    public bool IsWhole => !HasMoved && Places == expected && Short.Count == 0;

    /// <summary>Awards that have fewer rows than places.</summary>
    public IReadOnlyList<AwardRows> Short => [.. _awards.Values.Where(award => award.Count < award.Places)];

    /// <summary>Every row as often as it is published.</summary>
    public IEnumerable<ReadRow> Rows => _awards.Values.SelectMany(award => award.Rows);

    /// <summary>Adds one response.</summary>
    /// <param name="first">The place of its first row in ascending order; places count down when it is in descending order.</param>
    public void Add(IReadOnlyList<ReadRow> response, int first, bool descending)
    {
        for (var i = 0; i < response.Count; i++)
            Place(response[i].AwardKey, descending ? first - i : first + i);
        AddRows(response);
    }

    /// <summary>Adds the rows of one response that says nothing about places.</summary>
    public void AddRows(IEnumerable<ReadRow> response)
    {
        foreach (var award in response.GroupBy(row => row.AwardKey, StringComparer.Ordinal))
            RowsOf(award.Key).Add(award);
    }

    /// <summary>The source has so many rows now, or more.</summary>
    public void Ends(int rows) => _hasConflict |= rows != expected;

    /// <summary>Where the award begins that the place belongs to, as far as it has been read.</summary>
    public int BeginningOfAwardAt(int place)
    {
        var key = _awardAt[place];
        while (_awardAt.TryGetValue(place - 1, out var before) && before == key)
            place--;
        return place;
    }

    private void Place(string key, int place)
    {
        if (_awardAt.TryAdd(place, key))
            RowsOf(key).Places++;
        else
            _hasConflict |= _awardAt[place] != key;
    }

    private AwardRows RowsOf(string key)
    {
        if (!_awards.TryGetValue(key, out var award))
            _awards.Add(key, award = new AwardRows(key));
        return award;
    }
}

/// <summary>The rows of one award. Equal rows of one response are as many rows; the same row in two responses is one.</summary>
internal sealed class AwardRows(string key)
{
    private readonly Dictionary<ReadRow, int> _rows = [];

    public string Key => key;

    /// <summary>How many places it holds in the source's order.</summary>
    public int Places { get; set; }

    public int Count => _rows.Values.Sum();

    public string? Piid => _rows.Keys.Select(row => row.Row?.Piid).FirstOrDefault(piid => !string.IsNullOrEmpty(piid));

    public IEnumerable<ReadRow> Rows => _rows.SelectMany(row => Enumerable.Repeat(row.Key, row.Value));

    public void Add(IEnumerable<ReadRow> response)
    {
        foreach (var (row, times) in response.CountBy(row => row))
            _rows[row] = Math.Max(_rows.GetValueOrDefault(row), times);
    }
}
