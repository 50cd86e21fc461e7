using System.Collections;
using ContractWatch.Feeds;

namespace ContractWatch.Configuration;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("contractwatch-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Keys_that_are_left_out_have_their_defaults()
    {
        var settings = Read("{}");

        settings.Web.Urls.ShouldBe("http://127.0.0.1:8080");
        settings.Watches.ShouldBe([Path.Combine(_folder, "watches/*.yaml")]);
        settings.DataDirectory.ShouldBe(Path.GetFullPath("data"));
        settings.Feeds.ShouldBeEmpty();
    }

    [Fact]
    public void An_unknown_key_is_a_fault_with_file_line_path_and_the_nearest_known_key()
    {
        var faults = FaultsOf("""
            {
              "Feeds": { "one": { "Type": "Test",
                "Shedule": "0 0 * * * ?" } },
              "Web": { "Url": "http://127.0.0.1:1" }
            }
            """);

        faults.ShouldBe([
            $"{File()}:3: Feeds:one:Shedule: no such key; did you mean Schedule?",
            $"{File()}:4: Web:Url: no such key; did you mean Urls?",
        ]);
    }

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        var faults = FaultsOf("""
            { "Feeds": { "one": { "Type": "Tets", "Schedule": "every day", "JitterSeconds": 9999 },
                "two": { "Type": "Test", "Limit": -1 } },
              "Room": { "Port": 0 }, "Web": { "Urls": "8080", "PublicUrl": "here" } }
            """);

        faults.Count.ShouldBe(7);
        faults.ShouldContain($"{File()}:2: Feeds:two:Limit: cannot be less than nothing");
        faults.ShouldContain($"{File()}:3: Room:Port: is 0, expected 1 to 65535");
        faults.ShouldContain($"{File()}:1: Feeds:one:Type: \"Tets\" is no type of feed; did you mean Test?");
        faults.ShouldContain(fault => fault.Contains("\"every day\" is not a Quartz cron expression"));
        faults.ShouldContain(fault => fault.StartsWith($"{File()}:3: Web:Urls: \"8080\" is not an address"));
    }

    [Theory]
    [InlineData("""{ "Feeds": { "one": { "Type": "Test", "Limit": "many" } } }""", "Feeds:one:Limit: \"many\" is not a whole number")]
    [InlineData("""{ "Feeds": { "one": { "Type": "Test", "Enabled": "perhaps" } } }""", "Feeds:one:Enabled: \"perhaps\" is not true or false")]
    [InlineData("""{ "Feeds": { "one": { "Type": "Test", "Mode": "Sideways" } } }""", "Feeds:one:Mode: \"Sideways\" is not one of Narrow, Wide")]
    [InlineData("""{ "Feeds": { "one": { "Type": "Test", "Words": "a" } } }""", "Feeds:one:Words: a list is expected here")]
    [InlineData("""{ "Web": "http://127.0.0.1:1" }""", "Web: a group of keys in { } is expected here")]
    [InlineData("""{ "Web": { "Urls": ["http://127.0.0.1:1"] } }""", "Web:Urls:0: a single value is expected here")]
    [InlineData("""{ "Web": { "Urls": null } }""", "Web:Urls: null is no value; leave the key out")]
    [InlineData("""{ "DataDirectory": "a", "datadirectory": "b" }""", "DataDirectory is given twice")]
    [InlineData("[]", "a JSON object in { } is expected")]
    public void A_value_of_the_wrong_kind_is_a_fault(string json, string fault) =>
        FaultsOf(json).ShouldBe([$"{File()}:1: {fault}"]);

    [Fact]
    public void A_file_that_is_not_JSON_is_a_fault_with_its_line()
    {
        FaultsOf("{\n  \"Web\": {\n    \"Urls\" \"x\"\n  }\n}").ShouldHaveSingleItem().ShouldStartWith($"{File()}:3: not JSON: ");
        FaultsOf("").ShouldHaveSingleItem().ShouldStartWith($"{File()}:1: not JSON: ");
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_fault()
    {
        var reader = Reader();
        Should.Throw<SettingsException>(() => reader.Read(Path.Combine(_folder, "none.json"), null, NoEnvironment))
            .Message.ShouldContain("none.json: there is no such configuration file");
        Should.Throw<SettingsException>(() => reader.Read(Path.Combine(_folder, "no", "none.json"), null, NoEnvironment))
            .Message.ShouldContain("there is no such configuration file");
        Should.Throw<SettingsException>(() => reader.Read(_folder, null, NoEnvironment))
            .Message.ShouldContain("cannot be read");
    }

    [Fact]
    public void The_environment_overrides_the_file_and_the_command_line_overrides_both()
    {
        var settings = Read(
            """{ "DataDirectory": "one", "Feeds": { "one": { "Type": "Test", "Limit": 1 } } }""",
            new() { ["CONTRACTWATCH_DataDirectory"] = "two", ["CONTRACTWATCH_FEEDS__ONE__LIMIT"] = "2" },
            data: "three");

        settings.DataDirectory.ShouldBe(Path.GetFullPath("three"));
        Source(settings).Limit.ShouldBe(2);
    }

    [Fact]
    public void A_variable_of_another_program_is_left_alone()
    {
        Read("{}", new() { ["CONTRACTWATCH_CAPTURES"] = "/somewhere", ["CONTRACTWATCH_BUILD_ID"] = "7", ["PATH"] = "x" }).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("CONTRACTWATCH_Web__Url", "Web:Url: no such key; did you mean Urls?")]
    [InlineData("CONTRACTWATCH_Wbe__Urls", "Wbe:Urls: no such key; did you mean Web?")]
    [InlineData("CONTRACTWATCH_WEB_URLS", "WEB_URLS: no such key; did you mean CONTRACTWATCH_Web__URLS?")]
    [InlineData("CONTRACTWATCH_Feeds__one__Limit", "Feeds:one:Limit: \"x\" is not a whole number")]
    public void A_variable_that_looks_like_ours_and_is_not_a_key_is_a_fault(string variable, string fault) =>
        FaultsOf("""{ "Feeds": { "one": { "Type": "Test" } } }""", new() { [variable] = "x" })
            .ShouldBe([$"environment {variable}: {fault}"]);

    [Fact]
    public void A_secret_is_read_from_the_file_beside_the_configuration()
    {
        System.IO.File.WriteAllText(Path.Combine(_folder, "secret.txt"), "s3cret\n");

        var settings = Read("""{ "Room": { "PasswordFile": "secret.txt" } }""");

        ((TestRoom)settings.Rooms["Room"]).Password.ShouldBe("s3cret");
    }

    [Fact]
    public void A_secret_file_that_cannot_be_read_is_a_fault_that_names_it()
    {
        FaultsOf("""{ "Room": { "PasswordFile": "absent.txt" } }""")
            .ShouldBe([$"{File()}:1: Room:PasswordFile: {Path.Combine(_folder, "absent.txt")} cannot be read"]);
    }

    [Fact]
    public void Watch_files_are_relative_to_the_file_that_names_them_or_to_the_working_directory_of_the_environment()
    {
        Read("""{ "Watches": ["my/*.yaml", "/etc/watches.yaml"] }""").Watches
            .ShouldBe([Path.Combine(_folder, "my/*.yaml"), "/etc/watches.yaml"]);
        Read("{}", new() { ["CONTRACTWATCH_Watches__0"] = "mine.yaml" }).Watches.ShouldBe([Path.GetFullPath("mine.yaml")]);
    }

    private static readonly Hashtable NoEnvironment = [];

    private static SettingsReader Reader() => new(
        [FeedType.Of<TestSource>("Test", FeedCatalog.Types[0].Answers, options => options.Faults(), (_, _) => throw new NotSupportedException())],
        [RoomSection.Of<TestRoom>("Room", room => room.Faults())]);

    private static TestSource Source(Settings settings) => (TestSource)settings.Feeds.ShouldHaveSingleItem().Source!;

    private Settings Read(string json, Hashtable? environment = null, string? data = null)
    {
        System.IO.File.WriteAllText(File(), json);
        return Reader().Read(File(), data, environment ?? NoEnvironment);
    }

    private List<string> FaultsOf(string json, Hashtable? environment = null) =>
        [.. Should.Throw<SettingsException>(() => Read(json, environment)).Faults.Select(fault => fault.ToString())];

    private string File() => Path.Combine(_folder, "contractwatch.json");

    private enum Breadth
    {
        Narrow,
        Wide,
    }

    private sealed class TestSource
    {
        public int Limit { get; set; }

        public Breadth Mode { get; set; }

        public IList<string> Words { get; set; } = [];

        public IEnumerable<(string Key, string Fault)> Faults() => Limit >= 0 ? [] : [(nameof(Limit), "cannot be less than nothing")];
    }

    private sealed class TestRoom
    {
        public string Password { get; set; } = "";

        public int Port { get; set; } = 25;

        public IEnumerable<string> Faults() => Port > 0 ? [] : [$"Room:Port is {Port}, expected 1 to 65535"];
    }
}
