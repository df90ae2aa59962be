using System.ComponentModel;
using System.Diagnostics;

namespace CloudStacks.Worker.Tests.Tasks;

/// <summary>The unit tests of workloads/beam, which need Python alone; those of the pipeline itself run where Beam is installed.</summary>
public sealed class BeamPipelineTests
{
    [Fact]
    public async Task PythonTestsPass()
    {
        var info = new ProcessStartInfo("python3", ["-B", "-m", "unittest", "discover", "-s", Folder()]) { RedirectStandardError = true };
        Process? python;
        try
        {
            python = Process.Start(info);
        }
        catch (Win32Exception)
        {
            Assert.Skip("python3 is not installed");
            return;
        }
        using (python)
        {
            var output = await python!.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await python.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(python.ExitCode == 0, output);
            Assert.Contains("OK", output, StringComparison.Ordinal);
        }
    }

    static string Folder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "global.json")))
            folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "workloads", "beam");
    }
}
