using System.Net.Security;
using System.Text;

namespace ContractWatch.TestServers.Smtp;

/// <summary>One connection, as RFC 5321 has it: greeting, EHLO, STARTTLS, AUTH, mails, QUIT.</summary>
internal sealed class SmtpSession(SmtpServer server, Stream connection) : IAsyncDisposable
{
    private readonly List<string> _recipients = [];
    private SmtpLines _lines = new(connection);
    private Stream _stream = connection;
    private bool _isEncrypted;
    private string? _userName;
    private string? _sender;
    private string _asked = "connection";

    public async Task RunAsync(CancellationToken stop)
    {
        if (server.Conduct.StallsAtGreeting)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        if (server.Conduct.EncryptsAtOnce)
            await EncryptAsync(stop);
        if (!await server.IsSeenAsync(_asked, Progress.Asked))
            return;
        await _lines.WriteAsync("220 localhost ESMTP", stop);
        var goesOn = await server.IsSeenAsync(_asked, Progress.Answered);
        while (goesOn && await _lines.ReadAsync(stop) is { } line)
        {
            _asked = line.Split(' ')[0].ToUpperInvariant();
            goesOn = await server.IsSeenAsync(_asked, Progress.Asked) && await AnswerAsync(line, stop) && await server.IsSeenAsync(_asked, Progress.Answered);
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<bool> AnswerAsync(string line, CancellationToken stop)
    {
        var (verb, rest) = line.Split(' ', 2) is [var word, var more] ? (word.ToUpperInvariant(), more) : (line.ToUpperInvariant(), "");
        switch (verb)
        {
            case "DATA" when _recipients.Count > 0:
                return await TakeMailAsync(stop);
            case "STARTTLS" when server.Conduct.OffersStartTls && !_isEncrypted:
                await _lines.WriteAsync("220 2.0.0 Ready to start TLS", stop);
                await EncryptAsync(stop);
                return true;
            case "AUTH":
                await _lines.WriteAsync(await LetInAsync(rest, stop) ? "235 2.7.0 Authentication successful" : "535 5.7.8 Authentication credentials invalid", stop);
                return true;
            case "QUIT":
                await _lines.WriteAsync("221 2.0.0 Bye", stop);
                return false;
            default:
                await _lines.WriteAsync(Answer(verb, rest), stop);
                return true;
        }
    }

    private string Answer(string verb, string rest)
    {
        switch (verb)
        {
            case "EHLO":
                return Greeting();
            case "HELO" or "NOOP":
                return "250 localhost";
            case "RSET":
                Forget();
                return "250 2.0.0 Ok";
            case "MAIL" when server.Conduct is { Account: not null, DemandsLogin: true } && _userName is null:
                return "530 5.7.0 Authentication required";
            case "MAIL":
                Forget();
                _sender = Path(rest);
                return "250 2.1.0 Ok";
            case "RCPT" when _sender is not null:
                return Recipient(Path(rest));
            default:
                return "503 5.5.1 Bad sequence of commands";
        }
    }

    private string Greeting()
    {
        var offers = new List<string> { "localhost", "8BITMIME" };
        if (server.Conduct.OffersStartTls && !_isEncrypted)
            offers.Add("STARTTLS");
        if (server.Conduct.Account is not null && (_isEncrypted || !server.Conduct.OffersStartTls))
            offers.Add($"AUTH {server.Conduct.Mechanisms}");
        if (server.Conduct.OffersUtf8)
            offers.Add("SMTPUTF8");
        return string.Join("\r\n", offers.Select((offer, index) => (index == offers.Count - 1 ? "250 " : "250-") + offer));
    }

    private string Recipient(string address)
    {
        if (server.Conduct.Refuses.Contains(address, StringComparer.OrdinalIgnoreCase))
            return $"550 5.1.1 <{address}>: Recipient address rejected: User unknown";
        if (server.IsGreylisted(address))
            return "451 4.7.1 Greylisted, please try again later";
        if (server.Conduct.Answers is { } one && one.Recipient.Equals(address, StringComparison.OrdinalIgnoreCase))
            return one.Answer;
        _recipients.Add(address);
        return "250 2.1.5 Ok";
    }

    private async Task EncryptAsync(CancellationToken stop)
    {
        var encrypted = new SslStream(_stream);
        await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server.Certificate }, stop);
        (_stream, _lines, _isEncrypted) = (encrypted, new SmtpLines(encrypted), true);
    }

    private async Task<bool> LetInAsync(string rest, CancellationToken stop)
    {
        var (userName, password) = rest.Split(' ') switch
        {
            [var mechanism, var initial] when Is(mechanism, "LOGIN") => (Plain(initial), await AskAsync("Password:", stop)),
            [var mechanism] when Is(mechanism, "LOGIN") => (await AskAsync("Username:", stop), await AskAsync("Password:", stop)),
            [var mechanism, var initial] when Is(mechanism, "PLAIN") => Triple(Plain(initial)),
            [var mechanism] when Is(mechanism, "PLAIN") => Triple(await AskAsync("", stop)),
            [var mechanism, var initial] when Is(mechanism, "XOAUTH2") => Bearer(Plain(initial)),
            _ => ("", ""),
        };
        if (server.Conduct.Account != (userName, password))
            return false;
        _userName = userName;
        return true;
    }

    private async Task<bool> TakeMailAsync(CancellationToken stop)
    {
        await _lines.WriteAsync("354 End data with <CR><LF>.<CR><LF>", stop);
        if (!await server.IsSeenAsync(_asked, Progress.Answered))
            return false;
        var content = new StringBuilder();
        while (await _lines.ReadAsync(stop) is { } line)
        {
            if (line == ".")
                return await TakeAsync(content.ToString(), stop);
            content.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return false;
    }

    private async Task<bool> TakeAsync(string content, CancellationToken stop)
    {
        _asked = ".";
        if (!await server.IsSeenAsync(_asked, Progress.Asked))
            return false;
        if (server.Conduct.StallsAtData)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
        if (server.Conduct.AnswerToDot.StartsWith('2') && !server.Take(new ReceivedMail(_sender!, [.. _recipients], content, _isEncrypted, _userName)))
            return false;
        Forget();
        if (!await server.IsSeenAsync(_asked, Progress.Done))
            return false;
        await _lines.WriteAsync(server.Conduct.AnswerToDot, stop);
        return true;
    }

    private async Task<string> AskAsync(string question, CancellationToken stop)
    {
        await _lines.WriteAsync("334 " + Convert.ToBase64String(Encoding.UTF8.GetBytes(question)), stop);
        return Plain(await _lines.ReadAsync(stop) ?? "");
    }

    private void Forget()
    {
        _sender = null;
        _recipients.Clear();
    }

    private static bool Is(string word, string mechanism) => word.Equals(mechanism, StringComparison.OrdinalIgnoreCase);

    private static string Plain(string encoded) => Encoding.UTF8.GetString(Convert.FromBase64String(encoded));

    private static (string UserName, string Password) Triple(string plain) =>
        plain.Split('\0') is [_, var userName, var password] ? (userName, password) : ("", "");

    private static (string UserName, string Token) Bearer(string plain) =>
        plain.Split('\u0001') is [var user, var bearer, ..] ? (user["user=".Length..], bearer["auth=Bearer ".Length..]) : ("", "");

    /// <summary>The address between the angle brackets of <c>FROM:&lt;…&gt;</c>.</summary>
    private static string Path(string rest) => rest[(rest.IndexOf('<', StringComparison.Ordinal) + 1)..rest.IndexOf('>', StringComparison.Ordinal)];
}
