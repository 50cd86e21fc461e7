using System.Net.Security;
using System.Net.Sockets;
using ContractWatch.Delivery;
using ContractWatch.Delivery.Email;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace ContractWatch.MailKit;

/// <summary>
/// Sends through a server with MailKit: encrypted from the first byte or by STARTTLS, with log-in by password or access token, signed when
/// there is a key. Mails that follow each other share a connection.
/// </summary>
/// <param name="patience">How long one mail may take.</param>
/// <param name="trust">Judges the server's certificate; null: it must come from an authority the machine trusts.</param>
public sealed class MailKitSender(EmailOptions options, TimeProvider time, TimeSpan? patience = null, RemoteCertificateValidationCallback? trust = null) : IMailSender, IDisposable
{
    private readonly TimeSpan _patience = patience ?? TimeSpan.FromSeconds(100);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly MailKitConnection _connection = new(options, time, trust);

    public async Task<DeliveryOutcome> SendAsync(Mail mail, CancellationToken cancellation)
    {
        MimeMessage message;
        try
        {
            message = MimeMail.Of(mail);
        }
        catch (ParseException)
        {
            return new DeliveryOutcome.Refused("the address is not a mail address");
        }

        using (message)
        {
            return await FaultAsync((client, end) => SendAsync(client, message, end), cancellation) is { } fault
                ? MailKitAnswer.Outcome(fault, _patience)
                : new DeliveryOutcome.Delivered(mail.MessageId);
        }
    }

    /// <summary>Connects and logs in. Whether it takes our mail a server says at the first one.</summary>
    public async Task<string?> CheckAsync(CancellationToken cancellation) =>
        await FaultAsync(CheckAsync, cancellation) is { } fault ? MailKitAnswer.Explain(fault, _patience) : null;

    public void Dispose()
    {
        _connection.Dispose();
        _turn.Dispose();
    }

    /// <summary>What went wrong at the other side; null when nothing did. A connection on which something did is given up.</summary>
    private async Task<Exception?> FaultAsync(Func<SmtpClient, CancellationToken, Task> use, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(_patience, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        await _turn.WaitAsync(cancellation);
        try
        {
            await use(await _connection.OpenAsync(end.Token), end.Token);
            _connection.Keep();
            return null;
        }
        catch (SmtpCommandException fault) when (fault.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.SenderNotAccepted or SmtpErrorCode.MessageNotAccepted)
        {
            _connection.Keep();
            return fault;
        }
        catch (Exception fault) when (fault is CommandException or ProtocolException or SslHandshakeException or AuthenticationException or IOException or SocketException
            or ServiceNotConnectedException or ServiceNotAuthenticatedException or NotSupportedException or UnauthorizedAccessException or FormatException)
        {
            _connection.Close();
            return fault;
        }
        catch (OperationCanceledException fault)
        {
            _connection.Close();
            cancellation.ThrowIfCancellationRequested();
            return fault;
        }
        finally
        {
            _turn.Release();
        }
    }

    private Task CheckAsync(SmtpClient client, CancellationToken cancellation)
    {
        MailSignature.Of(options);
        return client.NoOpAsync(cancellation);
    }

    /// <summary>An address that ASCII cannot write is sent as it is (SMTPUTF8, RFC 6531), if the server takes such addresses.</summary>
    private async Task SendAsync(SmtpClient client, MimeMessage message, CancellationToken cancellation)
    {
        var format = FormatOptions.Default.Clone();
        format.International = message.From.Mailboxes.Concat(message.To.Mailboxes).Any(mailbox => mailbox.IsInternational && !mailbox.LocalPart.All(char.IsAscii));
        if (format.International && !client.Capabilities.HasFlag(SmtpCapabilities.UTF8))
            throw new NotSupportedException("the server takes no address beyond ASCII (SMTPUTF8)");
        MailSignature.Of(options)?.Sign(message, format);
        await client.SendAsync(format, message, cancellation);
    }
}
