using System.CommandLine;
using System.Globalization;
using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Cli.Lines;

namespace ContractWatch.Cli.Commands;

/// <summary><c>award KEY</c>: everything known of one award.</summary>
internal static class AwardCommand
{
    public static Command Create(CommandHost host)
    {
        var key = new Argument<string>("KEY") { Description = "The source's key, such as CONT_AWD_…" };
        var json = GlobalOptions.Json();
        var command = new Command("award", "One award: actions, changes, money over time") { key, json };
        host.Runs(command, async (scene, cancellation) =>
        {
            var award = new AwardKey(scene.Typed.GetValue(key)!);
            var file = await scene.House.Store.Changes.AwardAsync(award, cancellation)
                ?? throw new CommandException($"nothing is known of the award \"{award}\"");
            var coverage = CoverageLine.About(award, await scene.House.Store.Polls.CoverageAsync(file.Feed, cancellation));
            var line = AwardLine.Of(award, file, coverage);
            if (scene.Typed.GetValue(json))
            {
                LinesJson.Write(scene.Terminal.Output, line, LinesJson.Default.AwardLine);
            }
            else
            {
                Show(scene.Terminal, line, file);
                scene.Terminal.Say(CoverageText.Line(coverage));
            }

            return 0;
        });
        return command;
    }

    private static void Show(Terminal terminal, AwardLine award, AwardFile file)
    {
        terminal.Say($"{award.Piid} {award.Recipient?.Name}");
        terminal.Say($"{award.AwardingAgency}{(award.FundingAgency == award.AwardingAgency ? "" : $", funded by {award.FundingAgency}")}");
        foreach (var (name, amount) in new[] { ("obligated", award.Obligated), ("current value", award.CurrentValue), ("ceiling", award.Ceiling), ("paid", award.Paid) })
        {
            if (amount is not null)
                terminal.Say($"{name}: {MoneyText.Of(new Money(amount.Value, amount.Currency))}");
        }

        if (award.Start is not null || award.End is not null)
            terminal.Say($"from {Day(award.Start)} to {Day(award.End)}, with all options to {Day(award.PotentialEnd)}");
        if (award.Url is not null)
            terminal.Say(award.Url);

        if (award.FormerKeys.Count > 0)
            terminal.Say($"known before as {string.Join(", ", award.FormerKeys)}");

        ShowActions(terminal, file);
        if (file.Subawards.Count > 0)
            ShowSubawards(terminal, file);
        if (file.FactsOverTime.Count > 1)
            ShowFacts(terminal, file);
        var changes = ChangeTable.Create();
        foreach (var change in file.Changes)
            ChangeTable.Add(changes, change);
        if (file.Changes.Count > 0)
            terminal.Show(changes);
    }

    private static void ShowActions(Terminal terminal, AwardFile file)
    {
        var table = Terminal.Table("signed", "action", "amount", "known so far", "recipient", "description");
        decimal sum = 0;
        foreach (var known in file.Actions)
        {
            var amount = known.Action.Obligation;
            if (!known.IsWithdrawn)
                sum += amount?.Value ?? 0;
            Terminal.Row(
                table,
                Day(known.Action.ActionDate),
                known.Action.Key.Number + (known.IsWithdrawn ? " (withdrawn)" : ""),
                amount is { } money ? MoneyText.Signed(money) : "",
                MoneyText.Of(new Money(sum, amount?.Currency ?? "USD")),
                known.Action.Recipient.Name,
                known.Action.Description);
        }

        terminal.Show(table);
    }

    private static void ShowSubawards(Terminal terminal, AwardFile file)
    {
        var table = Terminal.Table("dated", "sub-award", "amount", "sub-awardee", "description");
        foreach (var subaward in file.Subawards)
            Terminal.Row(table, Day(subaward.ActionDate), subaward.Number, Amount(subaward.Amount), subaward.Recipient.Name, subaward.Description);
        terminal.Show(table);
    }

    /// <summary>What the award's own page said, each time it said something else.</summary>
    private static void ShowFacts(Terminal terminal, AwardFile file)
    {
        var table = Terminal.Table("page read", "obligated", "current value", "ceiling", "end", "with all options");
        foreach (var (read, facts) in file.FactsOverTime)
        {
            Terminal.Row(
                table,
                read.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                Amount(facts.Obligated),
                Amount(facts.CurrentValue),
                Amount(facts.Ceiling),
                Day(facts.End),
                Day(facts.PotentialEnd));
        }

        terminal.Show(table);
    }

    private static string Amount(Money? money) => money is { } known ? MoneyText.Of(known) : "";

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "?";
}
