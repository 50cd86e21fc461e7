using System.Globalization;
using ContractWatch.TestServers.Smtp;

namespace ContractWatch.Crash;

/// <summary>A program that takes mail as sendmail does, and once kills whoever calls it.</summary>
internal sealed class DeadlySendmail
{
    /// <summary>Its caller is gone before it could know: while both come to an end, before the program has read anything, and when it has taken the mail.</summary>
    public static readonly IReadOnlyList<string> Moments = [Ended, "begun", "taken"];

    private const string Ended = "both";

    private readonly string _folder;

    public DeadlySendmail(string folder)
    {
        _folder = Path.Combine(folder, "sendmail");
        Directory.CreateDirectory(_folder);
        File = Path.Combine(_folder, "sendmail");
        System.IO.File.WriteAllText(File, $$"""
            #!/bin/sh
            cd '{{_folder}}' || exit 75
            echo >> calls
            call=$(wc -l < calls)
            read -r which moment delay < aim
            kill_at() { [ "$call $1" = "$which $moment" ] && kill -9 $PPID; }
            kill_at both && exit 75
            kill_at begun
            cat > "desk/$call"
            mv "desk/$call" "taken/$call"
            kill_at taken
            kill_later() {
                left=100000
                while kill -0 $$ && [ $left -gt 0 ]; do left=$((left - 1)); done
                [ "$delay" = 0 ] || sleep "$delay"
                kill -9 $PPID
            }
            if [ "$call after" = "$which $moment" ]; then kill_later < /dev/null > /dev/null 2>&1 & fi
            exit 0

            """.ReplaceLineEndings("\n"));
#pragma warning disable CA1416 // whoever uses it skips where there is no Unix
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416
    }

    public string File { get; }

    /// <summary>Since it was aimed.</summary>
    public IReadOnlyList<ReceivedMail> Mails =>
    [
        .. new DirectoryInfo(Path.Combine(_folder, "taken")).GetFiles().OrderBy(file => int.Parse(file.Name, CultureInfo.InvariantCulture))
            .Select(file => new ReceivedMail("", [], System.IO.File.ReadAllText(file.FullName).ReplaceLineEndings("\r\n"), IsEncrypted: false, UserName: null)),
    ];

    /// <summary>So long after its caller has seen that it has ended well.</summary>
    public static string After(int milliseconds) => string.Create(CultureInfo.InvariantCulture, $"after {milliseconds / 1000.0}");

    /// <summary>How often the mail comes again.</summary>
    public static (int Least, int Most) Repeats(string moment) => moment == Ended ? (0, 0) : (Moments.Contains(moment) ? 1 : 0, 1);

    /// <summary>Takes no more than it has taken, and will kill at a moment of the n-th mail.</summary>
    public void Aim(int mail, string moment)
    {
        foreach (var folder in new[] { "desk", "taken" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, folder)).Delete(recursive: true);
            Directory.CreateDirectory(Path.Combine(_folder, folder));
        }

        System.IO.File.Delete(Path.Combine(_folder, "calls"));
        System.IO.File.WriteAllText(Path.Combine(_folder, "aim"), $"{mail} {moment}\n");
    }
}
