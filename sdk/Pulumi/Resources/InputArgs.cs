using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A group of inputs: its members marked <see cref="InputAttribute"/>.</summary>
public abstract class InputArgs
{
    /// <summary>A group without values.</summary>
    protected InputArgs()
    {
    }

    /// <summary>
    /// The inputs by the provider's names. Throws <see cref="RunException"/> if a required one has no value.
    /// </summary>
    internal ImmutableDictionary<string, object?> ToDictionary()
    {
        var inputs = ImmutableDictionary.CreateBuilder<string, object?>();
        foreach (var member in InputMember.Of(GetType()))
        {
            var value = member.GetValue(this);
            if (value is null && member.Attribute.IsRequired)
            {
                throw new RunException(
                    $"{GetType()}.{member.Name} is required but has no value: set it (the provider calls it '{member.Attribute.Name}').");
            }
            inputs.Add(member.Attribute.Name, member.Attribute.Json && value is not null ? JsonInput.Create(value) : value);
        }
        return inputs.ToImmutable();
    }
}
