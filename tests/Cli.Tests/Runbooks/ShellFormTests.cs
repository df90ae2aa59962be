using System.Collections.Immutable;
using CloudStacks.Cli.Runbooks;
using CloudStacks.Cli.Tools;
using CloudStacks.Shared;

namespace CloudStacks.Cli.Tests.Runbooks;

public class ShellFormTests
{
    [Theory]
    [InlineData("plain-word/1.csv", "plain-word/1.csv")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("$HOME", "'$HOME'")]
    [InlineData("", "''")]
    public void QuotesOnlyWhereAShellWouldChangeAnArgument(string argument, string expected) => Assert.Equal(expected, ShellText.Quote(argument));

    [Fact]
    public async Task AShellMakesTheVeryCallsThatTheExecutorMakes()
    {
        using var test = new TestHost();
        var calls = Path.Combine(test.Folder, "calls");
        test.Install("svc", $$"""
            for argument in "$@"; do printf '<%s>' "$argument" >> '{{calls}}'; done; printf '\n' >> '{{calls}}'
            if [ "$1" = list ]; then printf '{"jobs":[{"id":"x 1"},{"id":"y2"}]}'; fi
            if [ "$1" = start ]; then printf '{"id":"m1"}'; fi
            """);
        // jq for the two filters that this runbook needs, so that the test asks for nothing that is not here.
        test.Install("jq", """if [ "$2" = '.id // empty' ]; then cat > /dev/null; echo m1; else cat > /dev/null; echo 'x1 y2'; fi""");
        test.Install("tool", $"""printf '%s\n' "$REGION" > '{calls}.region'""");

        var script = ShellForm.Of(Sample) + "job=\"it's\" slices=25\nsubmit\ncancel\n";
        var result = await new ToolRunner(test.Host).RunAsync(["sh", "-euc", script], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("", result.Error);
        Assert.Equal(Expected(), await File.ReadAllLinesAsync(calls, TestContext.Current.CancellationToken));
        Assert.Equal("eu west\n", await File.ReadAllTextAsync(calls + ".region", TestContext.Current.CancellationToken));
    }

    private static Runbook Sample => new("s3://b", ImmutableSortedDictionary<string, string>.Empty.Add("REGION", "eu west"), false, null, 100)
    {
        Submit =
        [
            new("not for many", ["svc", "single"]) { When = StepCondition.OneSlice },
            new("start", ["svc", "start", """{"name":"{job}"}"""]) { Captures = ImmutableSortedDictionary<string, string>.Empty.Add("map", "$.id") },
            new("use", ["svc", "use", "{map}-r", "$HOME"]),
            new("page", ["svc", "page", "{offset}", "{count}"]) { Repeat = Repeat.PerPage, PageSize = 10 },
        ],
        Cancel =
        [
            new("list", ["svc", "list"]) { Captures = ImmutableSortedDictionary<string, string>.Empty.Add("active", "$.jobs[*].id") },
            new("see", ["svc", "see", "{active}", "--end"]) { Repeat = Repeat.PerPageOfValues, PageSize = 2 },
            new("stop", ["svc", "stop", "{active}"]) { Repeat = Repeat.PerValue },
            new("region", ["tool"]),
        ],
    };

    private static string[] Expected() =>
    [
        """<start><{"name":"it's"}>""", "<use><m1-r><$HOME>", "<page><0><10>", "<page><10><10>", "<page><20><5>",
        "<list>", "<see><x1><y2><--end>", "<stop><x1>", "<stop><y2>",
    ];
}
