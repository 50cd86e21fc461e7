using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ContractWatch.Benchmarks;

/// <summary>A mail server on loopback that takes everything from one client after the other and keeps only its number, so that it costs little and holds nothing.</summary>
internal sealed class MailSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _mails;

    private MailSink()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Mails => _mails;

    public static MailSink Start() => new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                await ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // the measurement is over
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            using var lines = new StreamReader(client.GetStream(), Encoding.Latin1);
            await using var answers = new StreamWriter(client.GetStream(), Encoding.Latin1) { AutoFlush = true, NewLine = "\r\n" };
            try
            {
                await answers.WriteLineAsync("220 localhost ESMTP");
                while (await ReadAsync(client, lines) is { } line && !line.StartsWith("QUIT", StringComparison.Ordinal))
                {
                    if (line == "DATA")
                        await TakeAsync(client, lines, answers);
                    else
                        await answers.WriteLineAsync("250 Ok");
                }

                await answers.WriteLineAsync("221 Bye");
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException)
            {
                // the client hung up, or the measurement is over
            }
        }
    }

    private async Task TakeAsync(TcpClient client, StreamReader lines, StreamWriter answers)
    {
        await answers.WriteLineAsync("354 End data with <CR><LF>.<CR><LF>");
        while (await ReadAsync(client, lines) is { } line && line != ".")
        {
            // the mail itself is not looked at
        }

        Interlocked.Increment(ref _mails);
        await answers.WriteLineAsync("250 Ok: queued");
    }

    /// <summary>
    /// The client writes a mail in pieces, each of which waits until the one before is acknowledged: by Linux after 40 ms, unless asked
    /// to do so at once, which it forgets (https://man7.org/linux/man-pages/man7/tcp.7.html, TCP_QUICKACK).
    /// </summary>
    private ValueTask<string?> ReadAsync(TcpClient client, StreamReader lines)
    {
        if (OperatingSystem.IsLinux())
            client.Client.SetRawSocketOption(optionLevel: 6, optionName: 12, BitConverter.GetBytes(1));
        return lines.ReadLineAsync(_stop.Token);
    }
}
