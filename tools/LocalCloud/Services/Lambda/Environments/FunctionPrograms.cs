using System.Collections.Concurrent;
using CloudStacks.LocalCloud.Services.Lambda.Deployed;

namespace CloudStacks.LocalCloud.Services.Lambda.Environments;

/// <summary>
/// What a function's environments run: the <c>bootstrap</c> of its own .zip, unpacked once in a session, or for an image of the stack the
/// packaged worker.
/// </summary>
internal sealed class FunctionPrograms(string dataRoot, IReadOnlyList<string> worker)
{
    private const string Bootstrap = "bootstrap";

    private readonly ConcurrentDictionary<string, Lazy<string>> _folders = new(StringComparer.Ordinal);

    /// <summary>The folder that the function sees as LAMBDA_TASK_ROOT.</summary>
    public string CodeFolder(DeployedFunction function) => _folders.GetOrAdd(function.Name, _ => new(() => Prepare(function))).Value;

    /// <summary>The runtime's program and arguments.</summary>
    public IReadOnlyList<string> Command(DeployedFunction function) =>
        function.ImageUri is null ? [Path.Combine(CodeFolder(function), Bootstrap)] : worker;

    /// <summary>Why there is nothing that could be executed, in Lambda's words; null where there is.</summary>
    public RuntimeReply? Problem(DeployedFunction function)
    {
        if (function.ImageUri is not null)
        {
            return null;
        }
        var program = Path.Combine(CodeFolder(function), Bootstrap);
        return !File.Exists(program) ? InvalidEntrypoint("Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]; expected a file bootstrap at the root of the .zip")
            : !IsExecutable(program) ? InvalidEntrypoint("fork/exec /var/task/bootstrap: permission denied; expected a .zip that keeps the file's mode 0755")
            : null;
    }

    private string Prepare(DeployedFunction function)
    {
        var folder = Path.Combine(dataRoot, "lambda", "unpacked", Uri.EscapeDataString(function.Name));
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        Directory.CreateDirectory(folder);
        if (function.ImageUri is null)
        {
            FunctionCode.Unpack(dataRoot, function, folder);
        }
        return folder;
    }

    private static bool IsExecutable(string path) => OperatingSystem.IsWindows() || File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherExecute);

    private static RuntimeReply InvalidEntrypoint(string message) => InvocationRunner.Failure("Runtime.InvalidEntrypoint", message);
}
