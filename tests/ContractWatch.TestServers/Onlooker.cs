namespace ContractWatch.TestServers;

/// <summary>How far a server is with what it was asked.</summary>
public enum Progress
{
    Asked,
    Done,
    Answered,
}

/// <summary>Is told of everything that a server is asked: before it is done, before it is answered, and after.</summary>
/// <param name="asked">An SMTP command, <c>connection</c>, or <c>.</c> for a mail's end; a method and a path.</param>
/// <returns>False: nothing more is done about it, as if whoever asked were gone.</returns>
public delegate Task<bool> Onlooker(string asked, Progress progress);

/// <summary>An answer by HTTP that an onlooker sees.</summary>
internal static class OnlookedAnswer
{
    /// <summary>The answer is kept back until what was asked is done.</summary>
    public static async Task AnswerAsync(HttpContext call, Onlooker? onlooker, RequestDelegate answerAsync)
    {
        if (onlooker is null)
        {
            await answerAsync(call);
            return;
        }

        var (asked, wire) = ($"{call.Request.Method} {call.Request.Path}", call.Response.Body);
        using var held = new MemoryStream();
        call.Response.Body = held;
        if (!await onlooker(asked, Progress.Asked))
        {
            call.Abort();
            return;
        }

        await answerAsync(call);
        if (!await onlooker(asked, Progress.Done))
        {
            call.Abort();
            return;
        }

        call.Response.Body = wire;
        if (held.Length > 0)
            await wire.WriteAsync(held.ToArray());
        await call.Response.CompleteAsync();
        await onlooker(asked, Progress.Answered);
    }
}
