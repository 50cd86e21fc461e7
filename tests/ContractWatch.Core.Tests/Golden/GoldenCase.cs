using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace ContractWatch.Golden;

/// <summary>
/// A case as its file tells it: what the source publishes day by day, and what must be said of it. Every file of the folder
/// <c>Cases</c> is one; README.md beside them says how to write it.
/// </summary>
internal sealed class GoldenCase
{
    public string Case { get; set; } = "";

    /// <summary>Where the facts come from.</summary>
    public string Source { get; set; } = "";

    /// <summary>A watch file.</summary>
    public string Watches { get; set; } = "";

    public Dictionary<string, GoldenAward> Awards { get; set; } = [];

    public List<GoldenDay> Days { get; set; } = [];

    public static GoldenCase Read(string file) => new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .Build()
        .Deserialize<GoldenCase>(File.ReadAllText(file));
}

internal sealed class GoldenAward
{
    public string Key { get; set; } = "";

    public string Piid { get; set; } = "";

    public string Recipient { get; set; } = "";

    public string? Uei { get; set; }

    public string? Parent { get; set; }

    public string? ParentUei { get; set; }

    /// <summary>ICE or CBP, or an agency's full name.</summary>
    public string Agency { get; set; } = "ICE";

    public string? FundedBy { get; set; }
}

internal sealed class GoldenDay
{
    public string On { get; set; } = "";

    /// <summary>The day is repeated, without its rows, up to this one.</summary>
    public string? Until { get; set; }

    public List<GoldenRow> Rows { get; set; } = [];

    /// <summary>What is no longer published: <c>award/mod</c>, or <c>award/*</c>.</summary>
    public List<string> Gone { get; set; } = [];

    public Dictionary<string, GoldenFacts> Facts { get; set; } = [];

    /// <summary>Sub-awards reported by that day; one with an id that is there replaces it.</summary>
    public List<GoldenSubaward> Subawards { get; set; } = [];

    /// <summary>The source answers short: the poll is incomplete.</summary>
    public bool Truncated { get; set; }

    /// <summary>Every change of the day; none when it is left out.</summary>
    public List<GoldenChange> Expect { get; set; } = [];

    /// <summary>How many gaps are open after the day.</summary>
    public int Gaps { get; set; }

    /// <summary>How many messages the day owes to each address; not looked at when it is left out.</summary>
    public Dictionary<string, int>? Owed { get; set; }

    /// <summary>What stands in the day's messages.</summary>
    public List<string> Says { get; set; } = [];

    public List<string> SaysNot { get; set; } = [];
}

internal sealed class GoldenRow
{
    public string Award { get; set; } = "";

    public string Mod { get; set; } = "0";

    public string Signed { get; set; } = "";

    public decimal? Amount { get; set; }

    public string? Text { get; set; }

    public string? Code { get; set; }

    public string? Recipient { get; set; }

    public string? Uei { get; set; }

    /// <summary>False: the source edits it without dating the edit.</summary>
    public bool Stamped { get; set; } = true;
}

internal sealed class GoldenSubaward
{
    public long Id { get; set; }

    /// <summary>The short name of an award, or the key of one that nobody polls.</summary>
    public string Under { get; set; } = "";

    public string Number { get; set; } = "";

    public string To { get; set; } = "";

    public string? Uei { get; set; }

    public decimal? Amount { get; set; }

    public string On { get; set; } = "";

    public string? Text { get; set; }
}

internal sealed class GoldenFacts
{
    public decimal? Ceiling { get; set; }

    public decimal? CurrentValue { get; set; }

    public string? End { get; set; }

    public string? PotentialEnd { get; set; }

    public int? Offers { get; set; }
}

internal sealed class GoldenChange
{
    public string Kind { get; set; } = "";

    /// <summary><c>award/mod</c>.</summary>
    public string Action { get; set; } = "";

    public string? Sentence { get; set; }

    public string? Severity { get; set; }

    /// <summary>Each fact with what it was and is.</summary>
    public Dictionary<string, List<string?>>? Fields { get; set; }

    /// <summary><c>watch tier route</c> of every match; not looked at when it is left out.</summary>
    public List<string>? Matches { get; set; }
}
