using System.Text.Json.Nodes;

namespace CloudStacks.LocalCloud.Services.Aws;

/// <summary>One command of the AWS CLI that the local cloud answers.</summary>
internal abstract class AwsCommand
{
    /// <summary>The service's word on the command line, such as <c>batch</c>.</summary>
    public abstract string Service { get; }

    /// <summary>The command's word, such as <c>submit-job</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The options that it models.</summary>
    public abstract IReadOnlyList<AwsOption> Options { get; }

    /// <summary>The API operation, as error messages name it: <c>submit-job</c> calls SubmitJob.</summary>
    public string Operation => string.Concat(Name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    /// <summary>Answers the command; null prints nothing. Refuses with an <see cref="AwsRefusal"/>.</summary>
    public abstract JsonNode? Execute(AwsArguments arguments);
}
