using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Storage;

/// <summary>
/// The nouns as the text that stores keep: compact JSON in which money and moments are exact. What a store has in columns of its own
/// (of a change its id, kind, feed, action, first seen and first key) is left out and given back when reading.
/// </summary>
public static class StoredText
{
    private static readonly JsonSerializerOptions Options = new(StoredJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = StoredJson.Default.WithAddedModifier(LeaveOutWhatColumnsHold),
    };

    /// <summary>For text that somebody may have written by hand: what is missing, null or misspelt is a fault.</summary>
    private static readonly JsonSerializerOptions Strict = new(Options)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static string Of(Change change) => Write(change);

    public static Change Change(string text, string id, ChangeKind kind, string feed, AwardAction action, DateTimeOffset firstSeen) =>
        Read<Change>(text) with { Id = id, Kind = kind, Feed = feed, Action = action, FirstSeen = firstSeen };

    public static string Of(Identifiers identifiers) => Write(identifiers);

    public static Identifiers Identifiers(string text) => Read<Identifiers>(text);

    public static string Of(IReadOnlyList<Match> matches) => Write(matches);

    public static IReadOnlyList<Match> Matches(string text) => Read<IReadOnlyList<Match>>(text);

    public static string Of(Award award) => Write(award);

    public static string Of(Recipient recipient) => Write(recipient);

    public static Recipient Recipient(string text) => Read<Recipient>(text);

    public static Award Award(string text) => Read<Award>(text);

    public static string Of(Subaward subaward) => Write(subaward);

    public static Subaward Subaward(string text) => Read<Subaward>(text);

    public static string Of(Watch watch) => Write(watch);

    public static Watch Watch(string text) => Read<Watch>(text);

    public static string Of(StoredSubscription subscription) => Write(subscription);

    public static StoredSubscription Subscription(string text) => Read<StoredSubscription>(text);

    /// <summary>As it was exported, by another machine or another hand.</summary>
    public static StoredSubscription ExportedSubscription(string text)
    {
        var read = Read<StoredSubscription>(text, Strict);
        // The generated reader leaves null where a property that is only set at birth is not written.
        var wishes = read.Subscription.Wishes ?? Wishes.None;
        return read with { Subscription = read.Subscription with { Wishes = wishes with { Changes = wishes.Changes ?? [] } } };
    }

    public static string Of(FeedHealth health) => Write(health);

    public static FeedHealth Health(string text) => Read<FeedHealth>(text);

    public static string Of(GrowthBands bands) => Write(bands);

    public static GrowthBands Growth(string text) => Read<GrowthBands>(text);

    public static string Of(PollCoverage coverage) => Write(coverage);

    public static PollCoverage Coverage(string text) => Read<PollCoverage>(text);

    public static string Of(IEnumerable<string> texts) => Write(texts);

    private static string Write<T>(T noun) => JsonSerializer.Serialize(noun, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)));

    private static T Read<T>(string text, JsonSerializerOptions? options = null) =>
        JsonSerializer.Deserialize(text, (JsonTypeInfo<T>)(options ?? Options).GetTypeInfo(typeof(T))) ?? throw new JsonException($"null where a {typeof(T).Name} was kept");

    private static void LeaveOutWhatColumnsHold(JsonTypeInfo type)
    {
        if (type.Type != typeof(Change))
            return;

        foreach (var property in type.Properties.Where(property => property.Name is "id" or "kind" or "feed" or "action" or "firstSeen" or "firstKnownAs"))
        {
            property.IsRequired = false;
            property.ShouldSerialize = (_, _) => false;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(AwardKeyText), typeof(MoneyText), typeof(IdentifiersText), typeof(ChangeKindText)])]
[JsonSerializable(typeof(Identifiers))]
[JsonSerializable(typeof(Award))]
[JsonSerializable(typeof(Recipient))]
[JsonSerializable(typeof(Subaward))]
[JsonSerializable(typeof(Change))]
[JsonSerializable(typeof(IReadOnlyList<Match>))]
[JsonSerializable(typeof(Watch))]
[JsonSerializable(typeof(StoredSubscription))]
[JsonSerializable(typeof(GrowthBands))]
[JsonSerializable(typeof(FeedHealth))]
[JsonSerializable(typeof(PollCoverage))]
[JsonSerializable(typeof(IEnumerable<string>))]
internal sealed partial class StoredJson : JsonSerializerContext;
