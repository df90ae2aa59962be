using CloudStacks.Catalog;
using CloudStacks.Cli.Options;

namespace CloudStacks.Cli.Places;

/// <summary>Finds the stacks that a command line names.</summary>
internal static class Deployments
{
    /// <summary>One stack per service, in the place that was asked for.</summary>
    /// <param name="host">The host.</param>
    /// <param name="settings">Settings that have been validated.</param>
    /// <param name="say">Takes what every person should know.</param>
    /// <param name="detail">Takes a line per resource and step.</param>
    public static IEnumerable<IDeployment> Of(CliHost host, PlaceSettings settings, Action<string> say, Action<string> detail) =>
        ServiceIds.Resolve(settings.Ids).Select(service => Open(host, settings, service, say, detail));

    private static IDeployment Open(CliHost host, PlaceSettings settings, CloudService service, Action<string> say, Action<string> detail)
    {
        var home = host.Home(settings.Home);
        return settings.Cloud
            ? new CloudDeployment(host, service, settings.Stack, home, detail)
            : new LocalDeployment(host, service, settings.Stack, home, say, detail);
    }
}
