using System.Text.RegularExpressions;

namespace ContractWatch.Watches;

/// <summary>An identifier scheme a watch may use, and the shape of its values.</summary>
public sealed partial class IdentifierScheme
{
    /// <summary>Unique Entity ID of SAM.gov: 12 letters and digits, no O or I, not starting with 0 (https://sam.gov/content/duns-uei).</summary>
    public static readonly IdentifierScheme Uei = new("uei", "12 letters and digits, such as FSY4LVSBGWB7", UeiShape());

    /// <summary>Dun &amp; Bradstreet number, in US records until April 2022: 9 digits.</summary>
    public static readonly IdentifierScheme Duns = new("duns", "9 digits, such as 362130952", DunsShape());

    /// <summary>Commercial and Government Entity code: 5 letters and digits (https://cage.dla.mil).</summary>
    public static readonly IdentifierScheme Cage = new("cage", "5 letters and digits, such as 470F5", CageShape());

    /// <summary>Legal Entity Identifier, ISO 17442: 18 letters and digits and 2 check digits.</summary>
    public static readonly IdentifierScheme Lei = new("lei", "18 letters and digits and 2 digits", LeiShape());

    public static readonly IReadOnlyList<IdentifierScheme> All = [Uei, Duns, Cage, Lei];

    private readonly Regex _shape;

    private IdentifierScheme(string name, string description, Regex shape) => (Name, Description, _shape) = (name, description, shape);

    public string Name { get; }

    /// <summary>The shape in words.</summary>
    public string Description { get; }

    public static IdentifierScheme? Find(string name) => All.FirstOrDefault(scheme => scheme.Name == name);

    /// <summary>Case does not matter: values are kept in upper case.</summary>
    public bool Fits(string value) => _shape.IsMatch(value);

    public override string ToString() => Name;

    [GeneratedRegex(@"\A[A-HJ-NP-Za-hj-np-z1-9][A-HJ-NP-Za-hj-np-z0-9]{11}\z", RegexOptions.NonBacktracking)]
    private static partial Regex UeiShape();

    [GeneratedRegex(@"\A[0-9]{9}\z", RegexOptions.NonBacktracking)]
    private static partial Regex DunsShape();

    [GeneratedRegex(@"\A[A-Za-z0-9]{5}\z", RegexOptions.NonBacktracking)]
    private static partial Regex CageShape();

    [GeneratedRegex(@"\A[A-Za-z0-9]{18}[0-9]{2}\z", RegexOptions.NonBacktracking)]
    private static partial Regex LeiShape();
}
