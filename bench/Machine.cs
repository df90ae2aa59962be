using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CloudStacks.Bench;

/// <summary>Where figures were measured; they hold for such a machine only.</summary>
/// <param name="Os">Kernel and version.</param>
/// <param name="Processor">The processor's name.</param>
/// <param name="Processors">How many of them.</param>
/// <param name="Dotnet">The version of .NET.</param>
internal sealed record Machine(string Os, string Processor, int Processors, string Dotnet)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>This machine.</summary>
    public static Machine Here { get; } = new($"{(OperatingSystem.IsMacOS() ? "macOS" : "Linux")} {Environment.OSVersion.Version}", ProcessorName(), Environment.ProcessorCount, Environment.Version.ToString());

    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = FindRepository(new(AppContext.BaseDirectory));

    /// <summary>Writes a machine's results of one kind, in the place of the older ones.</summary>
    public static void Save<T>(string kind, IReadOnlyList<T> runs)
    {
        var name = string.Concat(Here.Processor.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        var file = Path.Combine(Repository, "bench", "results", string.Create(CultureInfo.InvariantCulture, $"{kind}-{name}-{Here.Processors}.json"));
        var date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        File.WriteAllText(file, JsonSerializer.Serialize(new { Date = date, Machine = Here, Runs = runs }, Json) + "\n");
        Console.WriteLine(Path.GetRelativePath(Repository, file));
    }

    private static string ProcessorName()
    {
        const string Info = "/proc/cpuinfo";
        var named = File.Exists(Info) ? File.ReadLines(Info).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return named?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string FindRepository(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "CloudStacks.sln")) ? folder.FullName : FindRepository(folder.Parent ?? throw new InvalidOperationException("started outside of a clone of the repository"));
}
