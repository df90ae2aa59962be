using System.Runtime.InteropServices;

namespace CloudStacks.Cli.Tools;

/// <summary>The .NET installation that runs this process.</summary>
internal static class Dotnet
{
    /// <summary>The <c>dotnet</c> program: three folders above the shared runtime (<c>shared/Microsoft.NETCore.App/10.0.x/</c>).</summary>
    public static string Program { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>Keeps the SDK quiet.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
    };
}
