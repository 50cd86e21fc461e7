using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ContractWatch.Watches;

/// <summary>Writes watches as a watch file: reading it gives the same watches.</summary>
public static partial class WatchFileText
{
    public static string Of(IEnumerable<Watch> watches)
    {
        var text = new StringBuilder();
        using (var writer = new StringWriter(text, CultureInfo.InvariantCulture) { NewLine = "\n" })
        {
            var emitter = new Emitter(writer, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));
            emitter.Emit(new StreamStart());
            emitter.Emit(new DocumentStart(null, null, isImplicit: true));
            Map(emitter, () =>
            {
                Key(emitter, "watches");
                List(emitter, SequenceStyle.Block, watches, watch => Write(emitter, watch));
            });
            emitter.Emit(new DocumentEnd(isImplicit: true));
            emitter.Emit(new StreamEnd());
        }

        return text.ToString();
    }

    private static void Write(Emitter emitter, Watch watch) => Map(emitter, () =>
    {
        Pair(emitter, "id", watch.Id);
        if (watch.Vendor is { } vendor)
        {
            Key(emitter, "vendor");
            Write(emitter, vendor);
        }

        Texts(emitter, "agencies", watch.Agencies);
        Texts(emitter, "keywords", watch.Keywords);
        if (watch.MinimumAmount != 0)
            Number(emitter, "minimumAmount", watch.MinimumAmount);

        Texts(emitter, "changes", [.. watch.Changes.Select(kind => kind.Name)]);
        if (watch.Growth is { } growth)
        {
            Key(emitter, "growth");
            Write(emitter, growth);
        }

        if (watch.Privacy != Privacy.Public)
            Pair(emitter, "privacy", watch.Privacy.ToString().ToLowerInvariant());
        if (watch.Note is { } note)
            Pair(emitter, "note", note);
        // Written even when empty: a watch without the key is told to everybody the file names at its top.
        Key(emitter, "notify");
        List(emitter, watch.Notify.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block, watch.Notify, one => Write(emitter, one));
    });

    private static void Write(Emitter emitter, Vendor vendor) => Map(emitter, () =>
    {
        Pair(emitter, "name", vendor.Name);
        Texts(emitter, "aliases", vendor.Aliases);
        var identifiers = vendor.Identifiers.Where(scheme => scheme.Value.Count > 0).OrderBy(scheme => scheme.Key, StringComparer.Ordinal).ToList();
        if (identifiers.Count > 0)
        {
            Key(emitter, "identifiers");
            Map(emitter, () =>
            {
                foreach (var (scheme, values) in identifiers)
                    Texts(emitter, scheme, values);
            });
        }

        Texts(emitter, "products", vendor.Products);
        Texts(emitter, "exclude", vendor.Exclude);
    });

    private static void Write(Emitter emitter, Growth growth) => Map(emitter, () =>
    {
        if (growth.Amount is { } amount)
            Number(emitter, "amount", amount);
        if (growth.Percent is { } percent)
            Number(emitter, "percent", percent);
        if (growth.Since is { } since)
            Pair(emitter, "since", since.ToString(WatchRules.DayForm, CultureInfo.InvariantCulture));
    });

    private static void Write(Emitter emitter, Subscription subscription) => Map(emitter, () =>
    {
        Pair(emitter, subscription.Channel, subscription.Address);
        if (subscription.Cadence != Cadence.Immediately)
            Pair(emitter, "every", subscription.Cadence.ToString().ToLowerInvariant());
        Write(emitter, subscription.Wishes);
    });

    private static void Write(Emitter emitter, Wishes wishes)
    {
        if (wishes.At is { } hour)
            Pair(emitter, "at", hour.ToString("HH:mm", CultureInfo.InvariantCulture));
        if (wishes.Zone is { } zone)
            Pair(emitter, "zone", zone);
        Texts(emitter, "changes", [.. wishes.Changes.Select(kind => kind.Name)]);
        if (wishes.MinimumAmount != 0)
            Number(emitter, "minimumAmount", wishes.MinimumAmount);
        if (wishes.MutedUntil is { } until)
            Pair(emitter, "mutedUntil", until.ToString(WatchRules.DayForm, CultureInfo.InvariantCulture));
        if (wishes.Paused)
            Plain(emitter, "paused", "true");
        if (wishes.Note is { } note)
            Pair(emitter, "note", note);
    }

    private static void Texts(Emitter emitter, string key, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return;
        Key(emitter, key);
        List(emitter, SequenceStyle.Flow, texts, text => emitter.Emit(Text(text)));
    }

    private static void Pair(Emitter emitter, string key, string value)
    {
        Key(emitter, key);
        emitter.Emit(Text(value));
    }

    private static void Number(Emitter emitter, string key, decimal number) => Plain(emitter, key, number.ToString(CultureInfo.InvariantCulture));

    private static void Plain(Emitter emitter, string key, string value)
    {
        Key(emitter, key);
        emitter.Emit(new Scalar(value));
    }

    private static void Key(Emitter emitter, string key) => emitter.Emit(new Scalar(key));

    private static void Map(Emitter emitter, Action pairs)
    {
        emitter.Emit(new MappingStart());
        pairs();
        emitter.Emit(new MappingEnd());
    }

    private static void List<T>(Emitter emitter, SequenceStyle style, IEnumerable<T> nodes, Action<T> write)
    {
        emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, style));
        foreach (var node in nodes)
            write(node);
        emitter.Emit(new SequenceEnd());
    }

    /// <summary>Plain only where every reader of YAML takes it for text: no 012, no, null or 1e3.</summary>
    private static Scalar Text(string text) => IsSurelyText(text)
        ? new Scalar(text)
        : new Scalar(AnchorName.Empty, TagName.Empty, text, ScalarStyle.DoubleQuoted, isPlainImplicit: false, isQuotedImplicit: true);

    private static bool IsSurelyText(string text) =>
        PlainText().IsMatch(text) && text.ToUpperInvariant() is not ("Y" or "N" or "YES" or "NO" or "ON" or "OFF" or "TRUE" or "FALSE" or "NULL");

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9._/@-]*( [A-Za-z0-9._/@-]+)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex PlainText();
}
