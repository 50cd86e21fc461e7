using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace ContractWatch.Delivery.Email;

/// <summary>
/// The library writes files for a pickup service: with the envelope in two headers of its own, and the moment of writing as
/// the date. Ours are for people, and their date is the message's.
/// </summary>
internal static class MailFile
{
    private static readonly string[] Envelope = ["X-Sender:", "X-Receiver:"];

    /// <summary>The mail as it is sent, a character for each byte. The library names its files by chance, so it gets an empty folder, and leaves it so.</summary>
    /// <exception cref="FormatException">The address is no mail address.</exception>
    public static async Task<string> TextAsync(Mail mail, string folder, CancellationToken cancellation)
    {
        using (var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = folder })
        using (var message = SystemNetMail.Of(mail))
            await client.SendMailAsync(message, cancellation);

        var file = Directory.EnumerateFiles(folder).Single();
        var text = await File.ReadAllTextAsync(file, Encoding.Latin1, cancellation);
        File.Delete(file);
        return Settled(text, mail.Date);
    }

    private static string Settled(string file, DateTimeOffset date)
    {
        var end = file.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = file[..end].Split("\r\n")
            .Where(line => !Envelope.Any(name => line.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
            .Select(line => line.StartsWith("Date:", StringComparison.OrdinalIgnoreCase) ? $"Date: {Rfc5322(date)}" : line);
        return string.Join("\r\n", headers) + file[end..];
    }

    private static string Rfc5322(DateTimeOffset date) =>
        date.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + " +0000";
}
