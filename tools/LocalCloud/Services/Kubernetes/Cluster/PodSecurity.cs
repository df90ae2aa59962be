using CloudStacks.LocalCloud.Services.Kubernetes.Manifests;

namespace CloudStacks.LocalCloud.Services.Kubernetes.Cluster;

/// <summary>What a namespace's level of pod security lets in. https://kubernetes.io/docs/concepts/security/pod-security-standards/</summary>
internal static class PodSecurity
{
    /// <summary>Why pods of this kind are not let in, or null.</summary>
    public static string? Problem(string level, PodSpec pod)
    {
        if (level != "restricted")
        {
            // What the other levels forbid cannot be written in a manifest that is modelled.
            return null;
        }
        var violations = Violations(pod, pod.Containers[0]).ToList();
        return violations.Count == 0 ? null : $"violates PodSecurity \"restricted:latest\": {string.Join(", ", violations)}";
    }

    private static IEnumerable<string> Violations(PodSpec pod, Container container)
    {
        var own = container.SecurityContext;
        if (own.AllowPrivilegeEscalation != false)
            yield return $"allowPrivilegeEscalation != false (container \"{container.Name}\" must set securityContext.allowPrivilegeEscalation=false)";
        if (own.Capabilities?.Drop.Contains("ALL") != true)
            yield return $"unrestricted capabilities (container \"{container.Name}\" must set securityContext.capabilities.drop=[\"ALL\"])";
        if ((own.RunAsNonRoot ?? pod.SecurityContext.RunAsNonRoot) != true)
            yield return $"runAsNonRoot != true (pod or container \"{container.Name}\" must set securityContext.runAsNonRoot=true)";
        if ((own.SeccompProfile ?? pod.SecurityContext.SeccompProfile)?.Type is not ("RuntimeDefault" or "Localhost"))
            yield return $"seccompProfile (pod or container \"{container.Name}\" must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")";
    }
}
