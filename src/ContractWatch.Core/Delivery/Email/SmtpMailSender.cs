using System.Net;
using System.Net.Mail;

namespace ContractWatch.Delivery.Email;

/// <summary>
/// Sends through a server with System.Net.Mail: STARTTLS with a checked certificate, and log-in. It cannot encrypt from the
/// first byte (port 465), and says so. The library writes the Date header itself, from the machine's clock.
/// </summary>
/// <param name="patience">How long one mail may take.</param>
public sealed class SmtpMailSender(EmailOptions options, TimeProvider time, TimeSpan? patience = null) : IMailSender
{
    internal const string LogInUnseen =
        "the server takes our mail without log-in, so whether Email:UserName and Email:Password are right cannot be told: leave both empty, or have it ask for them";

    private const string ThisBuild = "but this build sends mail with System.Net.Mail, which cannot";

    private readonly TimeSpan _patience = patience ?? TimeSpan.FromSeconds(100);

    /// <summary>What is asked for and the library cannot do.</summary>
    public static IEnumerable<string> Faults(EmailOptions options)
    {
        if (options.Port == 465)
            yield return $"Email:Port is 465, {ThisBuild} encrypt from the first byte: use port 587 with StartTls, or a full build";
        else if (options.Security == MailSecurity.Tls)
            yield return $"Email:Security is Tls, {ThisBuild} encrypt from the first byte: use port 587 with StartTls, or a full build";
        if (options.DkimKey.Length > 0)
            yield return $"Email:DkimKey is set, {ThisBuild} sign it: leave it to the server, or use a full build";
        if (options.AccessTokenFrom.Length > 0)
            yield return $"Email:AccessTokenFrom is set, {ThisBuild} log in by an access token: use a password, or a full build";
    }

    public async Task<DeliveryOutcome> SendAsync(Mail mail, CancellationToken cancellation)
    {
        if (Beyond is { } beyond)
            return new DeliveryOutcome.Deferred(beyond, ChannelDown: true);
        try
        {
            using var message = SystemNetMail.Of(mail);
            await SendAsync(message, LogIn, cancellation);
            return new DeliveryOutcome.Delivered(mail.MessageId);
        }
        catch (FormatException)
        {
            return new DeliveryOutcome.Refused("the address is not a mail address");
        }
        catch (SmtpException fault)
        {
            // What we may send to ourselves, we are let in for: then it is about the recipient.
            return SmtpAnswer.AsksForLogin(fault) && await BeginAsync(LogIn, cancellation) is null ? SmtpAnswer.OfAddress(fault) : SmtpAnswer.Outcome(fault);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new DeliveryOutcome.Deferred($"the server did not answer within {_patience.TotalSeconds:0} s", ChannelDown: true);
        }
    }

    /// <summary>
    /// Begins a mail to ourselves and breaks off before its end, when the server has accepted connection, log-in, sender and
    /// recipient: a mail without an end is thrown away (RFC 5321, section 4.1.1.4). The library goes on after a failed log-in
    /// as if there had been none, so a server that takes mail without one cannot tell us that the password is wrong.
    /// </summary>
    public async Task<string?> CheckAsync(CancellationToken cancellation)
    {
        if (Beyond is { } beyond)
            return beyond;
        var fault = await BeginAsync(LogIn, cancellation);
        return fault is null && LogIn is not null && await BeginAsync(logIn: null, cancellation) is null ? LogInUnseen : fault;
    }

    private async Task<string?> BeginAsync(NetworkCredential? logIn, CancellationToken cancellation)
    {
        try
        {
            using var message = new MailMessage(options.Sender, options.Sender);
            message.AlternateViews.Add(new AlternateView(new BreakingOff(), "text/plain"));
            await SendAsync(message, logIn, cancellation);
            return "the server took a mail that was never finished";
        }
        catch (SmtpException fault) when (fault.InnerException is BrokenOffException)
        {
            return null;
        }
        catch (SmtpException fault)
        {
            return SmtpAnswer.Explain(fault);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"the server did not answer within {_patience.TotalSeconds:0} s";
        }
    }

    private NetworkCredential? LogIn => options.UserName.Length > 0 ? new NetworkCredential(options.UserName, options.Password) : null;

    private string? Beyond => Faults(options).FirstOrDefault();

    /// <summary>A stalled session does not hear the token, so the wait for it ends by itself, and disposing the client ends the session.</summary>
    private async Task SendAsync(MailMessage message, NetworkCredential? logIn, CancellationToken cancellation)
    {
        using var client = new SmtpClient(options.Host, options.Port)
        {
            EnableSsl = options.Security == MailSecurity.StartTls,
            DeliveryFormat = SmtpDeliveryFormat.International,
            Credentials = logIn,
        };
        using var late = new CancellationTokenSource(_patience, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        await client.SendMailAsync(message, end.Token).WaitAsync(end.Token);
    }
}
