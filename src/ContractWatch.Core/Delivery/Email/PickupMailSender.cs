using System.Text;

namespace ContractWatch.Delivery.Email;

/// <summary>
/// Writes mails as <c>.eml</c> files. A file appears whole under its name or not at all, and a repeat replaces it.
/// </summary>
/// <param name="directory">Where the files go, a full path.</param>
public sealed class PickupMailSender(string directory) : IMailSender
{
    public async Task<DeliveryOutcome> SendAsync(Mail mail, CancellationToken cancellation)
    {
        try
        {
            return new DeliveryOutcome.Delivered(await WriteAsync(mail, cancellation));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new DeliveryOutcome.Deferred($"cannot write to the pickup directory: {Reason.Of(fault)}", ChannelDown: true);
        }
        catch (FormatException)
        {
            return new DeliveryOutcome.Refused("the address is not a mail address");
        }
    }

    public Task<string?> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(directory);
            var trial = Path.Combine(directory, $".trial-{Environment.ProcessId}");
            File.Create(trial).Dispose();
            File.Delete(trial);
            return Task.FromResult<string?>(null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult<string?>($"cannot write to the pickup directory: {fault.Message}");
        }
    }

    /// <summary>Written in a folder of its own, from which the file is moved.</summary>
    private async Task<string> WriteAsync(Mail mail, CancellationToken cancellation)
    {
        var desk = Path.Combine(directory, $".writing-{mail.FileName}");
        if (Directory.Exists(desk))
            Directory.Delete(desk, recursive: true);
        Directory.CreateDirectory(desk);
        var file = Path.Combine(desk, "mail");
        await File.WriteAllTextAsync(file, await MailFile.TextAsync(mail, desk, cancellation), Encoding.Latin1, cancellation);

        var name = mail.FileName + ".eml";
        File.Move(file, Path.Combine(directory, name), overwrite: true);
        Directory.Delete(desk);
        return name;
    }
}
