using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>A prepared statement with parameters <c>?1</c>, <c>?2</c>, …; made once, run many times.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    public Statement(SqliteConnection connection, string sql)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
    }

    /// <summary>The number of rows it changed.</summary>
    public int Run(params ReadOnlySpan<object?> values) => With(values).ExecuteNonQuery();

    public SqliteDataReader Read(params ReadOnlySpan<object?> values) => With(values).ExecuteReader();

    /// <summary>The first column of the first row as a whole number, or null.</summary>
    public long? Number(params ReadOnlySpan<object?> values) => (long?)With(values).ExecuteScalar();

    /// <summary>The first column of the first row as text, or null.</summary>
    public string? Text(params ReadOnlySpan<object?> values) => With(values).ExecuteScalar() as string;

    public void Dispose() => _command.Dispose();

    private SqliteCommand With(ReadOnlySpan<object?> values)
    {
        var parameters = _command.Parameters;
        for (var place = parameters.Count; place < values.Length; place++)
            parameters.Add(new SqliteParameter { ParameterName = string.Create(CultureInfo.InvariantCulture, $"?{place + 1}") });
        for (var place = 0; place < values.Length; place++)
            parameters[place].Value = values[place] ?? DBNull.Value;
        return _command;
    }
}

internal static class Rows
{
    public static string? TextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset Moment(this SqliteDataReader row, int column) => Moments.Moment(row.GetInt64(column));

    public static DateTimeOffset? MomentOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Moment(column);

    public static List<T> All<T>(this SqliteDataReader reader, Func<SqliteDataReader, T> read, CancellationToken cancellation)
    {
        using (reader)
        {
            var all = new List<T>();
            while (reader.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                all.Add(read(reader));
            }

            return all;
        }
    }
}
