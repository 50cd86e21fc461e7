namespace ContractWatch.Feeds.UsaSpending;

/// <summary>Days from the first to the last, both inclusive.</summary>
internal sealed record DaySpan(DateOnly First, DateOnly Last)
{
    public int Days => Last.DayNumber - First.DayNumber + 1;

    public bool Includes(DateOnly? day) => day >= First && day <= Last;

    public (DaySpan Early, DaySpan Late) Halves()
    {
        var middle = First.AddDays((Days / 2) - 1);
        return (this with { Last = middle }, this with { First = middle.AddDays(1) });
    }

    /// <summary>Pieces that end with a calendar month, each so many months long.</summary>
    public IEnumerable<DaySpan> ByMonths(int months)
    {
        for (var first = First; first <= Last;)
        {
            var nextPiece = new DateOnly(first.Year, first.Month, 1).AddMonths(months);
            var last = nextPiece.AddDays(-1) < Last ? nextPiece.AddDays(-1) : Last;
            yield return new DaySpan(first, last);
            first = last.AddDays(1);
        }
    }

    public override string ToString() => $"{UsaSpendingCalendar.Text(First)} to {UsaSpendingCalendar.Text(Last)}";
}
