using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace ContractWatch.TestServers.Smtp;

/// <summary>A mail server on loopback that takes mail, refuses it, or misbehaves as told.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<ReceivedMail> _mails = new();
    private readonly ConcurrentDictionary<string, bool> _greylisted = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentBag<Task> _sessions = [];
    private readonly Task _accepting;
    private int _sessionCount;
    private int _taken;

    private SmtpServer(SmtpConduct conduct)
    {
        Behave(conduct);
        Certificate = TestCertificate.For(conduct.CertificateName);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public SmtpConduct Conduct { get; private set; } = new();

    public X509Certificate2 Certificate { get; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What arrived, in order; a mail that was sent twice is there twice.</summary>
    public IReadOnlyList<ReceivedMail> Mails => [.. _mails];

    public int Sessions => _sessionCount;

    /// <summary>Who sees what it is asked; null for nobody.</summary>
    public Onlooker? Onlooker { get; set; }

    public static SmtpServer Start(SmtpConduct? conduct = null) => new(conduct ?? new SmtpConduct());

    /// <summary>From now on; its certificate stays.</summary>
    public void Behave(SmtpConduct conduct)
    {
        Conduct = conduct;
        _taken = 0;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_sessions);
        _stop.Dispose();
        _listener.Dispose();
        Certificate.Dispose();
    }

    /// <summary>False when nothing more is to be done about it.</summary>
    internal Task<bool> IsSeenAsync(string asked, Progress progress) => Onlooker?.Invoke(asked, progress) ?? Task.FromResult(true);

    internal bool IsGreylisted(string recipient) => Conduct.Greylists && _greylisted.TryAdd(recipient, true);

    /// <summary>Keeps the mail; false when the server is to hang up without a word.</summary>
    internal bool Take(ReceivedMail mail)
    {
        _mails.Enqueue(mail);
        return Interlocked.Increment(ref _taken) > Conduct.DropsAfterDot;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _sessionCount);
                _sessions.Add(ServeAsync(client));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the server was stopped
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var session = new SmtpSession(this, client.GetStream());
                await session.RunAsync(_stop.Token);
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException or System.Security.Authentication.AuthenticationException)
            {
                // the client hung up, did not trust us, or the server was stopped
            }
        }
    }
}
