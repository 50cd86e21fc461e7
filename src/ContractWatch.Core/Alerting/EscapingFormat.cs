namespace ContractWatch.Alerting;

/// <summary>
/// Formats markup whose every argument is escaped, so that no text can be forgotten:
/// <c>page.AppendFormat(EscapingFormat.Html, "&lt;p&gt;{0}&lt;/p&gt;", text)</c>.
/// </summary>
public sealed class EscapingFormat : IFormatProvider, ICustomFormatter
{
    public static readonly EscapingFormat Html = new(ForeignText.Html);
    public static readonly EscapingFormat Markdown = new(ForeignText.Markdown);

    private readonly Func<string, string> _escape;

    private EscapingFormat(Func<string, string> escape) => _escape = escape;

    /// <summary>The markup of an interpolated string, with what is interpolated as text.</summary>
    public string Of(FormattableString markup) => markup.ToString(this);

    public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

    public string Format(string? format, object? arg, IFormatProvider? formatProvider) =>
        arg is null ? "" : _escape(arg is IFormattable number
            ? number.ToString(format, System.Globalization.CultureInfo.InvariantCulture)
            : arg.ToString() ?? "");
}
