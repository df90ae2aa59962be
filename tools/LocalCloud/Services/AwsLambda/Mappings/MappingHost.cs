using CloudStacks.LocalCloud.Identity;
using CloudStacks.LocalCloud.Services.Lambda;
using CloudStacks.LocalCloud.Services.Sqs;

namespace CloudStacks.LocalCloud.Services.AwsLambda.Mappings;

/// <summary>What mappings work with.</summary>
internal sealed record MappingHost(
    MessageQueues Queues, LambdaFunctions Functions, IamAuthorizer Authorizer, TicketBoard Board, string Region, string DataRoot, TimeProvider Clock);
