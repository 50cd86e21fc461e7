using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace ContractWatch.TestServers.GitHub;

/// <summary>
/// The part of GitHub's REST API that deals with issues, to GitHub's rules, under a path as GitHub Enterprise has it
/// (https://docs.github.com/en/rest/issues).
/// </summary>
public sealed partial class GitHubServer : IAsyncDisposable
{
    private const int LongestBody = 65_536;

    private readonly Lock _gate = new();
    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<DateTimeOffset> _writes = new();
    private int _requests;
    private int _spared;
    private int _limits;
    private int _losses;

    private GitHubServer(WebApplication app, GitHubConduct conduct, TimeProvider time)
    {
        (_app, _time) = (app, time);
        Behave(conduct);
        foreach (var name in conduct.Repositories)
            Repositories[name] = new HostedRepository();
    }

    public GitHubConduct Conduct { get; private set; } = new();

    public ConcurrentDictionary<string, HostedRepository> Repositories { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Uri BaseUrl { get; private set; } = new("http://127.0.0.1/");

    /// <summary>When something was written, by the clock the server was given.</summary>
    public IReadOnlyList<DateTimeOffset> Writes => [.. _writes];

    /// <summary>How many there were, whatever became of them.</summary>
    public int Requests => _requests;

    /// <summary>How many tokens the app's installation was given.</summary>
    public int TokensGiven { get; private set; }

    public HostedRepository Repository => Repositories.First().Value;

    /// <summary>Who sees what it is asked; null for nobody.</summary>
    public Onlooker? Onlooker { get; set; }

    public static async Task<GitHubServer> StartAsync(GitHubConduct? conduct = null, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new GitHubServer(builder.Build(), conduct ?? new GitHubConduct(), time ?? TimeProvider.System);
        server.Map();
        await server._app.StartAsync();
        server.BaseUrl = new Uri(server._app.Urls.Single() + "/api/v3/");
        return server;
    }

    /// <summary>From now on.</summary>
    public void Behave(GitHubConduct conduct)
    {
        Conduct = conduct;
        _spared = conduct.Spares;
        _limits = conduct.Limits;
        _losses = conduct.LosesAnswers;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map()
    {
        _app.Use((HttpContext call, RequestDelegate next) => OnlookedAnswer.AnswerAsync(call, Onlooker, next));
        _app.Use(GuardAsync);
        _app.MapGet("/api/v3/app", () => Results.Json(new JsonObject { ["slug"] = Conduct.Login }));
        _app.MapPost("/api/v3/app/installations/{installation:long}/access_tokens", GiveToken);
        _app.MapGet("/api/v3/user", () => Results.Json(GitHubJson.User(Conduct.Login)));
        var repository = _app.MapGroup("/api/v3/repos/{owner}/{name}");
        repository.MapGet("", (string owner, string name) => Find(owner, name) is null ? NotFound : Results.Json(GitHubJson.Repository(Conduct)));
        repository.MapGet("/labels", (HttpContext call, string owner, string name) => With(owner, name, found => Page(call, found.Labels, GitHubJson.Label)));
        repository.MapPost("/labels", CreateLabelAsync);
        repository.MapGet("/issues", ListIssues);
        repository.MapPost("/issues", OpenAsync);
        repository.MapGet("/issues/{number:int}", (string owner, string name, int number) => With(owner, name, found => Issue(found, number) is { } issue ? Json(issue) : NotFound));
        repository.MapPatch("/issues/{number:int}", EditAsync);
        repository.MapGet("/issues/{number:int}/comments", ListComments);
        repository.MapPost("/issues/{number:int}/comments", CommentAsync);
        repository.MapPost("/issues/{number:int}/labels", AddLabelsAsync);
        MapAnswers(repository);
    }

    private async Task GuardAsync(HttpContext call, RequestDelegate next)
    {
        Interlocked.Increment(ref _requests);
        if (Conduct.TokenEnds is { } ends)
            call.Response.Headers["github-authentication-token-expiration"] = ends;
        var isWrite = HttpMethods.IsPost(call.Request.Method) || HttpMethods.IsPatch(call.Request.Method);
        if (call.Request.Headers.UserAgent.Count == 0)
            await GitHubJson.RefuseAsync(call, 403, "Request forbidden by administrative rules. Please make sure your request has a User-Agent header.");
        else if (!IsLetIn(call))
            await GitHubJson.RefuseAsync(call, 401, "Bad credentials");
        else if (isWrite && Interlocked.Decrement(ref _spared) < 0 && Interlocked.Decrement(ref _limits) >= 0)
            await LimitAsync(call);
        else if (isWrite && !Conduct.MayWriteIssues)
            await GitHubJson.RefuseAsync(call, 403, "Resource not accessible by personal access token");
        else if (Conduct.LabelsFail && call.Request.Path.Value!.EndsWith("/labels", StringComparison.Ordinal))
            await GitHubJson.RefuseAsync(call, 502, "Server Error");
        else
            await next(call);
    }

    /// <summary>An app's own endpoints take what it has signed, all others a token.</summary>
    private bool IsLetIn(HttpContext call)
    {
        var said = call.Request.Headers.Authorization.ToString();
        if (Conduct.App is not { } app)
            return said == $"Bearer {Conduct.Token}";
        return call.Request.Path.StartsWithSegments("/api/v3/app", StringComparison.Ordinal) ? app.HasSigned(said, _time.GetUtcNow()) : said == $"Bearer {app.Token(TokensGiven)}";
    }

    private IResult GiveToken(long installation) => installation != Conduct.App?.Installation
        ? NotFound
        : Results.Json(
            new JsonObject { ["token"] = Conduct.App.Token(++TokensGiven), ["expires_at"] = _time.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) },
            statusCode: 201);

    private string Author => Conduct.App is null ? Conduct.Login : $"{Conduct.Login}[bot]";

    private async Task LimitAsync(HttpContext call)
    {
        if (Conduct.RetryAfter is { } seconds)
            call.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await GitHubJson.RefuseAsync(call, 403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.");
    }

    private IResult ListIssues(HttpContext call, string owner, string name) => With(owner, name, found =>
    {
        var label = call.Request.Query["labels"].ToString();
        var state = call.Request.Query["state"].ToString();
        var creator = call.Request.Query["creator"].ToString();
        var issues = found.Issues
            .Where(issue => label.Length == 0 || issue.Labels.Contains(label, StringComparer.OrdinalIgnoreCase))
            .Where(issue => creator.Length == 0 || issue.Author.Equals(creator, StringComparison.OrdinalIgnoreCase))
            .Where(issue => state == "all" || issue.IsClosed == (state == "closed"))
            .OrderByDescending(issue => issue.Number);
        return Page(call, issues, GitHubJson.Issue(BaseUrl, Conduct));
    });

    private async Task<IResult> OpenAsync(HttpContext call, string owner, string name)
    {
        var sent = await GitHubJson.ReadAsync(call);
        if (Find(owner, name) is not { } repository)
            return NotFound;
        if (!Conduct.HasIssues)
            return GitHubJson.Refusal(410, "Issues has been disabled in this repository.");
        if (IsTooLong(sent["body"]) || sent["title"]?.GetValue<string>() is not { Length: > 0 and <= 256 })
            return GitHubJson.Refusal(422, "Validation Failed");

        HostedIssue issue;
        lock (_gate)
        {
            issue = new HostedIssue
            {
                Number = repository.Issues.Count + 1,
                Title = sent["title"]!.GetValue<string>(),
                Body = sent["body"]?.GetValue<string>() ?? "",
                Author = Author,
                Labels = Conduct.MayLabel ? [.. GitHubJson.Strings(sent["labels"])] : [],
            };
            repository.Issues.Add(issue);
            repository.Labels.AddRange(issue.Labels.Except(repository.Labels));
        }

        return Written(call, Json(issue, 201));
    }

    private async Task<IResult> EditAsync(HttpContext call, string owner, string name, int number)
    {
        var sent = await GitHubJson.ReadAsync(call);
        if (Find(owner, name) is not { } repository || Issue(repository, number) is not { } issue)
            return NotFound;
        if (IsTooLong(sent["body"]) || sent["state"]?.GetValue<string>() is not (null or "open" or "closed"))
            return GitHubJson.Refusal(422, "Validation Failed");
        lock (_gate)
        {
            issue.Body = sent["body"]?.GetValue<string>() ?? issue.Body;
            if (sent["state"]?.GetValue<string>() is { } state)
                (issue.IsClosed, issue.ClosedAt) = (state == "closed", state == "closed" ? _time.GetUtcNow() : null);
        }

        return Written(call, Json(issue));
    }

    private IResult ListComments(HttpContext call, string owner, string name, int number) => With(owner, name, found =>
    {
        var since = DateTimeOffset.TryParse(call.Request.Query["since"], System.Globalization.CultureInfo.InvariantCulture, out var moment) ? moment : DateTimeOffset.MinValue;
        return Issue(found, number) is { } issue
            ? Page(call, Hosted(issue).Where(hosted => hosted.Comment.Updated >= since), Write)
            : NotFound;
    });

    private async Task<IResult> CommentAsync(HttpContext call, string owner, string name, int number)
    {
        var sent = await GitHubJson.ReadAsync(call);
        if (Find(owner, name) is not { } repository || Issue(repository, number) is not { } issue)
            return NotFound;
        if (IsTooLong(sent["body"]))
            return GitHubJson.Refusal(422, "Validation Failed");
        var comment = new HostedComment(Author, sent["body"]!.GetValue<string>(), _time.GetUtcNow());
        lock (_gate)
            issue.Comments.Add(comment);
        return Written(call, Results.Json(Write(Hosted(issue)[^1]), statusCode: 201));
    }

    private async Task<IResult> CreateLabelAsync(HttpContext call, string owner, string name)
    {
        var label = (await GitHubJson.ReadAsync(call))["name"]!.GetValue<string>();
        if (Find(owner, name) is not { } repository)
            return NotFound;
        if (!Conduct.MayLabel)
            return GitHubJson.Refusal(403, "Must have write access to create labels.");
        lock (_gate)
        {
            if (label.Length > 50 || repository.Labels.Contains(label, StringComparer.OrdinalIgnoreCase))
                return GitHubJson.Refusal(422, "Validation Failed");
            repository.Labels.Add(label);
        }

        _writes.Enqueue(_time.GetUtcNow());
        return Results.Json(GitHubJson.Label(label), statusCode: 201);
    }

    private async Task<IResult> AddLabelsAsync(HttpContext call, string owner, string name, int number)
    {
        var labels = GitHubJson.Strings((await GitHubJson.ReadAsync(call))["labels"]).ToList();
        if (Find(owner, name) is not { } repository || Issue(repository, number) is not { } issue)
            return NotFound;
        lock (_gate)
            issue.Labels.AddRange(labels.Except(issue.Labels));
        _writes.Enqueue(_time.GetUtcNow());
        return Results.Json(issue.Labels.Select(GitHubJson.Label));
    }

    /// <summary>It is written; whether the writer hears of it is another question.</summary>
    private IResult Written(HttpContext call, IResult answer)
    {
        _writes.Enqueue(_time.GetUtcNow());
        if (Volatile.Read(ref _spared) >= 0 || Interlocked.Decrement(ref _losses) < 0)
            return answer;
        call.Abort();
        return Results.Empty;
    }

    private IResult Page<T>(HttpContext call, IEnumerable<T> all, Func<T, JsonNode> write)
    {
        var size = Math.Min(Conduct.PageLimit, Number(call, "per_page", 30));
        var page = Number(call, "page", 1);
        List<T> shown;
        lock (_gate)
            shown = [.. all.Skip((page - 1) * size).Take(size + 1)];
        if (shown.Count > size)
        {
            var query = call.Request.Query.Where(pair => pair.Key != "page").Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value.ToString())}");
            var next = new Uri(BaseUrl, $"{call.Request.Path}?{string.Join('&', query)}&page={page + 1}");
            call.Response.Headers.Link = $"<{next}>; rel=\"next\", <{next}>; rel=\"last\"";
        }

        return Results.Json(shown.Take(size).Select(write));
    }

    private HostedRepository? Find(string owner, string name) => Repositories.GetValueOrDefault($"{owner}/{name}");

    private IResult With(string owner, string name, Func<HostedRepository, IResult> answer) => Find(owner, name) is { } found ? answer(found) : NotFound;

    private HostedIssue? Issue(HostedRepository repository, int number)
    {
        lock (_gate)
            return repository.Issues.Find(issue => issue.Number == number);
    }

    private IResult Json(HostedIssue issue, int status = 200) => Results.Json(GitHubJson.Issue(BaseUrl, Conduct)(issue), statusCode: status);

    private static bool IsTooLong(JsonNode? body) => body?.GetValue<string>().Length > LongestBody;

    private static int Number(HttpContext call, string name, int otherwise) => int.TryParse(call.Request.Query[name], out var number) ? number : otherwise;

    private static IResult NotFound => GitHubJson.Refusal(404, "Not Found");
}
