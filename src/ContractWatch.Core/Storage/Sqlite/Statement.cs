using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ContractWatch.Storage.Sqlite;

/// <summary>
/// A prepared statement with parameters <c>?1</c>, <c>?2</c>, … and, once run, its present row. It calls the engine itself because the
/// driver's commands took twice as long as the engine on the small statements of which a commit is made.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _engine;
    private readonly sqlite3_stmt _statement;
    private byte[] _bytes = new byte[256];

    public Statement(SqliteConnection connection, string sql)
    {
        _engine = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_engine, sql, out _statement));
    }

    /// <summary>Runs it to its end; returns the number of rows it changed.</summary>
    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        while (Next())
        {
        }

        raw.sqlite3_reset(_statement);
        return raw.sqlite3_changes(_engine);
    }

    /// <summary>The first column of the first row as a whole number, or null.</summary>
    public long? FirstNumber(params ReadOnlySpan<object?> values) => First(values, row => row.NumberOrNull(0));

    /// <summary>The first column of the first row as text, or null.</summary>
    public string? FirstText(params ReadOnlySpan<object?> values) => First(values, row => row.TextOrNull(0));

    /// <summary>The first row, or the default when there is none.</summary>
    public T? First<T>(ReadOnlySpan<object?> values, Func<Statement, T> read)
    {
        Bind(values);
        var first = Next() ? read(this) : default;
        raw.sqlite3_reset(_statement);
        return first;
    }

    public List<T> All<T>(ReadOnlySpan<object?> values, Func<Statement, T> read, CancellationToken cancellation)
    {
        Bind(values);
        var all = new List<T>();
        while (Next())
        {
            cancellation.ThrowIfCancellationRequested();
            all.Add(read(this));
        }

        raw.sqlite3_reset(_statement);
        return all;
    }

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    public int Int(int column) => raw.sqlite3_column_int(_statement, column);

    public bool Flag(int column) => Number(column) != 0;

    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(_statement, column));

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public DateTimeOffset Moment(int column) => Moments.Moment(Number(column));

    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public DateTimeOffset? MomentOrNull(int column) => IsNull(column) ? null : Moment(column);

    public void Dispose() => _statement.Dispose();

    private bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    private bool Next()
    {
        var answer = raw.sqlite3_step(_statement);
        if (answer == raw.SQLITE_ROW)
            return true;
        Check(answer);
        return false;
    }

    private void Bind(ReadOnlySpan<object?> values)
    {
        raw.sqlite3_reset(_statement);
        for (var place = 0; place < values.Length; place++)
            Check(Bind(place + 1, values[place]));
    }

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, place),
        string text => raw.sqlite3_bind_text(_statement, place, Utf8(text)),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        int number => raw.sqlite3_bind_int64(_statement, place, number),
        bool flag => raw.sqlite3_bind_int64(_statement, place, flag ? 1 : 0),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        _ => throw new ArgumentException($"a {value.GetType().Name} has no column of its kind", nameof(value)),
    };

    /// <summary>With its exact length: foreign text may hold a zero.</summary>
    private ReadOnlySpan<byte> Utf8(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_bytes.Length < most)
            _bytes = new byte[most];
        return _bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, _bytes));
    }

    private void Check(int answer) => SqliteException.ThrowExceptionForRC(answer, _engine);
}
