using System.CommandLine;
using ContractWatch.Awards;
using ContractWatch.Configuration;
using ContractWatch.Watches;

namespace ContractWatch.Cli.Commands;

/// <summary><c>watch add ID …</c>: a watch without a file.</summary>
internal static class WatchAddCommand
{
    private static readonly Argument<string> Id = new("ID") { Description = "Lower-case letters, digits and hyphens" };
    private static readonly Option<string?> VendorName = new("--vendor") { Description = "The company, by its best-known name", HelpName = "NAME" };
    private static readonly Option<string[]> Aliases = Many("--alias", "Another name of the vendor", "NAME");
    private static readonly Option<string[]> Ueis = Many("--uei", "A Unique Entity ID of the vendor", "UEI");
    private static readonly Option<string[]> Products = Many("--product", "A product, looked for in other vendors' awards", "NAME");
    private static readonly Option<string[]> Excluded = Many("--exclude", "A name that is not this vendor", "NAME");
    private static readonly Option<string[]> Agencies = Many("--agency", "Only this agency, awarding or funding", "NAME");
    private static readonly Option<string[]> Keywords = Many("--keyword", "Only descriptions with this phrase", "PHRASE");
    private static readonly Option<decimal> Minimum = new("--minimum-amount") { Description = "Only changes of at least this much", HelpName = "AMOUNT" };
    private static readonly Option<string[]> Kinds = Many("--change", "Only this kind of change", "KIND");
    private static readonly Option<string?> Note = new("--note") { Description = "Repeated in every alert", HelpName = "TEXT" };
    private static readonly Option<string[]> Emails = Many("--email", "Whom to tell by mail", "ADDRESS");
    private static readonly Option<string[]> Repositories = Many("--github", "Where to open issues", "OWNER/REPOSITORY");
    private static readonly Option<string[]> Webhooks = Many("--webhook", "Where to post signed JSON", "URL");
    private static readonly Option<Cadence> Every = new("--every") { Description = "How often: immediately, daily, weekly" };

    public static Command Create(CommandHost host)
    {
        var command = new Command("add", "Adds or replaces a watch") { Id };
        foreach (var option in new Option[] { VendorName, Aliases, Ueis, Products, Excluded, Agencies, Keywords, Minimum, Kinds, Note, Emails, Repositories, Webhooks, Every })
            command.Add(option);
        host.Runs(command, async (scene, cancellation) =>
        {
            var watch = Watch(scene.Typed);
            await WatchReview.OfAsync(scene, [watch], cancellation);
            if (await scene.House.WatchBook.AddAsync(watch, cancellation) is { } fault)
                throw new CommandException(fault);
            return 0;
        });
        return command;
    }

    private static Watch Watch(ParseResult typed)
    {
        var id = typed.GetValue(Id)!;
        var every = typed.GetValue(Every);
        return new Watch
        {
            Id = id,
            Vendor = typed.GetValue(VendorName) is { } name ? Vendor(typed, name) : null,
            Agencies = Values(typed, Agencies),
            Keywords = Values(typed, Keywords),
            MinimumAmount = typed.GetValue(Minimum),
            Changes = [.. Values(typed, Kinds).Select(Kind)],
            Note = typed.GetValue(Note),
            Notify =
            [
                .. Values(typed, Emails).Select(address => new Subscription(id, Subscription.Email, address, every)),
                .. Values(typed, Repositories).Select(repository => new Subscription(id, Subscription.GitHub, repository, every)),
                .. Values(typed, Webhooks).Select(address => new Subscription(id, Subscription.Webhook, address, every)),
            ],
        };
    }

    private static Vendor Vendor(ParseResult typed, string name)
    {
        var ueis = Values(typed, Ueis);
        return new Vendor
        {
            Name = name,
            Aliases = Values(typed, Aliases),
            Identifiers = ueis.Length == 0
                ? new Dictionary<string, IReadOnlyList<string>>()
                : new Dictionary<string, IReadOnlyList<string>> { ["uei"] = [.. ueis.Select(uei => uei.ToUpperInvariant())] },
            Products = Values(typed, Products),
            Exclude = Values(typed, Excluded),
        };
    }

    private static ChangeKind Kind(string name) => ChangeKind.Find(name)
        ?? throw new CommandException($"\"{name}\" is no kind of change{DidYouMean.Hint(name, ChangeKind.All.Select(kind => kind.Name))}");

    private static Option<string[]> Many(string name, string description, string helpName) =>
        new(name) { Description = description + "; may be repeated", HelpName = helpName };

    private static string[] Values(ParseResult typed, Option<string[]> option) => typed.GetValue(option) ?? [];
}
