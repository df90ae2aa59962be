using CloudStacks.LocalCloud.Engine;

namespace CloudStacks.LocalCloud.Models.Gcp;

/// <summary>Grants of one role to one member. Nothing about them changes in place.</summary>
internal static class IamMembers
{
    public static IEnumerable<IResourceModel> All =>
    [
        new GcpModel("gcp:storage/bucketIAMMember:BucketIAMMember")
        {
            Id = "b/{bucket}/{role}/{member}", Fixed = ["bucket", "role", "member"], References = [new("bucket", GcpNames.Bucket, "Error 404: The specified bucket does not exist")],
        },
        // Granting twice grants once; whoever goes first takes the grant along.
        new GcpModel("gcp:projects/iAMMember:IAMMember") { MayBeShared = true, Id = "{project}/{role}/{member}", Fixed = ["role", "member"] },
        new GcpModel("gcp:serviceaccount/iAMMember:IAMMember")
        {
            Id = "{serviceAccountId}/{role}/{member}", Fixed = ["serviceAccountId", "role", "member"], References = [new("serviceAccountId", GcpNames.ServiceAccount, "Error 404: Unknown service account")],
        },
        new GcpModel("gcp:artifactregistry/repositoryIamMember:RepositoryIamMember")
        {
            Located = true, Id = "projects/{project}/locations/{location}/repositories/{repository}/{role}/{member}", Fixed = ["repository", "role", "member"],
            References = [new("repository", GcpNames.Repository, "Error 404: Requested entity was not found")],
        },
        new GcpModel("gcp:cloudrunv2/serviceIamMember:ServiceIamMember")
        {
            Located = true, Id = "projects/{project}/locations/{location}/services/{name}/{role}/{member}", Fixed = ["name", "role", "member"],
            References = [new("name", GcpNames.Function, "Error 404: Resource was not found")],
        },
        new GcpModel("gcp:cloudrunv2/jobIamMember:JobIamMember")
        {
            Located = true, Id = "projects/{project}/locations/{location}/jobs/{name}/{role}/{member}", Fixed = ["name", "role", "member"],
            References = [new("name", GcpNames.Job, "Error 404: Resource was not found")],
        },
    ];
}
