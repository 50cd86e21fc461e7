using System.Security.Cryptography;
using System.Text;
using ContractWatch.Delivery;
using ContractWatch.Delivery.Email;
using ContractWatch.MailKit;
using ContractWatch.TestServers.Smtp;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;

namespace ContractWatch.Annexes;

public sealed class DkimTests
{
    [Fact]
    public async Task A_signed_mail_is_proven_by_the_key_in_the_dns_and_covers_how_to_unsubscribe()
    {
        await using var server = SmtpServer.Start().Trust();
        using var key = RSA.Create(2048);
        var options = new EmailOptions
        {
            From = "ContractWatch <alerts@contracts.example.net>",
            Host = "localhost",
            Port = server.Port,
            DkimKey = key.ExportRSAPrivateKeyPem(),
            DkimSelector = "s1",
        };
        using var sender = new MailKitSender(options, TimeProvider.System, trust: SmtpTrust.IsTrusted);

        await new EmailChannel(options, sender, TimeProvider.System).DeliverAsync(
            Told.Letter(Told.Watch("palantir", Told.Mail()), Told.Matched()), TestContext.Current.CancellationToken);

        var content = server.Mails.ShouldHaveSingleItem().Content;
        IsProven(content, key).ShouldBeTrue();
        IsProven(content.Replace("List-Unsubscribe: <mailto:alerts@", "List-Unsubscribe: <mailto:nobody@", StringComparison.Ordinal), key).ShouldBeFalse();
        IsProven(content.Replace("ContractWatch", "ContractWhat", StringComparison.Ordinal), key).ShouldBeFalse();
        content.ShouldContain("d=contracts.example.net; s=s1;");
    }

    private static bool IsProven(string content, RSA key)
    {
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(content));
        using var message = MimeMessage.Load(stream);
        var signature = message.Headers[message.Headers.IndexOf(HeaderId.DkimSignature)];
        return new DkimVerifier(new OneKey(DotNetUtilities.GetRsaPublicKey(key))).Verify(message, signature);
    }

    private sealed class OneKey(AsymmetricKeyParameter key) : IDkimPublicKeyLocator
    {
        public AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default) => key;

        public Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            Task.FromResult(key);
    }
}
