using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>The numbered steps from an empty file to the present form. Forward only: a store never goes back to an older program.</summary>
internal static class SqliteMigrations
{
    private const long ApplicationId = 0x43576174;
    private const string Folder = "ContractWatch.Storage.Sqlite.Migrations.";

    private static readonly IReadOnlyList<string> Steps =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The version this program brings a store to.</summary>
    public static long Latest => Steps.Count;

    /// <summary>Refuses what is no store of ContractWatch's, or one that a newer program has written.</summary>
    public static long CheckVersion(SqliteConnection connection, string file)
    {
        var version = Number(connection, "PRAGMA user_version");
        var isOurs = Number(connection, "PRAGMA application_id") == ApplicationId;
        if (!isOurs && (version != 0 || Number(connection, "SELECT count(*) FROM sqlite_schema") != 0))
            throw new StoreException($"{file} is a database of another program. Name another data directory, or move the file away.");
        if (version > Latest)
        {
            throw new StoreException(string.Create(CultureInfo.InvariantCulture,
                $"The store {file} was written by a newer ContractWatch: its form is {version}, this program knows {Latest}. Install the newer version, or restore an older backup."));
        }

        return version;
    }

    /// <summary>Applies what is missing, inside the caller's transaction.</summary>
    public static void Apply(SqliteConnection connection, string file)
    {
        for (var version = CheckVersion(connection, file); version < Latest; version++)
        {
            Script(connection, Text(Steps[(int)version]));
            Script(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version + 1}"));
        }
    }

    private static void Script(SqliteConnection connection, string sql)
    {
        using var script = connection.CreateCommand();
        script.CommandText = sql;
        script.ExecuteNonQuery();
    }

    private static string Text(string step)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(step)!);
        return reader.ReadToEnd();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        return statement.FirstNumber() ?? 0;
    }
}
