using System.Text.RegularExpressions;
using ContractWatch.Awards;

namespace ContractWatch.Diffing;

/// <summary>
/// What a newly published action does. Its FPDS reason for modification says so (https://www.fpds.gov/help/Reason_for_Modification.htm);
/// a search does not return it and officials misfile it, so the description is read too, in whole words: a wage determination
/// terminates nothing, and a renovation is no novation.
/// </summary>
public static partial class ActionMeaning
{
    private const int MatchMilliseconds = 1000;

    /// <summary>No source publishes a longer description; what is longer is not read further.</summary>
    private const int LongestText = 4000;

    /// <param name="action">An action on an award that was there before, as published.</param>
    /// <param name="before">The latest known action of the award signed no later; null when there is none.</param>
    public static ChangeKind OfModification(AwardAction action, AwardAction? before)
    {
        var text = action.Description is { Length: > LongestText } lengthy ? lengthy[..LongestText] : action.Description ?? "";
        return action.ActionType?.Trim().ToUpperInvariant() switch
        {
            "E" or "F" or "N" or "X" => ChangeKind.Terminated,
            "J" => ChangeKind.RecipientChanged,
            "G" => ChangeKind.OptionExercised,
            _ when Obligated(action) <= 0 && Terminates().IsMatch(text) => ChangeKind.Terminated,
            _ when IsAnotherCompany(action, before) || (Novation().IsMatch(text) && !NoNovation().IsMatch(text)) => ChangeKind.RecipientChanged,
            _ when ExercisesOption().IsMatch(text) && !NoOption().IsMatch(text) => ChangeKind.OptionExercised,
            _ => ChangeKind.Modification,
        };
    }

    /// <summary>Who the recipient was and is, when a later action names another; empty when only points and spaces differ.</summary>
    public static IReadOnlyList<FieldChange> RecipientFields(AwardAction action, AwardAction? before)
    {
        if (before is null || Letters(action.Recipient.Name) == Letters(before.Recipient.Name))
            return [];
        return [.. ActionFacts.Differences(before, action).Where(field => field.Name is "recipient" or "recipientIdentifiers")];
    }

    /// <summary>Another name alone may be a rename; with another identifier it is another company.</summary>
    private static bool IsAnotherCompany(AwardAction action, AwardAction? before) =>
        before?.Recipient.Identifiers.Uei is { } old && action.Recipient.Identifiers.Uei is { } now && old != now
        && Letters(action.Recipient.Name) != Letters(before.Recipient.Name);

    private static decimal Obligated(AwardAction action) => action.Obligation?.Value ?? 0;

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    // Money for a settlement is paid after a termination; "termination liability" and cables that are terminated are neither.
    [GeneratedRegex(@"\bterminat(?:e|es|ed|ing|ion)\b(?=.{0,60}?\b(?:convenience|cause|default|contract|order|agreement|award|de-?obligat\w*)\b)|\b(?:full|partial|complete)(?:ly)?\s+terminat", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant, MatchMilliseconds)]
    private static partial Regex Terminates();

    [GeneratedRegex(@"\bnovat(?:ion|ed|e|es)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchMilliseconds)]
    private static partial Regex Novation();

    [GeneratedRegex(@"\b(?:no|not|non|without)\b[\s-]+(?:an?\s+)?novation\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchMilliseconds)]
    private static partial Regex NoNovation();

    [GeneratedRegex(@"\bexercis(?:e|es|ed|ing)\b.{0,60}?\boption(?:s|al)?\b|\boption(?:s|al)?\b.{0,40}?\bexercis(?:e|es|ed|ing)\b", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant, MatchMilliseconds)]
    private static partial Regex ExercisesOption();

    [GeneratedRegex(@"\b(?:not|declin\w*)\b.{0,20}?\bexercis", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant, MatchMilliseconds)]
    private static partial Regex NoOption();
}
