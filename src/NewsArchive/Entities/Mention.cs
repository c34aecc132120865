using System.Collections.Immutable;

namespace NewsArchive.Entities;

/// <summary><see cref="Group"/> holds nationalities, parties and religions.</summary>
public enum EntityKind { Person, Organisation, Place, Product, Event, Group, Other }

/// <summary>A name in the text. Offsets are UTF-16 code units into the body.</summary>
public sealed record Mention(int Start, int End, string Text);

/// <summary>Why two written names are one entity.</summary>
public sealed record Join(string Alias, string Reason);

/// <summary>Somebody or something named in one article.</summary>
/// <param name="Name">The fullest form in this article; for countries the usual name.</param>
/// <param name="Aliases">Other forms in this article.</param>
/// <param name="Country">ISO 3166-1 code of the country that a place lies in or a group belongs to, where
/// known.</param>
public sealed record Entity(
    string Name,
    EntityKind Kind,
    ImmutableArray<string> Aliases,
    ImmutableArray<Mention> Mentions,
    ImmutableArray<Join> Joins,
    string? Country);
