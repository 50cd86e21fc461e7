using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ContractWatch.TestServers.Smtp;

namespace ContractWatch.Delivery.Email;

/// <summary>
/// Makes this process trust the certificate of a test server, and of no other. The configuration has no such switch: a server's
/// certificate must come from an authority the machine trusts.
/// </summary>
internal static class SmtpTrust
{
    private static readonly ConcurrentDictionary<string, bool> Trusted = new();

    public static SmtpServer Trust(this SmtpServer server)
    {
        Trust(server.Certificate);
        return server;
    }

    public static void Trust(X509Certificate2 certificate)
    {
        Trusted[certificate.Thumbprint] = true;
#pragma warning disable SYSLIB0014, MA0039 // System.Net.Mail asks nobody else
        ServicePointManager.ServerCertificateValidationCallback = IsTrusted;
#pragma warning restore SYSLIB0014, MA0039
    }

    /// <summary>For a sender that asks somebody else.</summary>
    public static bool IsTrusted(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors faults) =>
        faults == SslPolicyErrors.None
        || (faults == SslPolicyErrors.RemoteCertificateChainErrors && shown is not null && Trusted.ContainsKey(shown.GetCertHashString()));
}
