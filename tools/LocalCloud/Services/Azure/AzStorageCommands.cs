using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Storage.Commands;
using CloudStacks.Worker.Storage;

namespace CloudStacks.LocalCloud.Services.Azure;

/// <summary>Answers <c>az storage blob download</c> and <c>list</c> as the person at the keyboard: https://learn.microsoft.com/cli/azure/storage/blob.</summary>
/// <param name="open">Opens a container of an account.</param>
internal sealed class AzStorageCommands(Func<string, string, IObjectStore> open) : ICommandHandler
{
    private static readonly string[] Common = ["--account-name", "--container-name", "--auth-mode", "--output"];

    private static readonly JsonSerializerOptions Printed = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public bool Handles(IReadOnlyList<string> argv) => argv is ["az", "storage", ..];

    /// <inheritdoc/>
    public async Task<CommandResult> ExecuteAsync(IReadOnlyList<string> argv, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return new(0, await (argv.ToArray() switch
            {
                [_, _, "blob", "download", .. var rest] => DownloadAsync(Read(rest, "--name", "--file"), cancellationToken),
                [_, _, "blob", "list", .. var rest] => ListAsync(Read(rest, "--prefix"), cancellationToken),
                _ => throw new AzRefusal(2, $"'{string.Join(' ', argv.Skip(1).Take(3))}' is misspelled or not recognized; the local cloud models storage blob download and storage blob list"),
            }));
        }
        catch (AzRefusal refusal)
        {
            return new(refusal.ExitCode, "", $"ERROR: {refusal.Message}\n");
        }
        catch (StoreException failure)
        {
            return new(failure.Problem == StoreProblem.NoSuchStore ? 3 : 1, "", $"ERROR: {failure.Message}\n");
        }
    }

    private static AzArguments Read(IEnumerable<string> argv, params string[] modelled)
    {
        var arguments = AzArguments.Parse([.. Common, .. modelled], [.. argv]);
        // Anything else looks for an account key, and our accounts have none that works.
        return arguments.Text("--auth-mode") == "login" ? arguments
            : throw new AzRefusal(2, $"argument --auth-mode: '{arguments.Text("--auth-mode")}': expected login, because the accounts take no keys");
    }

    private async Task<string> DownloadAsync(AzArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Text("--output") is not "none" and var format)
        {
            throw new AzRefusal(2, $"argument --output: '{format}': the local cloud downloads with --output none only");
        }
        var (name, file) = (arguments.Required("--name"), arguments.Required("--file"));
        using var read = await Open(arguments).GetAsync(name, cancellation: cancellationToken) ?? throw new AzRefusal(3, $"The specified blob does not exist: {name}. ErrorCode:BlobNotFound");
        await Downloads.SaveAsync(read.Content, file, cancellationToken);
        return "";
    }

    private async Task<string> ListAsync(AzArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Text("--output") is not (null or "json") and var format)
        {
            throw new AzRefusal(2, $"argument --output: '{format}': the local cloud lists with --output json only");
        }
        var found = new JsonArray();
        await foreach (var blob in Open(arguments).ListAsync(arguments.Text("--prefix") ?? "", cancellation: cancellationToken))
        {
            found.Add(new JsonObject { ["name"] = blob.Key, ["properties"] = new JsonObject { ["contentLength"] = blob.Size, ["etag"] = blob.ETag?.Trim('"') } });
        }
        return found.ToJsonString(Printed) + "\n";
    }

    private IObjectStore Open(AzArguments arguments) => open(arguments.Required("--account-name"), arguments.Required("--container-name"));
}
