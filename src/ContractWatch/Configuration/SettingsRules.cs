using ContractWatch.Feeds;

namespace ContractWatch.Configuration;

/// <summary>What must hold of a configuration whose keys and types are right.</summary>
internal static class SettingsRules
{
    public static IEnumerable<SettingsFault> Check(
        Settings settings, SettingsSource source, IReadOnlyList<FeedType> types, IReadOnlyList<RoomSection> rooms)
    {
        foreach (var feed in settings.Feeds)
        {
            foreach (var (key, fault) in Feed(feed, types))
                yield return Fault(source, $"Feeds:{feed.Id}:{key}", fault);
        }

        foreach (var (key, fault) in Web(settings.Web).Concat(rooms.SelectMany(room => room.Faults(settings.Rooms[room.Name]))))
            yield return Fault(source, key, fault);
    }

    private static SettingsFault Fault(SettingsSource source, string key, string fault) => new(source.WhereIs(key), $"{key}: {fault}");

    private static IEnumerable<(string Key, string Fault)> Feed(FeedSettings feed, IReadOnlyList<FeedType> types)
    {
        var type = types.FirstOrDefault(one => one.Name.Equals(feed.Type, StringComparison.OrdinalIgnoreCase));
        if (type is null)
            yield return (nameof(feed.Type), $"\"{feed.Type}\" is no type of feed{DidYouMean.Hint(feed.Type, types.Select(one => one.Name))}");
        if (CronSchedule.Refuse(feed.Schedule) is { } unreadable)
            yield return (nameof(feed.Schedule), unreadable);
        if (feed.JitterSeconds is < 0 or > 3600)
            yield return (nameof(feed.JitterSeconds), "0 to 3600 seconds are possible");
        foreach (var fault in type?.Faults(feed.Source!) ?? [])
            yield return fault;
    }

    private static IEnumerable<(string Key, string Fault)> Web(WebOptions web)
    {
        foreach (var url in web.Addresses)
        {
            var asAddress = url.Replace("//*", "//any", StringComparison.Ordinal).Replace("//+", "//any", StringComparison.Ordinal);
            if (!IsHttp(asAddress))
                yield return ("Web:Urls", $"\"{url}\" is not an address to listen on, such as http://127.0.0.1:8080");
            else if (asAddress.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
                yield return ("Web:Urls", $"\"{url}\": only http is served here; put a proxy in front for https");
        }

        if (web.PublicUrl.Length > 0 && !IsHttp(web.PublicUrl))
            yield return ("Web:PublicUrl", $"\"{web.PublicUrl}\" is not an http or https address");
    }

    private static bool IsHttp(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
}
