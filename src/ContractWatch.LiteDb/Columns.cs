using ContractWatch.Storage;
using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>
/// Reads a document's values as they were written. Moments are whole numbers of steps, days and money are text, so that nothing passes
/// through the engine's dates (milliseconds, local) or numbers.
/// </summary>
internal static class Columns
{
    public static string Text(this BsonDocument document, string name) => document[name].AsString;

    public static string? TextOrNull(this BsonDocument document, string name) => document[name] is { IsNull: false } value ? value.AsString : null;

    public static long Number(this BsonDocument document, string name) => document[name].AsInt64;

    public static long? NumberOrNull(this BsonDocument document, string name) => document[name] is { IsNull: false } value ? value.AsInt64 : null;

    public static int Int(this BsonDocument document, string name) => (int)document.Number(name);

    public static bool Flag(this BsonDocument document, string name) => document.Number(name) != 0;

    public static byte[] Bytes(this BsonDocument document, string name) => document[name].AsBinary;

    public static DateTimeOffset Moment(this BsonDocument document, string name) => Moments.Moment(document.Number(name));

    public static DateTimeOffset? MomentOrNull(this BsonDocument document, string name) =>
        document.NumberOrNull(name) is { } steps ? Moments.Moment(steps) : null;
}
