using System.Text.Json.Serialization;

namespace ContractWatch.Feeds.UsaSpending.Wire;

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(LenientText), typeof(LenientDecimal), typeof(LenientCount), typeof(LenientDay)])]
[JsonSerializable(typeof(CountAnswer))]
[JsonSerializable(typeof(SearchAnswer))]
[JsonSerializable(typeof(SearchRow))]
[JsonSerializable(typeof(AwardPage))]
[JsonSerializable(typeof(TransactionsAnswer))]
[JsonSerializable(typeof(SubawardsAnswer))]
[JsonSerializable(typeof(SubawardSearchAnswer))]
[JsonSerializable(typeof(LastUpdated))]
internal sealed partial class WireJson : JsonSerializerContext;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CountRequest))]
[JsonSerializable(typeof(SearchRequest))]
[JsonSerializable(typeof(TransactionsRequest))]
[JsonSerializable(typeof(SubawardsRequest))]
[JsonSerializable(typeof(SubawardSearchRequest))]
internal sealed partial class RequestJson : JsonSerializerContext;
