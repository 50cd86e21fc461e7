using ContractWatch.Delivery;
using ContractWatch.Watches;
using Microsoft.AspNetCore.Http.Features;

namespace ContractWatch.Web;

/// <summary>
/// Where subscribers confirm, change and leave, by the links in their mails. Looking changes nothing, for programs look at every link
/// in a mail: only a pressed button does.
/// </summary>
internal sealed class SubscriptionPages(SubscriptionBook book, SubscriptionTokens tokens, IWatchStore store)
{
    private const long LargestForm = 64 * 1024;

    private static readonly TokenPurpose[] Purposes = [TokenPurpose.Confirm, TokenPurpose.Manage, TokenPurpose.Leave];

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var purpose in Purposes)
        {
            var path = "/" + SubscriberLinks.PathOf(purpose);
            routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], context => ShowAsync(context, purpose));
            routes.MapMethods(path, [HttpMethods.Post], context => ActAsync(context, purpose));
        }
    }

    private async Task ShowAsync(HttpContext context, TokenPurpose purpose)
    {
        var token = context.Request.Query["t"].ToString();
        var address = await AddressAsync(token, purpose, context.RequestAborted);
        var page = address is null ? SubscriptionPage.Refused()
            : purpose == TokenPurpose.Confirm ? SubscriptionPage.Confirm(token, await AskedAsync(token, context.RequestAborted))
            : purpose == TokenPurpose.Manage ? SubscriptionPage.Manage(token, await book.HeardAsync(address, context.RequestAborted))
            : SubscriptionPage.Leave(token, await book.HeardAsync(address, context.RequestAborted));
        await WriteAsync(context, address is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK, page);
    }

    private async Task ActAsync(HttpContext context, TokenPurpose purpose)
    {
        var cancellation = context.RequestAborted;
        if (await FormAsync(context) is not { } form)
        {
            await WriteAsync(context, StatusCodes.Status400BadRequest, SubscriptionPage.Refused());
            return;
        }

        // A mail program that unsubscribes with one click posts to the link itself; the forms carry the token along.
        var token = context.Request.Query["t"].ToString() is { Length: > 0 } inLink ? inLink : form["t"].ToString();
        if (await AddressAsync(token, purpose, cancellation) is not { } address)
        {
            await WriteAsync(context, StatusCodes.Status404NotFound, SubscriptionPage.Refused());
            return;
        }

        var answer = purpose switch
        {
            TokenPurpose.Confirm => await book.ConfirmAsync((await QuestionAsync(token, cancellation))!, SubscriptionBook.TheSubscriber, cancellation),
            TokenPurpose.Leave => await book.EndAsync(address, watchId: null, SubscriptionBook.TheSubscriber, Reason(form), cancellation),
            _ => await ChangeAsync(address, form, cancellation),
        };
        await WriteAsync(
            context,
            answer.Refusal is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
            answer.Refusal is { } refusal ? SubscriptionPage.Said(refusal) : SubscriptionPage.Done(purpose, answer.Subscriptions));
    }

    private async Task<SubscriptionAnswer> ChangeAsync(string address, IFormCollection form, CancellationToken cancellation)
    {
        var watch = form["watch"].ToString();
        var heard = (await book.HeardAsync(address, cancellation)).FirstOrDefault(one => one.WatchId == watch && one.Channel == Subscription.Email);
        if (heard is null)
            return new SubscriptionAnswer([], "You do not hear of that.");
        if (form["leave"].Count > 0)
            return await book.EndAsync(address, watch, SubscriptionBook.TheSubscriber, Reason(form), cancellation);
        var (changed, fault) = SubscriptionForm.Read(heard, form);
        return changed is null ? new SubscriptionAnswer([], fault) : await book.ChangeAsync(changed, SubscriptionBook.TheSubscriber, cancellation);
    }

    /// <summary>Null when it is no form, or larger than any of ours. One that comes in chunks does not say how large it is (RFC 9112, section 7.1): no more is read than may be.</summary>
    private static async Task<IFormCollection?> FormAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength > LargestForm)
            return null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
            body.MaxRequestBodySize = LargestForm;
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (BadHttpRequestException)
        {
            return null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private async Task<string?> AddressAsync(string token, TokenPurpose purpose, CancellationToken cancellation)
    {
        if (purpose == TokenPurpose.Confirm)
            return (await QuestionAsync(token, cancellation))?.Address;
        var inFiles = (await store.WatchesAsync(cancellation)).SelectMany(stored => stored.Watch.Notify);
        var known = (await store.SubscriptionsAsync(cancellation)).Select(one => one.Subscription).Concat(inFiles);
        return tokens.AddressOf(token, purpose, known.Where(one => one.Channel == Subscription.Email).Select(one => one.Address).Distinct(StringComparer.OrdinalIgnoreCase));
    }

    private Task<SubscriptionQuestion?> QuestionAsync(string token, CancellationToken cancellation) => book.QuestionAsync(token, tokens, cancellation);

    private async Task<IReadOnlyList<string>> AskedAsync(string token, CancellationToken cancellation) =>
        await book.NamesAsync((await QuestionAsync(token, cancellation))!, cancellation);

    private static string? Reason(IFormCollection form) => form["reason"].ToString() is { Length: > 0 } said ? said[..Math.Min(said.Length, WatchRules.LongestNote)] : null;

    private static Task WriteAsync(HttpContext context, int status, string page)
    {
        context.Response.StatusCode = status;
        WebPages.Prepare(context.Response, "text/html; charset=utf-8", SubscriptionPage.ContentSecurityPolicy);
        return context.Response.WriteAsync(page, context.RequestAborted);
    }
}
