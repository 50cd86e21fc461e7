using System.Globalization;

namespace ContractWatch.TestServers.UsaSpending;

/// <summary>Answers wrongly.</summary>
internal static class FaultWriter
{
    public const string HtmlPage = "<!DOCTYPE html>\n<html><head><title>Server Error (500)</title></head><body><h1>Server Error (500)</h1></body></html>";

    public static async Task WriteAsync(HttpContext context, Fault fault, Reply wouldBe)
    {
        var response = context.Response;
        switch (fault)
        {
            case Fault.Reset:
                context.Abort();
                break;
            case Fault.Silent silent:
                response.StatusCode = silent.Status;
                break;
            case Fault.TooMany tooMany:
                if (tooMany.RetryAfterSeconds is { } seconds)
                    response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                await new Reply(429, """{"detail":"Request was throttled."}""").WriteAsync(response);
                break;
            case Fault.HtmlError:
                await new Reply(500, HtmlPage, "text/html").WriteAsync(response);
                break;
            case Fault.Cut:
                response.ContentType = wouldBe.ContentType;
                response.ContentLength = wouldBe.Bytes.Length;
                await response.Body.WriteAsync(wouldBe.Bytes.AsMemory(0, wouldBe.Bytes.Length / 2));
                await response.Body.FlushAsync();
                context.Abort();
                break;
            case Fault.HalfJson:
                await new Reply(200, wouldBe.Body[..(wouldBe.Body.Length / 2)]).WriteAsync(response);
                break;
            case Fault.OtherBody other:
                await new Reply(200, other.Body, other.ContentType).WriteAsync(response);
                break;
            case Fault.Answer answer:
                await new Reply(answer.Status, answer.Body, answer.ContentType).WriteAsync(response);
                break;
            case Fault.Oversized oversized:
                await StreamAsync(response, oversized.Bytes, context.RequestAborted);
                break;
            case Fault.Stall:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
        }
    }

    private static async Task StreamAsync(HttpResponse response, long bytes, CancellationToken aborted)
    {
        response.ContentType = "application/json";
        var chunk = new byte[64 * 1024];
        chunk.AsSpan().Fill((byte)' ');
        for (var sent = 0L; sent < bytes && !aborted.IsCancellationRequested; sent += chunk.Length)
            await response.Body.WriteAsync(chunk, CancellationToken.None);
    }
}
