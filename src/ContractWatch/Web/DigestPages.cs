using System.Globalization;
using ContractWatch.Delivery;
using ContractWatch.Delivery.Email;
using ContractWatch.Watches;

namespace ContractWatch.Web;

/// <summary>
/// Where a digest that was too long for its mail is read whole, by whoever has the link in that mail: what the mail told, for so long as
/// the link lasts, whatever has become of the watch or the subscriber since. Looking changes nothing.
/// </summary>
internal sealed class DigestPages(SubscriptionTokens tokens, IOutbox outbox, LetterWriter letters)
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string Path = SubscriberLinks.PathOf(TokenPurpose.Read);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods($"/{Path}", Reading, context => AnswerAsync(context, ShowAsync));
        routes.MapMethods($"/{Path}.csv", Reading, context => AnswerAsync(context, DownloadAsync));
    }

    private async Task AnswerAsync(HttpContext context, Func<HttpContext, Letter, Task> answer)
    {
        var opened = tokens.MessageOf(Token(context));
        if (opened is { IsOver: true })
            await RefuseAsync(context, StatusCodes.Status410Gone, SubscriptionPage.Over());
        else if (opened is { } link && await LetterAsync(link.Key, context.RequestAborted) is { } letter)
            await answer(context, letter);
        else
            await RefuseAsync(context, StatusCodes.Status404NotFound, SubscriptionPage.Refused());
    }

    /// <summary>Null when its parts are not together any more: a part of a digest is not the digest.</summary>
    private async Task<Letter?> LetterAsync(string key, CancellationToken cancellation)
    {
        var parts = await outbox.PartsAsync(key, cancellation);
        return parts.Count > 0 && LetterWriter.Joined(parts).Key == key ? await letters.WriteAgainAsync(parts, cancellation) : null;
    }

    private static Task ShowAsync(HttpContext context, Letter letter)
    {
        var token = Token(context);
        var number = int.TryParse(context.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 1;
        var page = DigestPage.Of(letter, number, other => string.Create(CultureInfo.InvariantCulture, $"{Path}?t={token}&page={other}"), $"{Path}.csv?t={token}");
        Prepare(context.Response, "text/html; charset=utf-8", DigestPage.ContentSecurityPolicy);
        return context.Response.WriteAsync(page, context.RequestAborted);
    }

    private static async Task DownloadAsync(HttpContext context, Letter letter)
    {
        var table = DigestPage.Table(letter);
        Prepare(context.Response, $"{table.MediaType}; charset=utf-8", "default-src 'none'; sandbox");
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{table.FileName}\"";
        context.Response.ContentLength = table.Content.Length;
        await context.Response.BodyWriter.WriteAsync(table.Content, context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, int status, string page)
    {
        context.Response.StatusCode = status;
        Prepare(context.Response, "text/html; charset=utf-8", SubscriptionPage.ContentSecurityPolicy);
        return context.Response.WriteAsync(page, context.RequestAborted);
    }

    private static void Prepare(HttpResponse response, string type, string policy)
    {
        WebPages.Prepare(response, type, policy);
        response.Headers["X-Robots-Tag"] = "noindex";
    }

    private static string Token(HttpContext context) => context.Request.Query["t"].ToString();
}
