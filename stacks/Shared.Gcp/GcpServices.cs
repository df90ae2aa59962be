using Pulumi;
using Pulumi.Gcp.Projects;

namespace CloudStacks.Shared.Gcp;

/// <summary>
/// The APIs that a program uses, switched on in the project. They stay on when the stack goes, because other things in the project may use
/// them; whatever needs one waits for it.
/// </summary>
public sealed class GcpServices : ComponentResource
{
    /// <param name="name">The component's name; the names of its children start with it.</param>
    /// <param name="place">The project.</param>
    /// <param name="services">The APIs by their first word, such as <c>run</c> for <c>run.googleapis.com</c>.</param>
    /// <param name="options">The component's options.</param>
    public GcpServices(string name, GcpPlace place, IEnumerable<string> services, ComponentResourceOptions? options = null)
        : base("cloudstacks:gcp:Services", name, options)
    {
        foreach (var service in services)
        {
            _ = new Service($"{name}-{service}", new ServiceArgs
            {
                Project = place.Project,
                ServiceName = $"{service}.googleapis.com",
                DisableOnDestroy = false,
            }, new CustomResourceOptions { Parent = this });
        }
        RegisterOutputs();
    }
}
