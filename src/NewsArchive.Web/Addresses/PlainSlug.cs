using Microsoft.AspNetCore.Routing.Constraints;

namespace NewsArchive.Web.Addresses;

/// <summary>The readable end of an address has no dot: what follows one is a suffix.</summary>
internal sealed class PlainSlug() : RegexRouteConstraint("^[^.]+$");
