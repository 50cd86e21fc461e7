using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ContractWatch.Watches.Yaml;

/// <summary>
/// Reads one YAML document into nodes with places. A watch file is written by hand or comes from a stranger, so what a small
/// file could blow up with is refused: aliases and anchors, tags, deep nesting, several documents, the same key twice.
/// </summary>
internal sealed class YamlTree
{
    private const int Deepest = 12;

    private readonly Parser _parser;
    private readonly WatchFileFaults _faults;

    private YamlTree(string text, WatchFileFaults faults)
    {
        _parser = new Parser(new StringReader(text));
        _faults = faults;
    }

    /// <summary>The document, or null when there is none or its grammar is broken; the faults say which.</summary>
    public static YamlNode? Read(string text, WatchFileFaults faults)
    {
        const string expected = "valid YAML, indented with spaces";
        var tree = new YamlTree(text, faults);
        try
        {
            return tree.Document();
        }
        catch (YamlException broken)
        {
            faults.Add(PlaceOf(broken.Start), $"what cannot be read ({Quoted.Of(broken.Message)})", expected);
        }
        catch (InvalidOperationException)
        {
            // The scanner's answer to some broken plain scalars, such as "? \n{---\n'a".
            faults.Add(PlaceOf(tree._parser.Current?.End ?? Mark.Empty), "what cannot be read", expected);
        }

        return null;
    }

    private YamlNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out var end))
        {
            _faults.Add(PlaceOf(end.Start), "an empty file", "'watches:' and a list of watches");
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = Node(depth: 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
            _faults.Add(PlaceOf(second.Start), "a second document", "one document a file");
        return root;
    }

    private YamlNode Node(int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            _faults.Add(PlaceOf(alias.Start), "an alias (*)", "the value itself: aliases are not read");
            return new YamlText(PlaceOf(alias.Start), "", IsPlain: false);
        }

        RefuseAnchorAndTag();
        if (_parser.TryConsume<Scalar>(out var scalar))
            return Text(scalar);
        // Read on, and the parser's time would grow with the square of the depth.
        if (depth >= Deepest)
            throw new YamlException(_parser.Current!.Start, _parser.Current.End, $"more than {Deepest} levels");
        return _parser.Accept<SequenceStart>(out _) ? List(depth) : Map(depth);
    }

    private YamlText Text(Scalar scalar)
    {
        var place = PlaceOf(scalar.Start);
        if (!Secret.LooksLikeOne(scalar.Value))
            return new YamlText(place, scalar.Value, scalar.Style == ScalarStyle.Plain);
        _faults.Add(place, "what looks like a secret", Secret.WhereItBelongs);
        return new YamlText(place, "hidden", IsPlain: false);
    }

    private YamlList List(int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        var nodes = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            nodes.Add(Node(depth + 1));
        return new YamlList(PlaceOf(start.Start), nodes);
    }

    private YamlMap Map(int depth)
    {
        var start = _parser.Consume<MappingStart>();
        var pairs = new List<YamlPair>();
        var places = new Dictionary<string, Place>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(depth + 1);
            var value = Node(depth + 1);
            if (key is not YamlText name)
                _faults.Add(key.Place, $"{key.Kind} as a key", "a word as a key");
            else if (!places.TryAdd(name.Value, name.Place))
                _faults.Add(name.Place, $"the key {Quoted.Of(name.Value)} again", $"each key once (it is already on line {places[name.Value].Line})");
            else
                pairs.Add(new YamlPair(name, value));
        }

        return new YamlMap(PlaceOf(start.Start), pairs);
    }

    private void RefuseAnchorAndTag()
    {
        if (!_parser.Accept<NodeEvent>(out var node))
            return;
        if (!node.Anchor.IsEmpty)
            _faults.Add(PlaceOf(node.Start), "an anchor (&)", "the value itself: anchors are not read");
        if (!node.Tag.IsEmpty)
            _faults.Add(PlaceOf(node.Start), "a tag (!)", "a plain value: tags are not read");
    }

    private static Place PlaceOf(Mark mark) => new((int)mark.Line, (int)mark.Column);
}
