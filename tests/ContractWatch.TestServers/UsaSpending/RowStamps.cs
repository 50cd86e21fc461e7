namespace ContractWatch.TestServers.UsaSpending;

/// <summary>
/// Gives each row its <c>last_modified_date</c>: the moment it first appeared or its content changed. What the first moment
/// brings was published two days after it was signed.
/// </summary>
internal sealed class RowStamps(bool stampRenames)
{
    private Dictionary<(string, string), IReadOnlyList<Held>>? _before;

    /// <param name="groups">Row keys with their contents; the first of equal keys counts.</param>
    /// <param name="time">UTC.</param>
    public IEnumerable<TransactionRow> Next(IEnumerable<KeyValuePair<(string, string), IReadOnlyList<CapturedRow>>> groups, DateTime time)
    {
        var now = new Dictionary<(string, string), IReadOnlyList<Held>>();
        foreach (var (key, contents) in groups)
        {
            if (!now.ContainsKey(key))
                now[key] = [.. contents.Select((row, twin) => Stamped(row, Before(key, twin), time))];
        }

        _before = now;
        return now.Values.SelectMany(rows => rows).Select(held => held.Row);
    }

    private Held? Before((string, string) key, int twin) =>
        _before?.GetValueOrDefault(key) is { } rows && twin < rows.Count ? rows[twin] : null;

    private Held Stamped(CapturedRow captured, Held? before, DateTime time)
    {
        if (before is null)
        {
            var first = _before is null ? captured.ActionDate.AddDays(2).ToDateTime(new TimeOnly(4, 0)) : time;
            return new Held(captured, CapturedRows.Row(captured) with { LastModified = first });
        }

        if (captured == before.Captured)
            return before;
        var onlyRenamed = captured == before.Captured with { Recipient = captured.Recipient };
        var stamp = onlyRenamed && !stampRenames ? before.Row.LastModified : time;
        return new Held(captured, CapturedRows.Row(captured) with { LastModified = stamp });
    }

    private sealed record Held(CapturedRow Captured, TransactionRow Row);
}

internal static class CapturedRows
{
    public static TransactionRow Row(CapturedRow row)
    {
        var agency = row.Agency switch
        {
            "ICE" => TransactionRow.Ice,
            "CBP" => TransactionRow.Cbp,
            _ => row.Agency,
        };
        return new TransactionRow
        {
            AwardKey = row.AwardKey,
            Piid = row.Piid,
            Mod = row.Mod,
            ActionDate = row.ActionDate,
            Amount = row.Amount,
            Recipient = row.Recipient,
            AwardingAgency = agency,
            FundingAgency = agency,
            AwardType = TypeOf(row),
            NaicsDescription = row.Naics.Length == 0 ? null : row.Naics,
            PscDescription = row.Psc.Length == 0 ? null : row.Psc,
            Description = row.Description.Length == 0 ? null : row.Description,
            LastModified = default,
        };
    }

    /// <summary>The ninth letter of a number tells the kind of instrument (FAR 4.1603).</summary>
    private static string TypeOf(CapturedRow row)
    {
        if (row.AwardKey.StartsWith("CONT_IDV", StringComparison.Ordinal))
            return "IDV_B";
        return (row.Piid.Length > 8 ? row.Piid[8] : ' ') switch
        {
            'A' => "A",
            'P' => "B",
            'C' => "D",
            _ => "C",
        };
    }
}
