using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>Texts that stand on very many rows, such as the names of agencies, each kept once.</summary>
internal sealed class Phrases(Shelf shelf)
{
    private readonly Dictionary<string, long> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> _texts = [];

    /// <summary>Where the text is kept, from now on if it was not; null for none.</summary>
    public BsonValue Keep(string? text)
    {
        if (text is null)
            return BsonValue.Null;
        if (!_places.TryGetValue(text, out var place))
            _places[text] = place = shelf.First("by_text", Key.Of(text))?.Number("id") ?? shelf.Add(new BsonDocument { ["text"] = text });
        return place;
    }

    public string? Text(long? place)
    {
        if (place is not { } at)
            return null;
        if (!_texts.TryGetValue(at, out var text))
            _texts[at] = text = shelf.At(at)!.Text("text");
        return text;
    }
}
