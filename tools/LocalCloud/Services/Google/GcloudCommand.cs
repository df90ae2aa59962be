using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Services.Google;

/// <summary>One command of <c>gcloud</c> that the local cloud answers.</summary>
/// <param name="name">Its words, such as <c>run jobs execute</c>.</param>
/// <param name="options">The arguments that it models.</param>
internal abstract class GcloudCommand(string name, params GcloudOption[] options)
{
    public string Name => name;

    public IReadOnlyList<GcloudOption> Options => options;

    /// <summary>Answers the command with what it prints. Refuses with a <see cref="GcloudRefusal"/>.</summary>
    public abstract Task<string> ExecuteAsync(GcloudArguments arguments, CancellationToken cancellationToken);
}

/// <summary>A command whose answer is a document.</summary>
internal abstract class GcloudJsonCommand(string name, params GcloudOption[] options) : GcloudCommand(name, options)
{
    public sealed override Task<string> ExecuteAsync(GcloudArguments arguments, CancellationToken cancellationToken) => Task.FromResult(GcloudJson.Print(arguments, () => Execute(arguments)));

    /// <summary>The document; null prints nothing.</summary>
    public abstract JsonNode? Execute(GcloudArguments arguments);
}

/// <summary>Prints documents.</summary>
internal static class GcloudJson
{
    private static readonly JsonSerializerOptions Printed = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document as JSON; nothing is asked for where another format is wanted, which is refused.</summary>
    public static string Print(GcloudArguments arguments, Func<JsonNode?> document)
    {
        Check(arguments);
        return document()?.ToJsonString(Printed) is { } text ? text + "\n" : "";
    }

    /// <summary>Refuses another format than JSON.</summary>
    public static void Check(GcloudArguments arguments)
    {
        if (arguments.Text("--format") != "json")
        {
            throw new GcloudUsageException($"argument --format: '{arguments.Text("--format")}': the local cloud prints --format=json only");
        }
    }
}
