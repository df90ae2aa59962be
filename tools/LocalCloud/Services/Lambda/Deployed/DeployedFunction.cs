using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Services.Lambda.Deployed;

/// <summary>A function as it stands in the state.</summary>
internal sealed record DeployedFunction(string Name, string Arn, string Role)
{
    /// <summary>The image; null where the function is a .zip.</summary>
    public string? ImageUri { get; init; }

    public string Handler { get; init; } = "";

    /// <summary>The platform that it is built for, such as <c>linux/amd64</c>.</summary>
    public string Platform { get; init; } = "linux/amd64";

    /// <summary>MB.</summary>
    public int MemorySize { get; init; } = 128;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    public ImmutableSortedDictionary<string, string> Variables { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public required string LogGroup { get; init; }

    /// <summary>How many of its invocations may run at once; null: as many as the account has.</summary>
    public int? Reserved { get; init; }

    public static DeployedFunction Read(DeployedResource resource) => new(resource.Text("name")!, resource.Text("arn")!, resource.Text("role")!)
    {
        ImageUri = resource.Text("imageUri"),
        Handler = resource.Text("handler") ?? "",
        Platform = (resource.Outputs["architectures"] as JsonArray)?.Any(one => (string?)one == "arm64") == true ? "linux/arm64" : "linux/amd64",
        MemorySize = (int?)resource.Outputs["memorySize"] ?? 128,
        Timeout = TimeSpan.FromSeconds((int?)resource.Outputs["timeout"] ?? 3),
        Variables = (resource.Outputs["environment"]?["variables"] as JsonObject ?? []).ToImmutableSortedDictionary(pair => pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal),
        LogGroup = (string?)resource.Outputs["loggingConfig"]?["logGroup"] ?? $"/aws/lambda/{resource.Text("name")}",
        Reserved = (int?)resource.Outputs["reservedConcurrentExecutions"] is >= 0 and var reserved ? reserved : null,
    };

    /// <summary>Whether the text is the function's name or ARN, with or without the version that is always there.</summary>
    public bool IsNamed(string text) => text.EndsWith(":$LATEST", StringComparison.Ordinal) ? IsNamed(text[..^":$LATEST".Length]) : text == Name || text == Arn;
}
