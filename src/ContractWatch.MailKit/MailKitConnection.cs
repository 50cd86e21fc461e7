using System.Net;
using System.Net.Security;
using ContractWatch.Delivery.Email;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace ContractWatch.MailKit;

/// <summary>The connection that mails share, opened when it is needed. Used by one at a time.</summary>
internal sealed class MailKitConnection(EmailOptions options, TimeProvider time, RemoteCertificateValidationCallback? trust) : IDisposable
{
    /// <summary>Servers close what is idle for minutes; what was idle for longer is opened anew.</summary>
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(30);

    private SmtpClient? _client;
    private long _used;

    /// <summary>Connected and logged in.</summary>
    public async Task<SmtpClient> OpenAsync(CancellationToken cancellation)
    {
        if (_client is { } kept && time.GetElapsedTime(_used) < LongestIdle && await IsOpenAsync(kept, cancellation))
            return kept;
        Close();
        _client = Create();
        await _client.ConnectAsync(options.Host, options.Port, Security, cancellation);
        if (options.AccessTokenFrom.Length > 0)
            await _client.AuthenticateAsync(new SaslMechanismOAuth2(options.UserName, await TokenAsync(cancellation)), cancellation);
        else if (options.UserName.Length > 0)
            await _client.AuthenticateAsync(new NetworkCredential(options.UserName, options.Password), cancellation);
        return _client;
    }

    /// <summary>It may be used again soon.</summary>
    public void Keep() => _used = time.GetTimestamp();

    public void Close()
    {
        _client?.Dispose();
        _client = null;
    }

    public void Dispose() => Close();

    /// <summary>Port 465 is encrypted from the first byte, whatever else is said (RFC 8314, section 7.3).</summary>
    private SecureSocketOptions Security =>
        options.Security == MailSecurity.Tls || options.Port == 465 ? SecureSocketOptions.SslOnConnect
        : options.Security == MailSecurity.StartTls ? SecureSocketOptions.StartTls
        : SecureSocketOptions.None;

    private static async Task<bool> IsOpenAsync(SmtpClient client, CancellationToken cancellation)
    {
        try
        {
            await client.NoOpAsync(cancellation);
            return true;
        }
        catch (Exception fault) when (fault is CommandException or ProtocolException or IOException or ServiceNotConnectedException)
        {
            return false;
        }
    }

    private async Task<string> TokenAsync(CancellationToken cancellation) => (await File.ReadAllTextAsync(options.AccessTokenFrom, cancellation)).Trim();

    /// <summary>Revocation lists are often out of a server's reach; what cannot be asked must not hold up mail. Log-ins that need the machine's own realm are left out.</summary>
    private SmtpClient Create()
    {
        var client = new SmtpClient { CheckCertificateRevocation = false, ServerCertificateValidationCallback = trust };
        foreach (var ofRealm in new[] { "NTLM", "GSSAPI", "NEGOTIATE" })
            client.AuthenticationMechanisms.Remove(ofRealm);
        return client;
    }
}
