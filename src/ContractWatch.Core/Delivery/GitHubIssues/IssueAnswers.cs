using System.Globalization;
using System.Runtime.CompilerServices;
using ContractWatch.Alerting;
using ContractWatch.Watches;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>
/// Hears what maintainers say in our issues: comments that begin with a slash, and the labels of triage. Only people with write access
/// are heard; what strangers say is not answered either.
/// </summary>
internal sealed class IssueAnswers(IGitHub gitHub, WriteGate gate, IOutbox outbox)
{
    /// <summary>What GitHub lists a little late is not missed; what was heard before is known by its key.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    /// <summary>Our clock and GitHub's may differ; a day is more than enough.</summary>
    private static readonly TimeSpan Clocks = TimeSpan.FromDays(1);

    /// <inheritdoc cref="IAnswerBox.HearAsync"/>
    public async Task<string?> HearAsync(string repository, Func<Answer, CancellationToken, Task> carryOut, CancellationToken cancellation)
    {
        if (!RepositoryName.IsOne(repository) || await gate.WhyNotAskAsync(cancellation) is not null || await SinceAsync(repository, cancellation) is not { } since)
            return null;
        try
        {
            var latest = since;
            await foreach (var (said, at) in SaidAsync(repository, since, cancellation))
            {
                if (said is not null)
                    await carryOut(said, cancellation);
                latest = at > latest ? at : latest;
            }

            await ChannelKeyEnd.KeepAsync(outbox, Subscription.GitHub, gitHub.TokenEnds, cancellation);
            if (latest > since)
                await outbox.KeepAsync(Name(repository), (latest - Overlap).ToString("O", CultureInfo.InvariantCulture), cancellation);
            return null;
        }
        catch (GitHubException fault)
        {
            await gate.RefusedAsync(fault, cancellation);
            return WriteGate.Explain(fault);
        }
    }

    /// <summary>Everything that was written, with the answer it is, if it is one.</summary>
    private async IAsyncEnumerable<(Answer? Said, DateTimeOffset At)> SaidAsync(string repository, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var hearing = new Hearing(gitHub, repository, await gitHub.AccountAsync(cancellation));
        var (comments, labellings) = await NewsAsync(repository, since, cancellation);
        foreach (var comment in comments)
            yield return (await hearing.InCommentAsync(comment, cancellation), comment.Updated);
        foreach (var labelling in labellings)
            yield return (await hearing.InLabelAsync(labelling, cancellation), labelling.At);
    }

    /// <summary>Oldest first. GitHub lists them for a whole repository; servers that speak its language may do so for each issue only.</summary>
    private async Task<(IEnumerable<IssueComment> Comments, IEnumerable<Labelling> Labellings)> NewsAsync(string repository, DateTimeOffset since, CancellationToken cancellation)
    {
        try
        {
            var comments = await gitHub.CommentsAsync(repository, since, cancellation).ToListAsync(cancellation);
            var labellings = await gitHub.LabellingsAsync(repository, since, cancellation).ToListAsync(cancellation);
            return (comments, labellings.AsEnumerable().Reverse());
        }
        catch (GitHubException fault) when (fault.Refusal == GitHubRefusal.NotFound)
        {
            return await NewsOfEachAsync(repository, since, cancellation);
        }
    }

    private async Task<(IEnumerable<IssueComment> Comments, IEnumerable<Labelling> Labellings)> NewsOfEachAsync(string repository, DateTimeOffset since, CancellationToken cancellation)
    {
        var (comments, labellings) = (new List<IssueComment>(), new List<Labelling>());
        await foreach (var issue in gitHub.IssuesAsync(repository, IssueLabels.Ours, author: null, cancellation).Where(issue => issue.Updated >= since))
        {
            comments.AddRange(await gitHub.CommentsAsync(repository, issue.Number, since, cancellation).Select(comment => comment with { Issue = issue.Number }).ToListAsync(cancellation));
            labellings.AddRange(await gitHub.LabellingsAsync(repository, issue.Number, cancellation).ToListAsync(cancellation));
        }

        return (comments.Where(comment => comment.Updated >= since).OrderBy(comment => comment.Updated), labellings.Where(labelling => labelling.At >= since).OrderBy(labelling => labelling.At));
    }

    /// <summary>Where it was last listened to; at first, where something was first told. Null when nothing was.</summary>
    private async Task<DateTimeOffset?> SinceAsync(string repository, CancellationToken cancellation)
    {
        if (await outbox.RecallAsync(Name(repository), cancellation) is { } kept)
            return DateTimeOffset.Parse(kept, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        await foreach (var message in outbox.DeliveredToAsync(Subscription.GitHub, repository, cancellation))
            return message.Created - Clocks;
        return null;
    }

    private static string Name(string repository) => $"github:heard:{repository.ToLowerInvariant()}";

    /// <summary>One time of listening: an issue and a person are looked up once.</summary>
    private sealed class Hearing(IGitHub gitHub, string repository, string? account)
    {
        private readonly Dictionary<int, (string Thread, string Told)?> _issues = [];
        private readonly Dictionary<string, bool> _mayWrite = new(StringComparer.OrdinalIgnoreCase);

        public async Task<Answer?> InCommentAsync(IssueComment comment, CancellationToken cancellation)
        {
            var instructions = Marker.ToldIn(comment.Body) is not null ? [] : InstructionText.Read(comment.Body, comment.Written);
            return instructions.Count == 0 ? null : await AnswerAsync("comment", comment.Id, comment.Issue, comment.Author, comment.Written, instructions, cancellation);
        }

        public async Task<Answer?> InLabelAsync(Labelling labelling, CancellationToken cancellation)
        {
            var instruction = IssueLabels.Triage(labelling.Label);
            return instruction is null ? null : await AnswerAsync("label", labelling.Id, labelling.Issue, labelling.By, labelling.At, [instruction], cancellation);
        }

        private async Task<Answer?> AnswerAsync(
            string place, long id, int number, string by, DateTimeOffset at, IReadOnlyList<Instruction> instructions, CancellationToken cancellation)
        {
            if (!await MayWriteAsync(by, cancellation) || await OursAsync(number, cancellation) is not { } issue)
                return null;
            return new Answer
            {
                Key = AlertKey.Hash(["answer", repository.ToLowerInvariant(), place, id.ToString(CultureInfo.InvariantCulture)]),
                Address = repository,
                MessageKey = issue.Told,
                Thread = issue.Thread,
                By = by,
                At = at,
                Instructions = instructions,
            };
        }

        private async Task<bool> MayWriteAsync(string login, CancellationToken cancellation) => _mayWrite.TryGetValue(login, out var known)
            ? known
            : _mayWrite[login] = await gitHub.MayWriteAsync(repository, login, cancellation);

        /// <summary>Null when it is not ours, or tells nothing.</summary>
        private async Task<(string Thread, string Told)?> OursAsync(int number, CancellationToken cancellation)
        {
            if (_issues.TryGetValue(number, out var known))
                return known;
            var issue = await gitHub.IssueAsync(repository, number, cancellation);
            return _issues[number] = issue is not null && IssueBook.IsOurs(issue.Author, issue.IsInsider, account)
                && Marker.ThreadIn(issue.Body) is { } thread && Marker.ToldIn(issue.Body) is { } told ? (thread, told) : null;
        }
    }
}
