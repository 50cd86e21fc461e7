using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ContractWatch.Delivery.GitHubIssues;
using Octokit;

namespace ContractWatch.Octokit;

/// <summary>
/// Logs in as an installation of a GitHub App: by a token of an hour, for which the app signs a request of a few minutes
/// (https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app).
/// </summary>
internal sealed class AppCredentials(GitHubOptions options, Connection connection, TimeProvider time) : ICredentialStore
{
    /// <summary>So long before its end a token is no longer begun with.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private WireAccess? _access;

    public async Task<Credentials> GetCredentials()
    {
        if (_access is not { } access || access.ExpiresAt - time.GetUtcNow() < Margin)
            _access = access = await AskAsync();
        return new Credentials(access.Token, AuthenticationType.Bearer);
    }

    /// <summary>The login under which the app writes.</summary>
    public async Task<string> LoginAsync(CancellationToken cancellation)
    {
        connection.Credentials = new Credentials(Request(), AuthenticationType.Bearer);
        var answer = await connection.Get<object>(new Uri("app", UriKind.Relative), new Dictionary<string, string>(), "application/vnd.github+json", cancellation);
        return $"{JsonSerializer.Deserialize(answer.HttpResponse.Body as string ?? "", GitHubWire.Default.WireApp)?.Slug}[bot]";
    }

    private async Task<WireAccess> AskAsync()
    {
        connection.Credentials = new Credentials(Request(), AuthenticationType.Bearer);
        var path = string.Create(CultureInfo.InvariantCulture, $"app/installations/{options.InstallationId}/access_tokens");
        var answer = await connection.Post<object>(new Uri(path, UriKind.Relative), "{}", "application/vnd.github+json", "application/json");
        return JsonSerializer.Deserialize(answer.HttpResponse.Body as string ?? "", GitHubWire.Default.WireAccess)
            ?? throw new GitHubException(GitHubRefusal.NoAnswer, "GitHub gave the app no token");
    }

    /// <summary>A JSON web token (RFC 7519), a minute back because clocks differ, good for nine.</summary>
    private string Request()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var claims = string.Create(CultureInfo.InvariantCulture, $$"""{"iat":{{now - 60}},"exp":{{now + 540}},"iss":"{{options.AppId}}"}""");
        var signed = $"{Base64Url("""{"alg":"RS256","typ":"JWT"}"""u8)}.{Base64Url(Encoding.UTF8.GetBytes(claims))}";
        using var key = RSA.Create();
        key.ImportFromPem(options.AppKey);
        return $"{signed}.{Base64Url(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Base64Url(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
