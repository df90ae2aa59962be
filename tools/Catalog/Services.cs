using System.Collections.Immutable;

namespace CloudStacks.Catalog;

/// <summary>The thirteen services, in the order of the docs.</summary>
public static class Services
{
    public static ImmutableArray<CloudService> All { get; } =
    [
        AwsBatch.Service,
        AwsLambda.Service,
        AwsStepFunctions.Service,
        AwsEcsFargate.Service,
        GcpDataflow.Service,
        GcpCloudFunctions.Service,
        GcpCloudRun.Service,
        GcpGke.Service,
        new("azure-batch", "Azure Batch", Cloud.Azure, ["az"]),
        new("azure-functions", "Azure Functions", Cloud.Azure, ["az"]),
        new("azure-logic-apps", "Azure Logic Apps", Cloud.Azure, ["az"]),
        new("azure-container-instances", "Azure Container Instances", Cloud.Azure, ["az"]),
        new("kubernetes", "Kubernetes (Multi-Cloud)", Cloud.AnyCluster, ["kubectl"]),
    ];

    /// <summary>The service of an id, or null.</summary>
    public static CloudService? Find(string id) => All.FirstOrDefault(service => service.Id == id);
}
