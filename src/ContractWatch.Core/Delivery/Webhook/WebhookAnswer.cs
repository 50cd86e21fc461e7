using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ContractWatch.Delivery.Webhook;

/// <summary>
/// What an answer means, by its status alone: the words of the other side may repeat the address. Whoever cannot take one message
/// is not sent the next at once. Only 410 is final: a wrong secret, a wrong path and a full disk look like any other refusal
/// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#delivery-success-and-failure).
/// </summary>
internal static class WebhookAnswer
{
    public static DeliveryOutcome Outcome(HttpResponseMessage answer, DateTimeOffset now)
    {
        var said = string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)answer.StatusCode}");
        return answer.StatusCode switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new DeliveryOutcome.Delivered(said),
            HttpStatusCode.Gone => new DeliveryOutcome.Refused($"the receiver answered {said}: it wants nothing more", AddressGone: true),
            HttpStatusCode.TooManyRequests => Later(answer, said, now) with { IsLimit = true },
            HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity =>
                Later(answer, said, now) with { AddressDown = false }, // of this message: the next may be taken
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest =>
                new DeliveryOutcome.Deferred($"the receiver has moved (it answered {said}), and we do not follow: give the new address to the watch", AddressDown: true),
            _ => Later(answer, said, now),
        };
    }

    /// <summary>Without the exception's own words, which name the host.</summary>
    public static DeliveryOutcome Outcome(HttpRequestException fault) =>
        new DeliveryOutcome.Deferred($"no answer from the receiver: {JsonNamingPolicy.KebabCaseLower.ConvertName(fault.HttpRequestError.ToString())}", AddressDown: true);

    private static DeliveryOutcome.Deferred Later(HttpResponseMessage answer, string said, DateTimeOffset now) =>
        new($"the receiver answered {said}", RetryAfter(answer.Headers.RetryAfter, now), AddressDown: true);

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? asked, DateTimeOffset now)
    {
        var wait = asked switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
