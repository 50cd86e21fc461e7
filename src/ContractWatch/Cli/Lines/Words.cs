using ContractWatch.Delivery;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Watches;
using Route = ContractWatch.Matching.Route;

namespace ContractWatch.Cli.Lines;

/// <summary>The words of the outside: what programs read is not the spelling of our types.</summary>
internal static class Words
{
    public static string Of(Tier tier) => tier switch
    {
        Tier.Possible => "possible",
        Tier.Likely => "likely",
        _ => "certain",
    };

    public static string Of(Route route) => route switch
    {
        Route.Any => "any",
        Route.Prime => "prime",
        Route.Subsidiary => "subsidiary",
        Route.Reseller => "reseller",
        Route.JointVenture => "joint-venture",
        _ => "subaward",
    };

    public static string Of(MessageState state) => state switch
    {
        MessageState.Owed => "owed",
        MessageState.Delivered => "delivered",
        MessageState.Refused => "refused",
        _ => "withdrawn",
    };

    public static string Of(GapKind kind) => kind switch
    {
        GapKind.Poll => "poll",
        GapKind.History => "history",
        GapKind.Actions => "actions",
        GapKind.Rows => "rows",
        GapKind.Subawards => "subawards",
        _ => "page",
    };

    public static string Of(SubscriptionState state) => state switch
    {
        SubscriptionState.Asked => "asked",
        SubscriptionState.Confirmed => "confirmed",
        _ => "ended",
    };

    public static string Of(Cadence cadence) => cadence switch
    {
        Cadence.Immediately => "immediately",
        Cadence.Daily => "daily",
        _ => "weekly",
    };
}
