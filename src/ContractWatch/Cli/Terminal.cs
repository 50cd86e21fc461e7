using System.Text;
using ContractWatch.Alerting;
using Spectre.Console;

namespace ContractWatch.Cli;

/// <summary>Where commands write: tables and text for people, lines for programs, errors apart.</summary>
internal sealed class Terminal
{
    /// <summary>Tables in a file or a pipe are not squeezed into the 80 columns of a terminal that is not there.</summary>
    private const int RedirectedWidth = 160;

    private const int LongestText = 2_000;

    /// <summary>The daemon never needs it.</summary>
    private readonly Lazy<IAnsiConsole> _console;

    public Terminal(TextWriter output, TextWriter error, bool isInteractive)
    {
        (Output, Error, IsInteractive) = (output, error, isInteractive);
        _console = new Lazy<IAnsiConsole>(Open);
    }

    /// <summary>For lines that programs read.</summary>
    public TextWriter Output { get; }

    public TextWriter Error { get; }

    public bool IsInteractive { get; }

    /// <summary>For tables and progress.</summary>
    public IAnsiConsole Console => _console.Value;

    public static Terminal OfProcess() => new(
        new StreamWriter(System.Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true },
        new StreamWriter(System.Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true },
        !System.Console.IsOutputRedirected);

    /// <summary>A line of text; control characters in it are shown, not obeyed.</summary>
    public void Say(string text) => Output.WriteLine(Plain(text));

    public void Complain(string text)
    {
        foreach (var line in text.Split('\n'))
            Error.WriteLine(Plain(line));
    }

    public void Show(Table table) => Console.Write(table);

    /// <summary>Foreign text for a cell or a line: no escape sequences, no line breaks, nothing that turns the writing direction.</summary>
    public static string Plain(string? text) => ForeignText.OneLine(text, LongestText);

    public static Text Cell(string? text) => new(Plain(text));

    /// <summary>A table that says what it holds, for people.</summary>
    public static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column)));
        return table;
    }

    public static Table Row(Table table, params string?[] cells) => table.AddRow(cells.Select(Cell));

    private IAnsiConsole Open()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Output),
            Ansi = IsInteractive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsInteractive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = IsInteractive ? InteractionSupport.Yes : InteractionSupport.No,
        });
        if (!IsInteractive)
            console.Profile.Width = RedirectedWidth;
        return console;
    }
}
