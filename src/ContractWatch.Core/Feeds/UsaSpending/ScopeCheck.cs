namespace ContractWatch.Feeds.UsaSpending;

/// <summary>
/// Notices that a filter was ignored. The service drops filters it does not know without a word, so what comes is checked
/// against what was asked; a few rows beside it are the source's own slips and are left out.
/// </summary>
internal sealed class ScopeCheck(Question question)
{
    private const int FewRows = 5;
    private const double FewInHundred = 1;

    private int _seen;
    private int _outside;

    /// <exception cref="FeedException">So many rows lie outside that the filter cannot have been heeded.</exception>
    public void See(IEnumerable<ReadRow> rows)
    {
        foreach (var row in rows)
        {
            _seen++;
            if (row.Row is { } read && !question.Includes(read))
                _outside++;
        }

        if (_outside > FewRows && _outside * 100 > _seen * FewInHundred)
        {
            throw new FeedException(
                $"{_outside} of {_seen} rows lie outside what was asked for ({question.Name}): " +
                $"the filter {question.Whose.FilterName} or time_period was ignored");
        }
    }
}
