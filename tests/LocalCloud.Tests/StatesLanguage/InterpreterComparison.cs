using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Services.StatesLanguage;

namespace CloudStacks.LocalCloud.Tests.StatesLanguage;

/// <summary>Runs a definition in our interpreter and in the npm package aws-local-stepfunctions, and compares.</summary>
internal static class InterpreterComparison
{
    /// <summary>Both give the same output, or fail with the same cause, and ask tasks the same.</summary>
    /// <param name="definition">The definition; pauses before retries have full jitter.</param>
    /// <param name="input">The input.</param>
    /// <param name="state">The task that is answered.</param>
    /// <param name="answers">What it answers: JSON, or <c>!Error: cause</c>.</param>
    public static async Task SameAsync(JsonObject definition, string input, string state, params string[] answers)
    {
        var theirs = await NodeScripts.AskAsync("interpret.mjs", new JsonObject
        {
            ["definition"] = definition.DeepClone(),
            ["input"] = JsonNode.Parse(input),
            ["answers"] = new JsonObject { [state] = new JsonArray([.. answers.Select(Answer)]) },
        });
        var host = new ScriptedHost(TimeProvider.System, answers);
        try
        {
            Assert.Equal(theirs["output"]?.ToJsonString(), await ScriptedHost.RunAsync(definition, input, host));
        }
        catch (StateError failure)
        {
            Assert.NotNull(theirs["error"]);
            Assert.True(answers is not [.., ['!', ..]] || ((string)theirs["cause"]!).EndsWith(failure.Cause, StringComparison.Ordinal), $"{theirs["cause"]} / {failure.Cause}");
        }
        Assert.Equal(theirs["asked"]!.AsArray().Select(asked => asked!.ToJsonString()), host.Asked);
    }

    private static JsonNode Answer(string answer) => answer is ['!', .. var error]
        ? new JsonObject { ["error"] = error.Split(": ")[0], ["cause"] = error.Split(": ")[1] }
        : new JsonObject { ["Payload"] = JsonNode.Parse(answer), ["StatusCode"] = 200 };
}

/// <summary>Small definitions, one thing each.</summary>
public sealed class InterpreterComparisonTests
{
    [Theory]
    [InlineData("", "1")]
    [InlineData("\"OutputPath\":\"$.Payload\"", """{"n":1}""")]
    [InlineData("\"OutputPath\":\"$.none\"", "1")]
    [InlineData("\"ResultPath\":\"$.a.b\"", "1")]
    [InlineData("\"ResultPath\":\"$.order\"", "1")]
    [InlineData("\"ResultPath\":null", "1")]
    [InlineData(Retry + "[" + OnA + "]", "!A: one", "!A: two", "3")]
    [InlineData(Retry + "[" + OnA + "]", "!A: one", "!A: two", "!A: three")]
    [InlineData(Retry + "[" + OnA + "]", "!B: one")]
    [InlineData(Retry + "[" + OnA + "," + OnAll + "]", "!A: one", "!B: two", "!A: three", "4")]
    public Task SameResult(string more, params string[] answers) => InterpreterComparison.SameAsync(Definitions.Task(more), """{"order":{"n":1},"kept":true}""", "Work", answers);

    [Fact]
    public Task SameWhereAParameterFindsNothing() => InterpreterComparison.SameAsync(Definitions.Task(), """{"other":1}""", "Work", "1");

    private const string Retry = "\"Retry\":";
    private const string OnA = """{"ErrorEquals":["A"],"JitterStrategy":"FULL","MaxAttempts":2}""";
    private const string OnAll = """{"ErrorEquals":["States.ALL"],"JitterStrategy":"FULL","MaxAttempts":2}""";
}
