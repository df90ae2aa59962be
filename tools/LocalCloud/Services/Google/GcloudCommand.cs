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
    private static readonly JsonSerializerOptions Printed = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public sealed override Task<string> ExecuteAsync(GcloudArguments arguments, CancellationToken cancellationToken) => arguments.Text("--format") == "json"
        ? Task.FromResult(Execute(arguments)?.ToJsonString(Printed) is { } document ? document + "\n" : "")
        : throw new GcloudUsageException($"argument --format: '{arguments.Text("--format")}': the local cloud prints --format=json only");

    /// <summary>The document; null prints nothing.</summary>
    public abstract JsonNode? Execute(GcloudArguments arguments);
}
