using System.CommandLine;
using ContractWatch.Awards;
using ContractWatch.Watches;

namespace ContractWatch.Cli.Commands;

/// <summary><c>subscribe WATCH… --email ADDRESS</c>: asks the address whether it wants to hear.</summary>
internal static class SubscribeCommand
{
    private const string EveryKind = "all";

    private static readonly Argument<string[]> Watches = new("WATCH") { Description = "One watch or several", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> Email = new("--email") { Description = "Whom to tell by mail; the address is asked first", HelpName = "ADDRESS" };
    private static readonly Option<string?> Repository = new("--github") { Description = "Where to open issues", HelpName = "OWNER/REPOSITORY" };
    private static readonly Option<string?> Webhook = new("--webhook") { Description = "Where to post signed JSON", HelpName = "URL" };
    private static readonly Option<Cadence> Every = new("--every") { Description = "How often: immediately, daily, weekly" };
    private static readonly Option<string?> At = new("--at") { Description = $"When digests come: {WatchRules.HourRule}", HelpName = "HH:MM" };
    private static readonly Option<string?> Zone = new("--zone") { Description = $"Where that hour is: {WatchRules.ZoneRule}", HelpName = "ZONE" };
    private static readonly Option<string[]> Kinds = new("--change") { Description = $"Only this kind of change, may be repeated; {EveryKind} for every kind", HelpName = "KIND" };
    private static readonly Option<decimal> Minimum = new("--minimum-amount") { Description = "Only changes of at least this much", HelpName = "AMOUNT" };
    private static readonly Option<string?> MutedUntil = new("--muted-until") { Description = $"Nothing before this day: {WatchRules.DayRule}", HelpName = "DAY" };
    private static readonly Option<bool> Paused = new("--paused") { Description = "Nothing until --resume" };
    private static readonly Option<bool> Resume = new("--resume") { Description = "Ends a pause, and a mute" };
    private static readonly Option<string?> Note = new("--note") { Description = "Repeated in every alert; \"\" for none", HelpName = "TEXT" };
    private static readonly Option<string?> Confirmed = new("--confirmed") { Description = "The address has said yes already: where and when", HelpName = "TEXT" };

    public static Command Create(CommandHost host)
    {
        var by = SubscriptionCommands.By();
        var command = new Command("subscribe", "Lets a person or a repository hear of watches, beside the watch files; what is not typed stays as it was") { Watches };
        foreach (var option in new Option[] { Email, Repository, Webhook, Every, At, Zone, Kinds, Minimum, MutedUntil, Paused, Resume, Note, Confirmed, by })
            command.Add(option);
        host.Runs(command, async (scene, cancellation) =>
        {
            var typed = scene.Typed;
            var (channel, address) = (typed.GetValue(Email), typed.GetValue(Repository), typed.GetValue(Webhook)) switch
            {
                ({ } email, null, null) => (Subscription.Email, email),
                (null, { } repository, null) => (Subscription.GitHub, repository),
                (null, null, { } webhook) => (Subscription.Webhook, webhook),
                _ => throw new CommandException("expected --email, --github or --webhook, one of them"),
            };
            RefuseFaults(typed);
            var asked = new List<Subscription>();
            foreach (var watch in typed.GetValue(Watches)!.Distinct(StringComparer.Ordinal))
            {
                var known = await scene.House.Subscriptions.KnownAsync(new Subscription(watch, channel, address), cancellation);
                asked.Add(known with { Cadence = typed.GetResult(Every) is null ? known.Cadence : typed.GetValue(Every), Wishes = WishesOf(typed, known.Wishes) });
            }

            var answer = await scene.House.SubscriptionDesk.AskAsync(asked, typed.GetValue(Confirmed) is not null, typed.GetValue(by)!, typed.GetValue(Confirmed), cancellation);
            return SubscriptionCommands.Tell(scene.Terminal, answer);
        });
        return command;
    }

    private static void RefuseFaults(ParseResult typed)
    {
        if (typed.GetValue(At) is { } at && WatchRules.HourOf(at) is null)
            throw new CommandException($"--at: expected {WatchRules.HourRule}");
        if (typed.GetValue(Zone) is { } zone && !WatchRules.IsZone(zone))
            throw new CommandException($"--zone: expected {WatchRules.ZoneRule}");
        if (typed.GetValue(MutedUntil) is { } day && WatchRules.DayOf(day) is null)
            throw new CommandException($"--muted-until: expected {WatchRules.DayRule}");
        if (typed.GetValue(Note) is { } note && !WatchRules.IsNote(note))
            throw new CommandException($"--note: expected {WatchRules.NoteRule}");
        if (typed.GetValue(Resume) && (typed.GetValue(Paused) || typed.GetValue(MutedUntil) is not null))
            throw new CommandException("--resume: expected without --paused and --muted-until");
    }

    /// <summary>What is not typed stays as it is known.</summary>
    private static Wishes WishesOf(ParseResult typed, Wishes known) => known with
    {
        At = typed.GetValue(At) is { } hour ? WatchRules.HourOf(hour) : known.At,
        Zone = typed.GetValue(Zone) ?? known.Zone,
        Changes = typed.GetValue(Kinds) is { Length: > 0 } kinds ? KindsOf(kinds) : known.Changes,
        MinimumAmount = typed.GetResult(Minimum) is null ? known.MinimumAmount : typed.GetValue(Minimum),
        MutedUntil = typed.GetValue(Resume) ? null : typed.GetValue(MutedUntil) is { } day ? WatchRules.DayOf(day) : known.MutedUntil,
        Paused = !typed.GetValue(Resume) && (typed.GetValue(Paused) || known.Paused),
        Note = typed.GetValue(Note) is { } note ? (note.Length > 0 ? note : null) : known.Note,
    };

    private static IReadOnlyList<ChangeKind> KindsOf(string[] names) => names is [EveryKind] ? [] : [.. names.Select(Kind).Distinct()];

    private static ChangeKind Kind(string name) =>
        ChangeKind.Find(name) ?? throw new CommandException($"--change: found \"{name}\", expected one of {string.Join(", ", ChangeKind.All.Select(kind => kind.Name))}, or {EveryKind} alone");
}
