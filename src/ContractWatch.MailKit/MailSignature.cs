using System.Text;
using ContractWatch.Delivery.Email;
using MimeKit;
using MimeKit.Cryptography;

namespace ContractWatch.MailKit;

/// <summary>Signs mails (DKIM, RFC 6376). The headers that end a subscription are covered, as RFC 8058, section 4, asks.</summary>
internal static class MailSignature
{
    private static readonly string[] Covered =
    [
        "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Post",
        "Auto-Submitted", "MIME-Version", "Content-Type",
    ];

    /// <summary>Null without a key.</summary>
    /// <exception cref="FormatException">What is given is no key.</exception>
    public static DkimSigner? Of(EmailOptions options)
    {
        if (options.DkimKey.Length == 0)
            return null;
        using var key = new MemoryStream(Encoding.ASCII.GetBytes(options.DkimKey));
        return new DkimSigner(key, MailAddresses.Host(options.From)!, options.DkimSelector)
        {
            HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
            BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
        };
    }

    public static void Sign(this DkimSigner signer, MimeMessage message, FormatOptions format)
    {
        message.Prepare(EncodingConstraint.SevenBit);
        signer.Sign(format, message, [.. Covered.Where(message.Headers.Contains)]);
    }
}
