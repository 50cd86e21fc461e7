using System.Collections.Frozen;

namespace ContractWatch.Matching.Names;

/// <summary>
/// Words that say what kind of legal person a name belongs to, by class. They are stripped from the end of a name, never
/// its last remaining word. Forms of the countries whose feeds are read, from the public ISO 20275 (ELF) register.
/// </summary>
public static class LegalForms
{
    private static readonly FrozenDictionary<string, string> ClassByForm = Classes().ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        ClassByForm.GetAlternateLookup<ReadOnlySpan<char>>();

    private const int LongestForm = 4;

    /// <summary>Whether the word can be (part of) a legal form.</summary>
    public static bool IsForm(ReadOnlySpan<char> word) => BySpan.ContainsKey(word);

    /// <summary>The class of a form, or null: <c>inc</c>, <c>llc</c>, <c>ltd</c>, …</summary>
    public static string? ClassOf(string form) => ClassByForm.GetValueOrDefault(form);

    /// <summary>How many words remain when the legal forms at the end are taken off; at least one.</summary>
    public static int CoreLength(ReadOnlySpan<string> words)
    {
        var length = words.Length;
        while (length > 1)
        {
            var taken = words[length - 1] is "THE" or "AND" ? 1 : TailForm(words[..length]);
            if (taken == 0)
                break;
            length -= taken;
        }

        return length;
    }

    /// <summary>How many words at the start are a legal form that its country puts in front, as in <c>OOO ROMASHKA</c>.</summary>
    public static int HeadLength(ReadOnlySpan<string> words)
    {
        for (var taken = Math.Min(LongestForm, words.Length - 1); taken > 0; taken--)
        {
            var form = taken == 1 ? words[0] : string.Join(' ', words[..taken].ToArray());
            if (ClassByForm.GetValueOrDefault(form) is "stock" || taken == 3 && form == "LIMITED LIABILITY COMPANY")
                return taken;
        }

        return 0;
    }

    private static int TailForm(ReadOnlySpan<string> words)
    {
        for (var taken = Math.Min(LongestForm, words.Length - 1); taken > 0; taken--)
        {
            var form = taken == 1 ? words[^1] : string.Join(' ', words[^taken..].ToArray());
            if (ClassByForm.ContainsKey(form))
                return taken;
        }

        return 0;
    }

    private static Dictionary<string, string> Classes()
    {
        var forms = new Dictionary<string, string>(StringComparer.Ordinal);
        void Add(string name, params string[] spellings)
        {
            foreach (var spelling in spellings)
                forms.Add(spelling, name);
        }

        Add("inc", "INC", "INCORPORATED", "INCORPOREE", "INCORP", "INCORPORATION");
        Add("corp", "CORP", "CORPORATION", "CORPORATE", "CORPORATON", "CORPORATI", "CORPORATIO");
        Add("co", "CO", "COMPANY", "CIE", "COMPAGNIE", "AND CO", "AND COMPANY", "COMPAN");
        Add("llc", "LLC", "LIMITED LIABILITY COMPANY", "LIMITED LIABILITY CO", "LTD LIABILITY CO", "LIMITED LIABILITY", "LC", "SERIES LLC");
        Add("ltd", "LTD", "LIMITED", "LTEE", "LIMITEE", "LTDA", "LIMITADA", "LRD", "LIMITE", "LTE", "CO LTD", "COMPANY LIMITED", "CO LIMITED");
        Add("private", "PTY", "PTY LTD", "PTE", "PTE LTD", "PVT", "PVT LTD", "PRIVATE LIMITED", "PROPRIETARY LIMITED", "PROPRIETARY");
        Add("plc", "PLC", "PUBLIC LIMITED COMPANY", "PUBLIC LIMITED COMPAN");
        Add("lp", "LP", "LIMITED PARTNERSHIP", "LTD PARTNERSHIP", "GP", "GENERAL PARTNERSHIP", "SENC", "SEC", "KG", "CO KG", "GMBH AND CO KG");
        Add("llp", "LLP", "LLLP", "LIMITED LIABILITY PARTNERSHIP", "SENCRL", "SRL SENCRL", "SENCRL SRL", "SRL LLP", "LLP SRL");
        Add("professional", "PC", "PA", "PLLC", "DPC", "APC", "PBC", "PSC", "PROFESSIONAL CORPORATION", "A PROFESSIONAL CORPORATION", "PROF CORP");
        Add("ulc", "ULC", "UNLIMITED", "UNLIMITED COMPANY", "UNLIMITED LIABILITY COMPANY", "UNLIMITED COMP");
        Add("european", "GMBH", "MBH", "AG", "SE", "EV", "BV", "NV", "BVBA", "SPRL", "SA", "SAS", "SASU", "SARL", "EURL", "SL", "SLU", "SPA", "SRL");
        Add("nordic", "AB", "AS", "ASA", "OY", "OYJ", "APS", "AKTIEBOLAG");
        Add("eastern", "DOO", "KFT", "ZRT", "SRO", "SP Z OO", "SP ZOO", "SPOLKA AKCYJNA");
        Add("latin", "SA DE CV", "SAPI DE CV", "S DE RL DE CV", "S DE RL", "SOCIEDAD ANONIMA", "SOCIETE ANONYME", "AKTIENGESELLSCHAFT");
        Add("stock", "OOO", "OAO", "ZAO", "PAO", "AO", "ООО", "ОАО", "ЗАО", "ПАО", "АО", "JSC", "OJSC", "PJSC", "CJSC", "TOV", "ТОВ", "PT",
            "JOINT STOCK COMPANY", "OPEN JOINT STOCK COMPANY", "PUBLIC JOINT STOCK COMPANY", "CLOSED JOINT STOCK COMPANY");
        Add("asian", "KK", "KABUSHIKI KAISHA", "GK", "SDN BHD", "BHD", "WLL", "FZE", "FZCO", "FZ LLC", "TBK");
        return forms;
    }
}
