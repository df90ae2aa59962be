using System.Net;
using Amazon.S3;
using CloudStacks.LocalCloud.Tests.Storage;

namespace CloudStacks.LocalCloud.Tests.Identity;

/// <summary>The S3 endpoint does for a role what the program's policies allow, and nothing else.</summary>
public sealed class AuthorizationTests
{
    private const string Bucket = LocalStorage.Bucket;
    private const string BucketArn = $"arn:aws:s3:::{Bucket}";

    // One statement per thing that a worker does, and the request that needs it.
    private static readonly (string Action, string Resource, Func<AmazonS3Client, Task> Request)[] Needs =
    [
        ("s3:GetObject", $"{BucketArn}/input/*", s3 => s3.GetObjectAsync(Bucket, "input/a.csv")),
        ("s3:PutObject", $"{BucketArn}/jobs/*", s3 => s3.PutObjectAsync(ObjectTests.Create($"jobs/{Guid.NewGuid()}", "part"))),
        ("s3:ListBucket", BucketArn, s3 => s3.ListObjectsV2Async(new() { BucketName = Bucket })),
        ("s3:DeleteObject", $"{BucketArn}/scratch/*", s3 => s3.DeleteObjectAsync(Bucket, "scratch/x")),
    ];

    public static TheoryData<int> EveryStatement => new(Enumerable.Range(0, Needs.Length));

    [Theory]
    [MemberData(nameof(EveryStatement))]
    public async Task RemovingOneStatementDeniesExactlyItsRequest(int removed)
    {
        var statements = Needs.Where((_, index) => index != removed).Select(need => StateBuilder.Allow(need.Action, need.Resource)).ToArray();
        await using var storage = await LocalStorage.StartAsync(new StateBuilder().AddBucket().AddRole("worker", statements).Build());
        using (var person = storage.Client(storage.Vault.Issue(storage.Authorizer.Operator)))
        {
            await person.PutObjectAsync(ObjectTests.Create("input/a.csv", "data"), TestContext.Current.CancellationToken);
        }
        using var s3 = storage.Client();

        var denied = new List<string>();
        foreach (var (action, _, request) in Needs)
        {
            try
            {
                await request(s3);
            }
            catch (AmazonS3Exception refusal) when (refusal.ErrorCode == "AccessDenied")
            {
                denied.Add(action);
                Assert.StartsWith($"AccessDenied: {StateBuilder.RoleArn("worker")} may not {action} on {BucketArn}", refusal.Message, StringComparison.Ordinal);
                Assert.EndsWith("no statement allows it (add it to role 'worker')", refusal.Message, StringComparison.Ordinal);
            }
        }

        Assert.Equal([Needs[removed].Action], denied);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.NotFound)]
    [InlineData(false, HttpStatusCode.Forbidden)]
    public async Task AMissingKeyIs404OnlyForWhoMayList(bool mayList, HttpStatusCode expected)
    {
        string[] statements = [StateBuilder.Allow("s3:GetObject", $"{BucketArn}/*"), .. mayList ? [StateBuilder.Allow("s3:ListBucket", BucketArn)] : Array.Empty<string>()];
        await using var storage = await LocalStorage.StartAsync(new StateBuilder().AddBucket().AddRole("worker", statements).Build());
        using var s3 = storage.Client();

        var get = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.GetObjectAsync(Bucket, "absent", TestContext.Current.CancellationToken));
        var head = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.GetObjectMetadataAsync(Bucket, "absent", TestContext.Current.CancellationToken));

        Assert.Equal((expected, expected), (get.StatusCode, head.StatusCode));
    }

    [Fact]
    public async Task ABucketPolicyThatDemandsCreateOnlyWritesDeniesOthersEvenToThePerson()
    {
        var policy = StateBuilder.Policy($$"""
            { "Sid": "WriteOnce", "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "{{BucketArn}}/jobs/*",
              "Condition": { "Null": { "s3:if-none-match": "true" }, "Bool": { "s3:ObjectCreationOperation": "true" } } }
            """);
        await using var storage = await LocalStorage.StartAsync(LocalStorage.DefaultState().AddBucketPolicy(policy).Build());
        using var s3 = storage.Client();
        using var person = storage.Client(storage.Vault.Issue(storage.Authorizer.Operator));

        await s3.PutObjectAsync(ObjectTests.Create("jobs/1", "once"), TestContext.Current.CancellationToken);
        await s3.PutObjectAsync(new() { BucketName = Bucket, Key = "other/1", ContentBody = "x" }, TestContext.Current.CancellationToken);
        await s3.InitiateMultipartUploadAsync(Bucket, "jobs/2", TestContext.Current.CancellationToken);
        var worker = await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.PutObjectAsync(new() { BucketName = Bucket, Key = "jobs/3", ContentBody = "x" }));
        var keyboard = await Assert.ThrowsAsync<AmazonS3Exception>(() => person.PutObjectAsync(new() { BucketName = Bucket, Key = "jobs/3", ContentBody = "x" }));

        Assert.EndsWith($"statement 'WriteOnce' of the policy of bucket '{Bucket}' denies it", worker.Message, StringComparison.Ordinal);
        Assert.Contains("user/operator may not s3:PutObject", keyboard.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATlsOnlyBucketPolicyDoesNotShutOutTheLoopbackEndpoint()
    {
        var policy = StateBuilder.Policy($$"""
            { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["{{BucketArn}}", "{{BucketArn}}/*"],
              "Condition": { "Bool": { "aws:SecureTransport": "false" } } }
            """);
        await using var storage = await LocalStorage.StartAsync(LocalStorage.DefaultState().AddBucketPolicy(policy).Build());
        using var s3 = storage.Client();

        await s3.PutObjectAsync(ObjectTests.Create("k", "v"), TestContext.Current.CancellationToken);

        Assert.Equal("v", await ObjectTests.ReadAsync(s3, "k"));
    }
}
