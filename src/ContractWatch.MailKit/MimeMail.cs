using System.Text;
using ContractWatch.Delivery.Email;
using MimeKit;

namespace ContractWatch.MailKit;

/// <summary>A mail in the words of MimeKit, which writes the MIME.</summary>
internal static class MimeMail
{
    /// <exception cref="ParseException">An address is no mail address.</exception>
    public static MimeMessage Of(Mail mail)
    {
        var message = new MimeMessage
        {
            Subject = mail.Subject,
            Date = mail.Date,
            MessageId = mail.MessageId.Trim('<', '>'),
            Body = Body(mail),
        };
        message.From.Add(MailboxAddress.Parse(mail.From));
        message.To.Add(MailboxAddress.Parse(mail.To));
        foreach (var header in mail.Headers)
            message.Headers.Add(header.Name, header.Value);
        return message;
    }

    private static Multipart Body(Mail mail)
    {
        var text = new MultipartAlternative(Part("plain", mail.Text), Part("html", mail.Html));
        return mail.Attachment is { } file ? new Multipart("mixed") { text, Attached(file) } : text;
    }

    private static MimePart Attached(MailAttachment file)
    {
        var part = new MimePart(file.MediaType)
        {
            Content = new MimeContent(new MemoryStream(file.Content.ToArray(), writable: false)),
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
            ContentTransferEncoding = ContentEncoding.Base64,
            FileName = file.FileName,
        };
        part.ContentType.Charset = "utf-8";
        return part;
    }

    private static TextPart Part(string kind, string text)
    {
        var part = new TextPart(kind) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.SetText(Encoding.UTF8, text.ReplaceLineEndings("\r\n"));
        return part;
    }
}
