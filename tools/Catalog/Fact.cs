namespace CloudStacks.Catalog;

/// <summary>One figure or rule of a service as its source states it.</summary>
/// <param name="Id">A name that is unique within the service, such as <c>array-size-max</c>.</param>
/// <param name="Value">The figure or rule, in the unit of <paramref name="Unit"/>.</param>
/// <param name="Unit">The unit, or what kind of statement it is.</param>
/// <param name="Source">The page that states it.</param>
/// <param name="Date">The day for which the source holds: its own date where it has one, else the day it was read.</param>
public sealed record Fact(string Id, string Value, string Unit, string Source, string Date);
