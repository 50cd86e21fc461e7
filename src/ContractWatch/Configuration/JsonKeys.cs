using System.Text;
using System.Text.Json;

namespace ContractWatch.Configuration;

/// <summary>A value of the configuration file, its key path (<c>Email:Port</c>) and its line, counted from 1.</summary>
internal sealed record JsonKey(string Path, int Line, string? Value);

/// <summary>Reads every key of a JSON file with the line it stands on, which the framework's own reader does not tell.</summary>
internal static class JsonKeys
{
    private static readonly JsonReaderOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <exception cref="JsonException">The text is not JSON; the line is in the exception, counted from 0.</exception>
    public static IReadOnlyList<JsonKey> Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Lenient);
        var keys = new List<JsonKey>();
        var path = new List<Step>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    path[^1].Name = reader.GetString()!;
                    continue;
                case JsonTokenType.StartObject:
                    Enter(path, list: false);
                    continue;
                case JsonTokenType.StartArray:
                    Enter(path, list: true);
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    Leave(path);
                    continue;
            }

            var value = reader.TokenType == JsonTokenType.Null ? null : Encoding.UTF8.GetString(reader.ValueSpan);
            if (reader.TokenType == JsonTokenType.String)
                value = reader.GetString();
            keys.Add(new JsonKey(PathOf(path), LineAt(json, (int)reader.TokenStartIndex), value));
            Next(path);
        }

        return keys;
    }

    private static void Enter(List<Step> path, bool list) => path.Add(new Step { IsList = list });

    private static void Leave(List<Step> path)
    {
        path.RemoveAt(path.Count - 1);
        Next(path);
    }

    private static void Next(List<Step> path)
    {
        if (path.Count > 0 && path[^1].IsList)
            path[^1].Index++;
    }

    private static string PathOf(List<Step> path) => string.Join(':', path.Select(step => step.ToString()));

    private static int LineAt(ReadOnlySpan<byte> json, int position) => json[..position].Count((byte)'\n') + 1;

    private sealed class Step
    {
        public required bool IsList { get; init; }

        public string Name { get; set; } = "";

        public int Index { get; set; }

        public override string ToString() =>
            IsList ? Index.ToString(System.Globalization.CultureInfo.InvariantCulture) : Name;
    }
}
