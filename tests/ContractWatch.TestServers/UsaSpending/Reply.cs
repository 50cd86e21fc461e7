using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ContractWatch.TestServers.UsaSpending;

/// <summary>A whole answer, not yet sent.</summary>
internal sealed record Reply(int Status, string Body, string ContentType = "application/json")
{
    private static readonly JsonSerializerOptions AsPublished = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public byte[] Bytes => Encoding.UTF8.GetBytes(Body);

    public string? Location { get; init; }

    public static Reply Ok(JsonNode body) => new(200, body.ToJsonString(AsPublished));

    public static Reply Detail(int status, string detail) => new(status, new JsonObject { ["detail"] = detail }.ToJsonString(AsPublished));

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        if (Location is not null)
            response.Headers.Location = Location;
        if (Bytes.Length == 0)
            return;
        response.ContentType = ContentType;
        response.ContentLength = Bytes.Length;
        await response.Body.WriteAsync(Bytes);
    }
}

/// <summary>A request the service would not answer: what it says instead.</summary>
internal sealed class RefusalException(Reply reply) : Exception
{
    public Reply Reply { get; } = reply;

    public static RefusalException Of(int status, string detail) => new(Reply.Detail(status, detail));
}
