using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace ContractWatch.Delivery.Email;

/// <summary>A mail in the words of System.Net.Mail, which writes the MIME.</summary>
internal static class SystemNetMail
{
    public static MailMessage Of(Mail mail)
    {
        var message = new MailMessage
        {
            From = new MailAddress(mail.From),
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
        };
        message.To.Add(new MailAddress(mail.To));
        message.Headers.Add("Message-ID", mail.MessageId);
        foreach (var header in mail.Headers)
            message.Headers.Add(header.Name, header.Value);
        message.AlternateViews.Add(View(mail.Text, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(View(mail.Html, MediaTypeNames.Text.Html));
        if (mail.Attachment is { } file)
            message.Attachments.Add(Attached(file));
        return message;
    }

    private static Attachment Attached(MailAttachment file)
    {
        var type = new ContentType(file.MediaType) { CharSet = "utf-8", Name = file.FileName };
        var attached = new Attachment(new MemoryStream(file.Content.ToArray(), writable: false), type) { TransferEncoding = TransferEncoding.Base64 };
        attached.ContentDisposition!.FileName = file.FileName;
        return attached;
    }

    private static AlternateView View(string content, string type)
    {
        var view = AlternateView.CreateAlternateViewFromString(content.ReplaceLineEndings("\r\n"), Encoding.UTF8, type);
        view.TransferEncoding = TransferEncoding.QuotedPrintable;
        return view;
    }
}
