using ContractWatch.Alerting;
using ContractWatch.Watches;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>
/// Alerts as issues: one for each award and watch, and a comment for every later message. Before anything is written, it is
/// looked for: a crash after writing does not write twice. People with write access answer in the issues, and a pinned one shows all.
/// </summary>
public sealed class GitHubChannel : IDeliveryChannel, IAnswerBox, IOverviewBoard
{
    private readonly GitHubOptions _options;
    private readonly IGitHub _gitHub;
    private readonly IOutbox _outbox;
    private readonly WriteGate _gate;
    private readonly IssueBook _book;
    private readonly IssueWriter _writer;
    private readonly IssueLabels _labels;
    private readonly Allowance _reopenings;
    private readonly IssueAnswers _answers;
    private readonly OverviewIssue _overview;

    public GitHubChannel(GitHubOptions options, IGitHub gitHub, IOutbox outbox, TimeProvider time)
    {
        _options = options;
        _gitHub = gitHub;
        _outbox = outbox;
        var pace = new WritePace(TimeSpan.FromSeconds(options.SecondsBetweenWrites), time);
        _gate = new WriteGate(options, outbox, time);
        _book = new IssueBook(gitHub, outbox);
        _writer = new IssueWriter(gitHub, _book, pace, _gate);
        _labels = new IssueLabels(gitHub, pace);
        _reopenings = new Allowance("reopenings", options.ReopeningsPerHour, outbox, time);
        _answers = new IssueAnswers(gitHub, _gate, outbox);
        _overview = new OverviewIssue(gitHub, _gate, _book, _writer, outbox);
    }

    public string Name => Subscription.GitHub;

    public async Task<DeliveryOutcome> DeliverAsync(Letter letter, CancellationToken cancellation)
    {
        var repository = letter.Message.Address;
        if (!RepositoryName.IsOne(repository))
            return new DeliveryOutcome.Refused("the address is not of the form owner/repository");
        if (await _gate.WhyNotWriteAsync(cancellation) is { } closed)
            return closed;

        try
        {
            if (await TellAsync(letter, repository, cancellation) is not { } receipt)
                return new DeliveryOutcome.Deferred($"{_options.ReopeningsPerHour} closed issues were opened again within the hour", await _reopenings.WaitAsync(cancellation), IsLimit: true);
            await _gate.SucceededAsync(cancellation);
            await ChannelKeyEnd.KeepAsync(_outbox, Name, _gitHub.TokenEnds, cancellation);
            return new DeliveryOutcome.Delivered(receipt);
        }
        catch (GitHubException fault)
        {
            _book.Doubt(repository);
            return await _gate.RefusedAsync(fault, cancellation);
        }
    }

    public Task<string?> HearAsync(string address, Func<Answer, CancellationToken, Task> carryOut, CancellationToken cancellation) =>
        _answers.HearAsync(address, carryOut, cancellation);

    public async Task<string?> ShowAsync(Overview overview, CancellationToken cancellation)
    {
        if (!_options.Overview || !RepositoryName.IsOne(overview.Address) || await _gate.WhyNotWriteAsync(cancellation) is not null)
            return null;
        return await _overview.ShowAsync(overview, cancellation);
    }

    public string? Lacks
    {
        get
        {
            var faults = _options.Faults().ToList();
            if (!_options.HasLogIn)
                faults.Add("GitHub:Token is empty");
            return faults.Count > 0 ? string.Join("; ", faults) : null;
        }
    }

    public async Task<string?> CheckAsync(CancellationToken cancellation)
    {
        if (Lacks is { } lacks)
            return lacks;
        try
        {
            await _gitHub.AccountAsync(cancellation);
            await ChannelKeyEnd.KeepAsync(_outbox, Name, _gitHub.TokenEnds, cancellation);
            return _options.Repository.Length == 0 ? null : await CheckAsync(_options.Repository, cancellation);
        }
        catch (GitHubException fault)
        {
            return WriteGate.Explain(fault);
        }
    }

    private async Task<string?> CheckAsync(string repository, CancellationToken cancellation)
    {
        var access = await _gitHub.AccessAsync(repository, cancellation);
        if (!access.HasIssues)
            return $"issues are switched off in {repository}";
        return access.CanWrite ? null : $"the token may open issues in {repository} at most, not label them: it needs write access";
    }

    /// <summary>The issue's or the comment's address; null when it has to wait because too many closed issues were opened again.</summary>
    private async Task<string?> TellAsync(Letter letter, string repository, CancellationToken cancellation)
    {
        if (letter.Notice is { } notice)
            return await NoticeAsync(letter.Message, notice, repository, cancellation);
        var stories = AlertText.ByAward(letter.Changes, letter.Notes);
        var labels = await _book.MayLabelAsync(repository, cancellation) ? IssueLabels.Of(letter) : [];
        if (labels.Count > 0)
            await _labels.EnsureAsync(repository, labels, cancellation);

        if (letter.Message.Award is null)
            return await RollUpAsync(letter, stories, repository, cancellation);

        var story = stories[0];
        var thread = story.ThreadUnder(letter.Message.Alerts[0].WatchId);
        if (await _book.FindAsync(repository, thread, cancellation) is { } issue)
            return await CommentAsync(letter, story, repository, issue, labels, cancellation);
        return await OpenAsync(repository, thread, new IssueDraft(IssueText.Title(story.Subject), IssueText.Body(letter, story, thread), Names(labels)), cancellation);
    }

    /// <summary>Notices of one thread are one issue and its comments.</summary>
    private async Task<string> NoticeAsync(OutboxMessage message, Notice notice, string repository, CancellationToken cancellation)
    {
        var text = $"{string.Join('\n', notice.Lines.Select(ForeignText.Markdown))}\n\n{Marker.Told(message.Key)}";
        if (await _book.FindAsync(repository, notice.Thread, cancellation) is not { } issue)
            return await OpenAsync(repository, notice.Thread, new IssueDraft(IssueText.Title(notice.Subject), $"{text}\n{Marker.Thread(notice.Thread)}\n", [IssueLabels.Ours]), cancellation);
        if (Marker.IsToldIn(issue.Body, message.Key))
            return Receipt(issue.Page, repository, issue.Number);
        if (await ToldInCommentAsync(message, repository, issue, cancellation) is { } told)
            return told;
        return Receipt((await _writer.CommentAsync(repository, issue.Number, text, cancellation)).Page, repository, issue.Number);
    }

    /// <summary>More alerts at once than people want issues: one for all of them.</summary>
    private async Task<string> RollUpAsync(Letter letter, IReadOnlyList<AwardStory> stories, string repository, CancellationToken cancellation)
    {
        var thread = AlertKey.Hash(["roll-up", letter.Message.Key]);
        return await _book.FindAsync(repository, thread, cancellation) is { } issue
            ? Receipt(issue.Page, repository, issue.Number)
            : await OpenAsync(repository, thread, new IssueDraft(RollUpText.Title(letter, stories), RollUpText.Body(letter, stories, thread), [IssueLabels.Ours]), cancellation);
    }

    private async Task<string> OpenAsync(string repository, string thread, IssueDraft draft, CancellationToken cancellation)
    {
        var issue = await _writer.OpenAsync(repository, thread, draft, cancellation);
        return Receipt(issue.Page, repository, issue.Number);
    }

    /// <summary>Null when the issue would have to be opened again, and too many were: a comment on a closed issue is read by nobody.</summary>
    private async Task<string?> CommentAsync(
        Letter letter, AwardStory story, string repository, Issue issue, IReadOnlyList<IssueLabel> labels, CancellationToken cancellation)
    {
        if (Marker.IsToldIn(issue.Body, letter.Message.Key))
            return Receipt(issue.Page, repository, issue.Number);

        var reopens = issue.Closed is { } closed && letter.Changes.Any(told => told.Change.FirstSeen > closed);
        if (reopens && await _reopenings.WaitAsync(cancellation) is not null)
            return null;
        var receipt = await ToldInCommentAsync(letter.Message, repository, issue, cancellation);
        if (receipt is null)
        {
            var reason = reopens ? $"Reopened: this is newer than the closing of {issue.Closed!.Value.UtcDateTime:yyyy-MM-dd HH:mm} UTC." : null;
            var written = await _writer.CommentAsync(repository, issue.Number, IssueText.Comment(letter, story, reason), cancellation);
            receipt = Receipt(written.Page, repository, issue.Number);
        }

        await EditAsync(letter, story, repository, issue, reopens, cancellation);
        await _labels.AddAsync(repository, issue, labels, cancellation);
        return receipt;
    }

    private async Task<string?> ToldInCommentAsync(OutboxMessage message, string repository, Issue issue, CancellationToken cancellation)
    {
        // The two clocks may differ; a day is more than enough.
        await foreach (var comment in _gitHub.CommentsAsync(repository, issue.Number, message.Created.AddDays(-1), cancellation))
        {
            if (Marker.IsToldIn(comment.Body, message.Key) && await _book.IsOursAsync(comment.Author, comment.IsInsider, repository, cancellation))
                return Receipt(comment.Page, repository, issue.Number);
        }

        return null;
    }

    /// <summary>
    /// Brings the table up to date and opens the issue again, as far as either is needed. The comment has told the change: a body that
    /// GitHub will not take, such as one that people have filled, takes nothing from that.
    /// </summary>
    private async Task EditAsync(Letter letter, AwardStory story, string repository, Issue issue, bool reopens, CancellationToken cancellation)
    {
        var body = IssueTable.With(issue.Body, IssueTable.Rows(letter, story), IssueText.LongestBody);
        if (body == issue.Body && !reopens)
            return;
        try
        {
            await _writer.EditAsync(repository, issue.Number, new IssueEdit(body == issue.Body ? null : body, reopens), cancellation);
        }
        catch (GitHubException fault) when (fault.Refusal is GitHubRefusal.Invalid)
        {
            if (reopens && body != issue.Body)
                await _writer.EditAsync(repository, issue.Number, new IssueEdit(Body: null, Reopens: true), cancellation);
        }

        if (reopens)
            await _reopenings.UseAsync(cancellation);
    }

    private static string[] Names(IReadOnlyList<IssueLabel> labels) => [.. labels.Select(label => label.Name)];

    private static string Receipt(Uri? page, string repository, int number) => page?.AbsoluteUri ?? $"{repository}#{number}";
}
