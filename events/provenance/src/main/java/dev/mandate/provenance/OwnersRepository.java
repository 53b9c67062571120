package dev.mandate.provenance;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code owner/name}, as people write a repository, of a call that takes the two apart: {@code {"owner": "acme", "repo": "app"}}. */
final class OwnersRepository {
    private static final Set<String> OWNERS =
            Set.of("owner", "org", "organization", "organisation", "workspace", "namespace");
    private static final Set<String> NAMES =
            Set.of("repo", "repository", "repo_name", "reponame", "repo_slug", "reposlug");
    /** In characters, of either: longer ones are no names. */
    private static final int LONGEST = 128;

    private OwnersRepository() {}

    /** Null where the arguments aren't one. */
    static @Nullable Identifier in(Map<?, ?> arguments) {
        var owner = named(arguments, OWNERS);
        if (owner == null) return null;
        var name = named(arguments, NAMES);
        return name == null ? null : Identifier.of(owner + "/" + name);
    }

    private static @Nullable String named(Map<?, ?> arguments, Set<String> names) {
        for (var argument : arguments.entrySet())
            if (argument.getValue() instanceof String value
                    && names.contains(LowerCase.of(String.valueOf(argument.getKey())))
                    && !value.isBlank()
                    && value.length() <= LONGEST
                    && value.indexOf('/') < 0) return value.strip();
        return null;
    }
}
