namespace CloudStacks.LocalCloud.Services.Sqs;

/// <summary>A message as a receiver gets it.</summary>
/// <param name="Record">The message; its count holds this receive already.</param>
/// <param name="Receipt">What deletes it or changes its visibility, until it is received again.</param>
internal sealed record ReceivedMessage(MessageRecord Record, string Receipt);

/// <summary>How many messages a queue holds.</summary>
/// <param name="Visible">Messages that can be received now.</param>
/// <param name="InFlight">Messages that were received and are hidden.</param>
internal sealed record MessageCounts(int Visible, int InFlight);

/// <summary>SQS refuses a request; the code is the API's (https://github.com/boto/botocore/tree/1.43.11/botocore/data/sqs).</summary>
internal sealed class SqsException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;

    public static SqsException NoQueue(string queue) =>
        new("QueueDoesNotExist", $"The specified queue does not exist: {queue}. Only queues that the program declares exist.");
}
