package dev.mandate.identity.clients;

import dev.mandate.identity.clients.Client.Application;
import dev.mandate.identity.clients.metadata.GrantTypes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an agent asks people for tasks: at a browser that comes back to it, or by a code that they type.
 *
 * @param grants beside those of machines
 */
public record InteractiveAgent(Application application, Set<String> grants) {
    public InteractiveAgent {
        grants = Set.copyOf(grants);
    }

    /**
     * Empty for one that asks nobody.
     *
     * @param grants as they were named
     * @throws IllegalArgumentException in words, for what doesn't go together
     */
    public static Optional<InteractiveAgent> of(@Nullable List<String> redirectUris, @Nullable List<String> grants) {
        var named = new HashSet<String>(grants == null ? List.of() : grants);
        if (!Set.of(GrantTypes.AUTHORIZATION_CODE, GrantTypes.DEVICE_CODE).containsAll(named))
            throw new IllegalArgumentException("an agent asks people by " + GrantTypes.AUTHORIZATION_CODE
                    + ", for which it has redirectUris, or by " + GrantTypes.DEVICE_CODE);
        var returns = redirectUris != null && !redirectUris.isEmpty();
        if (returns) named.add(GrantTypes.AUTHORIZATION_CODE);
        if (!returns && named.contains(GrantTypes.AUTHORIZATION_CODE))
            throw new IllegalArgumentException("a client that uses authorization_code has redirectUris");
        return Optional.ofNullable(
                        NewApplication.of(redirectUris, null, null, List.copyOf(named), false, false, null, false))
                .map(application -> new InteractiveAgent(application, named));
    }
}
