using System.ComponentModel;
using System.Diagnostics;

namespace CloudStacks.LocalCloud.Services.GcpDataflow.Jobs;

/// <summary>Beam's direct runner, where this machine has it.</summary>
internal static class BeamPython
{
    private const string Python = "python3";
    private const string Program = "workloads/beam/pipeline.py";

    /// <summary>The command line that runs the pipeline, up to its options; null where <c>apache_beam</c> cannot be imported.</summary>
    public static IReadOnlyList<string>? Find() => Pipeline() is { } program && CanImportBeam() ? [Python, program, "--runner=DirectRunner"] : null;

    // Its specification is found without loading it, which takes seconds. Tasks get neither the variables nor the home of whoever calls, so that what only
    // these make visible does not count (-I).
    private static bool CanImportBeam()
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo(Python, ["-I", "-c", "import importlib.util, sys; sys.exit(importlib.util.find_spec('apache_beam') is None)"]) { RedirectStandardError = true });
            python!.StandardError.ReadToEnd();
            python.WaitForExit();
            return python.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static string? Pipeline()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var program = Path.Combine(folder.FullName, Program);
            if (File.Exists(program))
            {
                return program;
            }
        }
        return null;
    }
}
