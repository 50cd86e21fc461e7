using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ContractWatch.Delivery.Email;

/// <summary>
/// Hands mails to a program that is called as <c>sendmail</c> is, on Unix: the envelope as arguments, the mail on its input. What comes
/// after is that program's affair; it has its own queue.
/// </summary>
/// <param name="program">Its full path.</param>
/// <param name="patience">How long one mail may take.</param>
public sealed class SendmailMailSender(string program, TimeProvider time, TimeSpan? patience = null) : IMailSender
{
    /// <summary>Exit codes of <c>sysexits.h</c>, as sendmail uses them (https://man7.org/linux/man-pages/man3/sysexits.h.3head.html).</summary>
    private const int NoSuchUser = 67;

    /// <summary>
    /// The program reads a whole file, and no pipe of ours: were we killed meanwhile, it would take what there is by then for the mail.
    /// The shell opens the file, removes it, and becomes the program.
    /// </summary>
    private const string FromFile = "exec < \"$1\" && rm -f \"$1\" && shift && exec \"$@\"";

    /// <summary>By the shell: it is there and cannot be run, or it is not there.</summary>
    private static readonly int[] NotRun = [126, 127];

    private const UnixFileMode Runs = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly TimeSpan _patience = patience ?? TimeSpan.FromSeconds(100);

    public async Task<DeliveryOutcome> SendAsync(Mail mail, CancellationToken cancellation)
    {
        try
        {
            return await WriteAsync(mail, cancellation);
        }
        catch (FormatException)
        {
            return new DeliveryOutcome.Refused("the address is not a mail address");
        }
        catch (Exception fault) when (fault is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return new DeliveryOutcome.Deferred($"Email:Sendmail cannot be run: {Reason.Of(fault)}", ChannelDown: true);
        }
    }

    public Task<string?> CheckAsync(CancellationToken cancellation) => Task.FromResult(
        !File.Exists(program) ? $"Email:Sendmail is {program}, and there is no such file"
        : !OperatingSystem.IsWindows() && (File.GetUnixFileMode(program) & Runs) == UnixFileMode.None ? $"Email:Sendmail is {program}, which is not executable"
        : null);

    private async Task<DeliveryOutcome> WriteAsync(Mail mail, CancellationToken cancellation)
    {
        var desk = Directory.CreateTempSubdirectory("contractwatch-mail-");
        try
        {
            var text = await MailFile.TextAsync(mail, desk.FullName, cancellation);
            var file = Path.Combine(desk.FullName, "mail");
            await File.WriteAllTextAsync(file, text.ReplaceLineEndings("\n"), Encoding.Latin1, cancellation);
            return await HandAsync(mail, file, cancellation);
        }
        finally
        {
            desk.Delete(recursive: true);
        }
    }

    /// <summary>Without <c>-i</c> a line of a single dot would end the mail.</summary>
    private async Task<DeliveryOutcome> HandAsync(Mail mail, string file, CancellationToken cancellation)
    {
        string[] arguments = ["-c", FromFile, "sendmail", file, program, "-i", "-f", MailAddresses.Bare(mail.From), "--", MailAddresses.Bare(mail.To)];
        var start = new ProcessStartInfo("/bin/sh", arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        using var late = new CancellationTokenSource(_patience, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            var said = await SaidAsync(process, end.Token);
            await process.WaitForExitAsync(end.Token);
            return Outcome(mail, process.ExitCode, said);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            return new DeliveryOutcome.Deferred($"Email:Sendmail did not end within {_patience.TotalSeconds:0} s", ChannelDown: true);
        }
    }

    private static async Task<string> SaidAsync(Process process, CancellationToken cancellation)
    {
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = await process.StandardError.ReadToEndAsync(cancellation);
        return Reason.Of(error.Length > 0 ? error : await output);
    }

    private static DeliveryOutcome Outcome(Mail mail, int exitCode, string said) => exitCode switch
    {
        0 => new DeliveryOutcome.Delivered(mail.MessageId),
        NoSuchUser => new DeliveryOutcome.Refused($"Email:Sendmail knows no such address: {said}", AddressGone: true),
        _ when NotRun.Contains(exitCode) => new DeliveryOutcome.Deferred($"Email:Sendmail cannot be run: {said}", ChannelDown: true),
        _ => new DeliveryOutcome.Deferred($"Email:Sendmail ended with {exitCode}: {said}"),
    };
}
