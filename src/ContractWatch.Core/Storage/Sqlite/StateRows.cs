using ContractWatch.Awards;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>The states one commit brings, each written once though an action and its change both point to it.</summary>
internal sealed class StateRows(SqliteConnection connection) : IDisposable
{
    private readonly States _states = new(connection);
    private readonly Dictionary<ActionKey, (AwardAction Action, long State)> _kept = [];

    /// <summary>The state of an action: the present one when that says the same, else a new one.</summary>
    public long Keep(AwardAction action, long? present)
    {
        var state = present is { } known && _states.Holds(known, action) ? known : _states.Add(action);
        _kept[action.Key] = (action, state);
        return state;
    }

    /// <summary>The state a change shows.</summary>
    public long Of(AwardAction action) =>
        _kept.TryGetValue(action.Key, out var kept) && kept.Action == action ? kept.State : _states.Add(action);

    public void Dispose() => _states.Dispose();
}
