namespace CloudStacks.LocalCloud.Services.GcpDataflow.Jobs;

/// <summary>What the processes of bundles run.</summary>
/// <param name="Worker">The packaged worker: the program and its first arguments.</param>
/// <param name="FindBeam">Looks for Beam's direct runner with the pipeline: its command line up to the options, or null where this machine has none.</param>
internal sealed record WorkerCommands(IReadOnlyList<string> Worker, Func<IReadOnlyList<string>?> FindBeam)
{
    private readonly Lazy<IReadOnlyList<string>?> _beam = new(FindBeam);

    /// <summary>Beam's direct runner; looked for when it is first asked for.</summary>
    public IReadOnlyList<string>? Beam => _beam.Value;

    /// <summary>Program and arguments for an element.</summary>
    public IReadOnlyList<string> Of(JobRecord job, BundleKind kind, int slice) => kind switch
    {
        BundleKind.Map => [.. Worker, .. job.Launch.Pipeline.Map(slice)],
        BundleKind.Reduce => [.. Worker, .. job.Launch.Pipeline.Reduce()],
        // A job that began under the direct runner ends under it.
        _ => Beam is null ? throw new Tasks.TaskStartException("apache_beam cannot be imported any more; install it again, or start the job anew")
            : [.. Beam, .. job.Launch.Pipeline.Options(), $"--worker={string.Join(' ', Worker.Select(Quoted))}"],
    };

    // The pipeline splits the command line as a shell does.
    private static string Quoted(string word) => $"'{word.Replace("'", "'\"'\"'", StringComparison.Ordinal)}'";
}
