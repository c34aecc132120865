using System.Collections.Immutable;
using NewsArchive.Lines;
using NewsArchive.Notation;

namespace NewsArchive.Stories;

/// <summary>What of an article decides what it belongs with.</summary>
/// <param name="Entities">Archive-wide entities with the number of mentions.</param>
/// <param name="Terms">See <see cref="Fingerprint"/>.</param>
public sealed record StoryArticle(long Id, WrittenDate? Published, ImmutableDictionary<long, int> Entities, Fingerprint Terms);

/// <summary>An entity as the archive knows it.</summary>
/// <param name="Articles">Articles of the archive that name it.</param>
public sealed record KnownEntity(long Id, string Name, int Articles);
