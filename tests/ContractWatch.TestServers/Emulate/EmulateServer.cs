using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using ContractWatch.TestServers.GitHub;

namespace ContractWatch.TestServers.Emulate;

/// <summary>
/// GitHub's API as others have written it: the npm package <c>emulate</c> in a process of its own, on loopback only. It differs from
/// GitHub in this: a token it does not know is the first user's, scopes mean nothing, a body or a title may be of any length, nothing is limited
/// but all requests together (5,000 an hour, which is written in every answer), labels are told apart by case, comments of an
/// issue are listed without regard to <c>since</c>, those of a repository and its events not at all (404), and there are no ETags.
/// </summary>
public sealed class EmulateServer : IAsyncDisposable
{
    public const string Token = "secret-token";
    public const string Repository = "newsroom/contracts";

    private const int RequestsPerHour = 5000;
    private const int LongestPage = 100;
    private const int OldestNode = 20;
    private const string Listening = "listening on ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string Folder = Path.Combine(TestPaths.Root, "tests", "ContractWatch.TestServers", "Emulate");
    private static readonly string Program = Path.Combine("node_modules", "emulate", "dist", "index.js");

    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;
    private readonly HttpClient _reader = new() { Timeout = Patience };
    private int _reads;

    private EmulateServer()
    {
        _process = Node("--require", "./confined.cjs", Program, "start", "--service", "github", "--seed", "seed.json");
        _process.OutputDataReceived += (_, said) => Hear(said.Data);
        _process.ErrorDataReceived += (_, said) => _complaints.Enqueue(said.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Why there is none here, or null.</summary>
    public static string? WhyNot { get; } =
        !File.Exists(Path.Combine(Folder, Program)) ? "emulate is not installed (npm ci in tests/ContractWatch.TestServers/Emulate)"
        : NodeVersion() < OldestNode ? "no Node.js of version 20 or later is installed"
        : null;

    public Uri BaseUrl { get; private set; } = new("http://127.0.0.1/");

    /// <summary>How many it had answered when the issues were read last, without those that read them.</summary>
    public int Requests { get; private set; }

    public static async Task<EmulateServer> StartAsync()
    {
        var server = new EmulateServer();
        try
        {
            server.BaseUrl = new Uri($"http://127.0.0.1:{await server._port.Task.WaitAsync(Patience)}/");
        }
        catch (Exception fault) when (fault is TimeoutException or InvalidOperationException)
        {
            await server.DisposeAsync();
            throw;
        }

        server._reader.BaseAddress = server.BaseUrl;
        server._reader.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return server;
    }

    /// <summary>All issues with their comments.</summary>
    public async Task<IReadOnlyList<HostedIssue>> IssuesAsync(CancellationToken cancellation)
    {
        Requests = await AnsweredAsync(cancellation);
        var issues = new List<HostedIssue>();
        foreach (var found in await AllAsync("issues", cancellation))
        {
            var issue = Issue(found);
            if (found["comments"]!.GetValue<int>() > 0)
                issue.Comments.AddRange((await AllAsync($"issues/{issue.Number}/comments", cancellation)).Select(Comment));
            issues.Add(issue);
        }

        return issues;
    }

    /// <summary>Somebody else than the channel writes to the repository.</summary>
    /// <param name="login">One of the seed.</param>
    /// <param name="path">Below the repository, such as <c>issues/1/comments</c>.</param>
    public async Task PostAsync(string login, string path, JsonObject what, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"repos/{Repository}/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"{login}s-token");
        request.Content = new StringContent(what.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var answer = await _reader.SendAsync(request, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var late = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
        _reader.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
            _port.TrySetException(new InvalidOperationException($"emulate has ended: {string.Join(' ', _complaints)}"));
        else if (line.StartsWith(Listening, StringComparison.Ordinal))
            _port.TrySetResult(int.Parse(line[Listening.Length..], CultureInfo.InvariantCulture));
    }

    private async Task<int> AnsweredAsync(CancellationToken cancellation)
    {
        using var answer = await ReadAsync("user", cancellation);
        return RequestsPerHour - int.Parse(answer.Headers.GetValues("X-RateLimit-Remaining").Single(), CultureInfo.InvariantCulture) - _reads;
    }

    private async Task<IReadOnlyList<JsonNode>> AllAsync(string what, CancellationToken cancellation)
    {
        var all = new List<JsonNode>();
        for (var page = 1; page == 1 || all.Count == (page - 1) * LongestPage; page++)
        {
            using var answer = await ReadAsync($"repos/{Repository}/{what}?state=all&per_page={LongestPage}&page={page}", cancellation);
            all.AddRange(JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellation))!.AsArray()!);
        }

        return all;
    }

    private async Task<HttpResponseMessage> ReadAsync(string path, CancellationToken cancellation)
    {
        _reads++;
        return (await _reader.GetAsync(new Uri(path, UriKind.Relative), cancellation)).EnsureSuccessStatusCode();
    }

    private static HostedIssue Issue(JsonNode issue) => new()
    {
        Number = issue["number"]!.GetValue<int>(),
        Title = issue["title"]!.GetValue<string>(),
        Body = issue["body"]!.GetValue<string>(),
        Author = issue["user"]!["login"]!.GetValue<string>(),
        Labels = [.. issue["labels"]!.AsArray().Select(label => label!["name"]!.GetValue<string>())],
    };

    private static HostedComment Comment(JsonNode comment) =>
        new(comment["user"]!["login"]!.GetValue<string>(), comment["body"]!.GetValue<string>(), comment["created_at"]!.GetValue<DateTimeOffset>());

    private static Process Node(params string[] arguments) => Process.Start(new ProcessStartInfo("node", arguments)
    {
        WorkingDirectory = Folder,
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    /// <summary>0 when there is none.</summary>
    private static int NodeVersion()
    {
        try
        {
            using var node = Node("--version");
            node.StandardInput.Close();
            return int.Parse(node.StandardOutput.ReadToEnd().TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture);
        }
        catch (Exception fault) when (fault is Win32Exception or FormatException)
        {
            return 0;
        }
    }
}
