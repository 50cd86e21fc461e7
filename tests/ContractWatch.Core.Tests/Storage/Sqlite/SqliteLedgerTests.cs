using ContractWatch.Ledger;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>The ledger in a file that somebody else may write to.</summary>
public sealed class SqliteLedgerTests : LedgerContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override IDisposable Folder => _folder;

    protected override async Task<IStore> OpenAsync() => await SqliteStore.OpenAsync(_folder.File(SqliteStore.FileName), Stop);

    [Theory]
    [InlineData("UPDATE ledger SET received = received + 1 WHERE place = 2")]
    [InlineData("DELETE FROM ledger WHERE place = 3")]
    [InlineData("REPLACE INTO ledger SELECT place, feed, received, method, url, request, 404, digest, versions, seal, link, body FROM ledger WHERE place = 2")]
    [InlineData("UPDATE witnesses SET pointer = '/results/9'")]
    [InlineData("DELETE FROM witnesses")]
    public async Task The_file_itself_refuses_to_alter_what_was_seen(string sql)
    {
        await ThreeAsync();

        Should.Throw<SqliteException>(() => Run(sql)).Message.ShouldContain("only ever added to");
    }

    [Theory]
    [InlineData("UPDATE ledger SET received = received + 1 WHERE place = 2", "entry 2, GET https://api.example.org/awards/A%20B/: its feed, time,")]
    [InlineData("UPDATE ledger SET url = 'nowhere' WHERE place = 2", "entry 2, GET nowhere: its feed, time, address")]
    [InlineData("UPDATE ledger SET versions = 'other' WHERE place = 2", "entry 2, ")]
    [InlineData("UPDATE ledger SET body = (SELECT body FROM ledger WHERE place = 1) WHERE place = 2", "entry 2, GET https://api.example.org/awards/A%20B/: its body is not the one that was received")]
    [InlineData("UPDATE ledger SET body = zeroblob(40) WHERE place = 2", "entry 2, GET https://api.example.org/awards/A%20B/: its body cannot be unpacked")]
    [InlineData("UPDATE ledger SET link = seal WHERE place = 2", "entry 2, GET https://api.example.org/awards/A%20B/: it does not follow from the entry before it")]
    [InlineData("PRAGMA foreign_keys = OFF; DELETE FROM ledger WHERE place = 2", "entries 2 to 2 are missing")]
    public async Task Who_takes_the_guards_away_is_found_by_walking_the_chain(string sql, string fault)
    {
        await ThreeAsync();
        Run($"DROP TRIGGER ledger_is_not_altered; DROP TRIGGER ledger_is_not_cut; {sql}");

        (await LedgerWalk.AsOfNowAsync(Store.Ledger, Stop)).Faults[0].ShouldStartWith(fault);
    }

    private async Task ThreeAsync()
    {
        await CommitAsync("", [Sample.Change("a"), Sample.Change("b"), Sample.Change("c")],
            ("a", [Place(Answer("1"))]), ("b", [Place(Answer("2", minute: 1))]), ("c", [Place(Answer("3", minute: 2))]));
    }

    private void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File(SqliteStore.FileName)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
