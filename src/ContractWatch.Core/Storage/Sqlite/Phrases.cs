using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>Texts that stand on very many rows, such as the names of agencies, each kept once. Lives as long as one transaction.</summary>
internal sealed class Phrases(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, long> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> _texts = [];
    private readonly Statement _find = new(connection, "SELECT id FROM phrases WHERE text = ?1");
    private readonly Statement _add = new(connection, "INSERT INTO phrases (text) VALUES (?1) RETURNING id");
    private readonly Statement _read = new(connection, "SELECT text FROM phrases WHERE id = ?1");

    /// <summary>Where the text is kept, from now on if it was not; null for none.</summary>
    public object? Keep(string? text)
    {
        if (text is null)
            return null;
        if (!_places.TryGetValue(text, out var place))
            _places[text] = place = _find.FirstNumber(text) ?? _add.FirstNumber(text)!.Value;
        return place;
    }

    public string? Text(long? place)
    {
        if (place is not { } at)
            return null;
        if (!_texts.TryGetValue(at, out var text))
            _texts[at] = text = _read.FirstText(at)!;
        return text;
    }

    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
        _read.Dispose();
    }
}
