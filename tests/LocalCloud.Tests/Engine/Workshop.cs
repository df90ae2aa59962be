using System.Collections.Immutable;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Tests.Engine;

/// <summary>Where tests deploy: a folder of its own, a provider of things, and a place in which everything can crash.</summary>
internal sealed class Workshop : IDisposable, IProgress<EngineEvent>
{
    private readonly ResourceModels? models;
    private readonly string project;

    /// <param name="models">The models to deploy with, in place of things.</param>
    /// <param name="project">The project, which is the service id where jobs run on what is deployed.</param>
    public Workshop(ResourceModels? models = null, string project = "workshop")
    {
        this.models = models;
        this.project = project;
        Store = new CrashingStore(Home, project, Crash) { FlushToDisk = false };
        Things = new ThingModel(Crash);
    }

    /// <summary>The folder above all stacks.</summary>
    public string Home { get; } = Directory.CreateTempSubdirectory("engine").FullName;

    public CrashPoint Crash { get; } = new();

    public StateStore Store { get; }

    public ThingModel Things { get; }

    public ImmutableDictionary<string, string> Config { get; set; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableHashSet<string> SecretKeys { get; set; } = [];

    /// <summary>The program's folder.</summary>
    public string Folder { get; set; } = ".";

    /// <summary>What happened, such as <c>Create a</c>.</summary>
    public List<string> Done { get; } = [];

    public string StateText => File.ReadAllText(Path.Combine(Store.Folder, "state.json"));

    /// <summary>Ids of the things that exist in the workshop, whatever the state says.</summary>
    public IReadOnlyList<string> Existing => Directory.Exists(Path.Combine(Store.DataRoot, "things"))
        ? [.. Directory.EnumerateFiles(Path.Combine(Store.DataRoot, "things")).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)]
        : [];

    public Task<Plan> PreviewAsync(Action program) => PreviewAsync(Declaring(program));

    public Task<Plan> PreviewAsync(PulumiProgram program) => Deployer().PreviewAsync(Program(program));

    public Task<StackState> UpAsync(Action program) => UpAsync(Declaring(program));

    public Task<StackState> UpAsync(PulumiProgram program)
    {
        Done.Clear();
        return Deployer().UpAsync(Program(program), this, TestContext.Current.CancellationToken);
    }

    public Task<StackState> DownAsync()
    {
        Done.Clear();
        return Deployer().DownAsync(this, TestContext.Current.CancellationToken);
    }

    public void Report(EngineEvent value)
    {
        if (value.Status == StepStatus.Done)
            Done.Add($"{value.Operation} {value.Resource.Name}");
    }

    public void Dispose() => Directory.Delete(Home, recursive: true);

    private Deployer Deployer() => new(Store, models ?? new ResourceModels([Things], []), TimeProvider.System);

    private StackProgram Program(PulumiProgram program) => new(project, "test", program, Config, SecretKeys) { Folder = Folder };

    private static PulumiProgram Declaring(Action declare) => () =>
    {
        declare();
        return new Dictionary<string, object?>();
    };

    private sealed class CrashingStore(string home, string project, CrashPoint crash) : StateStore(home, project, "test")
    {
        internal override void Save(StackRecord record)
        {
            crash.Pass();
            base.Save(record);
            crash.Pass();
        }

        internal override void Clear(bool keepData)
        {
            crash.Pass();
            base.Clear(keepData);
            crash.Pass();
        }
    }
}

/// <summary>Throws where a process would be killed, once, at the n-th place.</summary>
internal sealed class CrashPoint
{
    public int? At { get; set; }

    public int Passed { get; private set; }

    public void Pass()
    {
        if (Passed++ == At)
            throw new CrashException();
    }

    public void Reset(int? at) => (At, Passed) = (at, 0);
}

internal sealed class CrashException() : Exception("killed");
