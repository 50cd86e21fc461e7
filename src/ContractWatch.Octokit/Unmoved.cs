using System.Net;

namespace ContractWatch.Octokit;

/// <summary>Keeps Octokit from following a redirect, which would carry the token elsewhere: it follows whatever names a location.</summary>
internal sealed class Unmoved() : DelegatingHandler(new SocketsHttpHandler
{
    AllowAutoRedirect = false,
    AutomaticDecompression = DecompressionMethods.All,
    ConnectTimeout = TimeSpan.FromSeconds(30),
    PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    UseCookies = false,
})
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        answer.Headers.Location = null;
        return answer;
    }
}
