namespace CloudStacks.Catalog;

/// <summary>Whose service it is; <see cref="AnyCluster"/> is a Kubernetes cluster wherever it runs.</summary>
public enum Cloud { Aws, Google, Azure, AnyCluster }

/// <summary>Whether a service's program, local cloud and runbook exist and are tested.</summary>
public enum ServiceStatus { Planned, Working }
