using System.Globalization;
using System.Net.Http.Headers;
using ContractWatch.Watches;

namespace ContractWatch.Delivery.Webhook;

/// <summary>
/// Alerts as signed JSON, posted to a web address by the rules of Standard Webhooks (https://www.standardwebhooks.com). A repeat
/// has the same <c>webhook-id</c>, by which the receiver knows it.
/// </summary>
/// <param name="options">The section <c>Webhook</c>.</param>
/// <param name="http">A client that neither follows redirects nor waits for ever.</param>
/// <param name="time">What time it is.</param>
public sealed class WebhookChannel(WebhookOptions options, HttpClient http, TimeProvider time) : IDeliveryChannel
{
    private const string NoSecret = "Webhook:Secret is empty";

    public string Name => Subscription.Webhook;

    public async Task<DeliveryOutcome> DeliverAsync(Letter letter, CancellationToken cancellation)
    {
        var address = letter.Message.Address;
        if (!WatchRules.IsWebhook(address))
            return new DeliveryOutcome.Refused("the address is none we may post to");
        if (options.Secret.Length == 0)
            return new DeliveryOutcome.Deferred(NoSecret, ChannelDown: true);
        DeliveryOutcome outcome = new DeliveryOutcome.Delivered("");
        foreach (var post in WebhookPost.Of(letter))
        {
            outcome = await PostAsync(address, post, cancellation);
            if (outcome is not DeliveryOutcome.Delivered)
                break;
        }

        return outcome;
    }

    public string? Lacks
    {
        get
        {
            var faults = options.Faults().ToList();
            if (options.Secret.Length == 0)
                faults.Add(NoSecret);
            return faults.Count > 0 ? string.Join("; ", faults) : null;
        }
    }

    /// <summary>Only a message could show whether a receiver takes messages.</summary>
    public Task<string?> CheckAsync(CancellationToken cancellation) => Task.FromResult(Lacks);

    private async Task<DeliveryOutcome> PostAsync(string address, WebhookPost post, CancellationToken cancellation)
    {
        try
        {
            using var request = Request(address, post);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return WebhookAnswer.Outcome(answer, time.GetUtcNow());
        }
        catch (HttpRequestException fault)
        {
            return WebhookAnswer.Outcome(fault);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new DeliveryOutcome.Deferred("no answer from the receiver in time", AddressDown: true);
        }
    }

    private HttpRequestMessage Request(string address, WebhookPost post)
    {
        var ((id, body), now) = (post, time.GetUtcNow());
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.UserAgent.ParseAdd("ContractWatch/" + typeof(WebhookChannel).Assembly.GetName().Version!.ToString(3));
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(options.Secret, id, now, body));
        return request;
    }
}
