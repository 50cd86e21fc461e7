using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ContractWatch.Cli.Lines;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ChangeLine))]
[JsonSerializable(typeof(AwardLine))]
[JsonSerializable(typeof(PollLine))]
[JsonSerializable(typeof(DeliveryLine))]
[JsonSerializable(typeof(MessageLine))]
[JsonSerializable(typeof(FeedLine))]
[JsonSerializable(typeof(WatchLine))]
[JsonSerializable(typeof(FeedbackLine))]
[JsonSerializable(typeof(SubscriptionLine))]
[JsonSerializable(typeof(BackTestLine))]
internal sealed partial class LinesJson : JsonSerializerContext
{
    /// <summary>Writes one object on one line.</summary>
    public static void Write<T>(TextWriter output, T line, JsonTypeInfo<T> type) => output.WriteLine(JsonSerializer.Serialize(line, type));
}
