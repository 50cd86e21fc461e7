using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ContractWatch.TestServers.GitHub;

/// <summary>A GitHub App as GitHub knows it.</summary>
/// <param name="Id">The app's id.</param>
/// <param name="Installation">Where it is installed.</param>
/// <param name="PublicKey">PEM; the other half of the app's key.</param>
public sealed record HostedApp(string Id, long Installation, string PublicKey)
{
    /// <summary>The token of the installation that was given last.</summary>
    public string Token(int given) => string.Create(CultureInfo.InvariantCulture, $"ghs_{Installation}_{given}");

    /// <summary>Whether the app itself has signed this, for now and for at most ten minutes.</summary>
    public bool HasSigned(string? authorization, DateTimeOffset now)
    {
        if (authorization?["Bearer ".Length..].Split('.') is not [var header, var claims, var signature])
            return false;
        using var key = RSA.Create();
        key.ImportFromPem(PublicKey);
        var said = JsonNode.Parse(Base64Url.DecodeFromChars(claims))!;
        var (issued, ends) = (Moment(said["iat"]), Moment(said["exp"]));
        return key.VerifyData(Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            && said["iss"]!.GetValue<string>() == Id && issued <= now && now < ends && ends - issued <= TimeSpan.FromMinutes(10);
    }

    private static DateTimeOffset Moment(JsonNode? seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds!.GetValue<long>());
}
