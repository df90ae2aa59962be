using System.Text.Json.Nodes;
using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Gcp;

/// <summary>An API that the project has switched on. It belongs to the project, so that it stays on when the stack goes.</summary>
internal sealed class ApiModel : GcpModel
{
    public ApiModel() : base(GcpNames.Service)
    {
        // Two programs in one stack may need the same API.
        MayBeShared = true;
        Id = "{project}/{service}";
        Fixed = ["service"];
        Mutable = ["disableOnDestroy"];
    }

    public override IEnumerable<string> Check(ResourceIdentity identity, JsonObject inputs)
    {
        foreach (var problem in base.Check(identity, inputs))
            yield return problem;
        if ((string?)inputs["service"] is not { } service || !service.EndsWith(".googleapis.com", StringComparison.Ordinal))
            yield return $"input 'service' is '{inputs["service"]}'; expected the name of an API such as run.googleapis.com";
        if ((bool?)inputs["disableOnDestroy"] == true)
            yield return "input 'disableOnDestroy' is true: the API would be switched off for everything else in the project when the stack goes; the local cloud models false";
    }
}
