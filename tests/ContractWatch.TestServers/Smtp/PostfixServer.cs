using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace ContractWatch.TestServers.Smtp;

/// <summary>
/// Postfix on a loopback port, with files of its own: STARTTLS with a certificate made for this run, log-in by Cyrus SASL,
/// mail kept in a Maildir. It needs root, as Postfix does, and touches nothing of a Postfix the machine may run.
/// </summary>
public sealed class PostfixServer : IAsyncDisposable
{
    public const string UserName = "watch";
    public const string Password = "secret-word";
    public const string MailDomain = "example.org";

    private static readonly string[] Folders = ["/usr/sbin", "/usr/local/sbin"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("contractwatch-postfix-");

    private PostfixServer(X509Certificate2 certificate) => Certificate = certificate;

    /// <summary>Why there is none here, or null.</summary>
    public static string? WhyNot =>
        Environment.UserName != "root" ? "Postfix is started by root only"
        : Program("postfix") is null ? "no Postfix is installed (apt-get install postfix)"
        : Program("saslpasswd2") is null ? "no saslpasswd2 is installed (apt-get install sasl2-bin)"
        : null;

    public X509Certificate2 Certificate { get; }

    /// <summary>Where STARTTLS is spoken.</summary>
    public int Port { get; private init; }

    /// <summary>Where everything is encrypted from the first byte.</summary>
    public int TlsPort { get; private init; }

    /// <summary>What it took and delivered, in no order.</summary>
    public IReadOnlyList<string> Mails
    {
        get
        {
            var arrived = Path.Combine(In("mail"), "all", "new");
            return Directory.Exists(arrived) ? [.. Directory.EnumerateFiles(arrived).Select(File.ReadAllText)] : [];
        }
    }

    /// <param name="demandsLogin">Without a log-in nothing is taken; else mail for <see cref="MailDomain"/> is.</param>
    /// <param name="certificateName">The name the certificate is good for.</param>
    public static async Task<PostfixServer> StartAsync(bool demandsLogin = true, string certificateName = "localhost")
    {
        var server = new PostfixServer(TestCertificate.For(certificateName)) { Port = FreePort(), TlsPort = FreePort() };
        await server.WriteAsync(demandsLogin);
        await RunAsync("saslpasswd2", Password, "-p", "-c", "-f", server.In("accounts"), "-u", "localhost", UserName);
        await RunAsync("chmod", "", "644", server.In("accounts"));
        await RunAsync("postfix", "", "-c", server.In("etc"), "start");
        return server;
    }

    /// <summary>Waits until so many mails lie in the mailbox: Postfix takes a mail first and delivers it then.</summary>
    public async Task<IReadOnlyList<string>> ArrivedAsync(int count, CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(Patience);
        while (Mails.Count < count && !late.IsCancellationRequested)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellation);
        return Mails;
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("postfix", "", "-c", In("etc"), "stop");
        _folder.Delete(recursive: true);
        Certificate.Dispose();
    }

    private async Task WriteAsync(bool demandsLogin)
    {
        foreach (var name in new[] { "etc/sasl", "queue", "data", "mail" })
            Directory.CreateDirectory(In(name));
        await RunAsync("chmod", "", "-R", "755", _folder.FullName);
        await RunAsync("chown", "", "postfix", In("data"));
        await RunAsync("chown", "", "nobody", In("mail"));
        await File.WriteAllTextAsync(In("key.pem"), Certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(In("certificate.pem"), Certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(In("etc/sasl/smtpd.conf"), PostfixFiles.Sasl(In("accounts")));
        await File.WriteAllTextAsync(In("etc/main.cf"), PostfixFiles.Main(_folder.FullName, MailDomain, demandsLogin));
        await File.WriteAllTextAsync(In("etc/recipients"), PostfixFiles.Recipients);
        await File.WriteAllTextAsync(In("etc/mailboxes"), PostfixFiles.Mailboxes);
        await File.WriteAllTextAsync(In("etc/master.cf"), PostfixFiles.Master(Port, TlsPort));
    }

    private string In(string name) => Path.Combine(_folder.FullName, name);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string? Program(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static async Task RunAsync(string program, string input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Program(program) ?? program, arguments) { RedirectStandardInput = true, UseShellExecute = false })!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Patience);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }
}
