using System.Diagnostics;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Tests.Support;

namespace CloudStacks.LocalCloud.Tests.StatesLanguage;

/// <summary>Runs the scripts in <c>node</c>, which ask packages of others about the same definitions.</summary>
internal static class NodeScripts
{
    private static readonly string Folder = Path.Combine(Node.Root, "tests", "LocalCloud.Tests", "StatesLanguage", "node");

    /// <summary>Gives the answer of a script. Skips the test where Node or the packages are missing.</summary>
    public static async Task<JsonNode> AskAsync(string script, JsonNode question)
    {
        Node.SkipUnlessInstalled(Folder);
        using var process = Process.Start(new ProcessStartInfo("node", [script]) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.StandardInput.WriteAsync(question.ToJsonString());
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var answer = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return JsonNode.Parse(answer)!;
    }
}
