using ContractWatch.Delivery;
using ContractWatch.Delivery.Email;

namespace ContractWatch.Cli;

/// <summary>Lists the mails the demo has written, and shows one as text.</summary>
internal static class DemoMails
{
    public static async Task ShowAsync(Terminal terminal, Composition house, string folder, CancellationToken cancellation)
    {
        var mails = await ReadAsync(house, cancellation);
        terminal.Say($"{mails.Count} mails in {folder}:");
        var table = Terminal.Table("file", "to", "subject");
        foreach (var (file, mail) in mails)
            Terminal.Row(table, file, mail.To, mail.Subject);
        terminal.Show(table);

        var (name, one) = mails.FirstOrDefault(mail => mail.Mail.Text.Contains("Watch salesforce", StringComparison.Ordinal), mails[0]);
        terminal.Say($"{name} as text:");
        terminal.Say("");
        terminal.Say($"Subject: {one.Subject}");
        foreach (var line in one.Text.Split('\n'))
            terminal.Output.WriteLine((line.StartsWith(' ') ? "  " : "") + Terminal.Plain(line));
    }

    /// <summary>The mails that were delivered, as they were written; a digest is one mail of several messages.</summary>
    private static async Task<IReadOnlyList<(string File, Mail Mail)>> ReadAsync(Composition house, CancellationToken cancellation)
    {
        var delivered = new List<OutboxMessage>();
        await foreach (var message in house.Store.Outbox.MessagesAsync(MessageState.Delivered, cancellation))
            delivered.Add(message);

        var writer = new MailWriter(((EmailOptions)house.Settings.Rooms["Email"]).From, house.Time);
        var mails = new List<(string, Mail)>();
        foreach (var parts in delivered.GroupBy(message => message.Receipt!).OrderBy(parts => parts.Key, StringComparer.Ordinal))
            mails.Add((parts.Key, writer.Write(await house.Letters.WriteAsync([.. parts], cancellation))));
        return mails;
    }
}
