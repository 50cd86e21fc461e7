using ContractWatch.Alerting;

namespace ContractWatch.Delivery;

/// <summary>A message that tells no change: a question to a subscriber, or a word to those who run the program.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text, with the paragraphs and links it is shown with.</param>
/// <param name="Thread">Notices of one thread belong together: what began, went on and ended.</param>
public sealed record Notice(string Subject, string Text, string Thread)
{
    /// <summary>Longer than any link of ours.</summary>
    private const int LongestLine = 2_000;

    /// <summary>The text's lines as they are shown to people: it may repeat words of others, such as those of a feed.</summary>
    public IEnumerable<string> Lines => Text.Split('\n').Select(line => ForeignText.OneLine(line, LongestLine));
}

/// <summary>Notices are owed, tried again and recorded like every other message.</summary>
public interface INotices
{
    /// <summary>Owes the notice by a message without alerts; does nothing when a message of that key is known.</summary>
    Task OweAsync(OutboxMessage message, Notice notice, CancellationToken cancellation);

    /// <summary>What the message says; null when it is no notice.</summary>
    Task<Notice?> NoticeAsync(string messageKey, CancellationToken cancellation);
}
