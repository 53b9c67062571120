package dev.mandate.identity.authorize;

import dev.mandate.identity.identities.Identities;
import dev.mandate.identity.identities.PersonProfile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What scopes tell an application of a person, at userinfo and in ID tokens alike, since some read these alone. Needs a session.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims">OpenID Connect Core section 5.4</a>
 */
@ApplicationScoped
class ProfileClaims {
    private final Identities identities;

    ProfileClaims(Identities identities) {
        this.identities = identities;
    }

    /** Each null where its scope isn't asked for, or nothing is known. */
    record Told(
            @Nullable String name,
            @Nullable String username,
            @Nullable String email,
            @Nullable List<String> groups) {
        Map<String, Object> claims() {
            var claims = new LinkedHashMap<String, Object>();
            if (name != null) claims.put("name", name);
            if (username != null) claims.put("preferred_username", username);
            if (email != null) claims.put("email", email);
            if (groups != null) claims.put("groups", groups);
            return claims;
        }
    }

    Uni<Told> of(PersonProfile person, Set<String> scopes) {
        var profile = scopes.contains("profile");
        var told = new Told(
                profile ? person.state().displayName() : null,
                profile ? person.state().employeeId() : null,
                scopes.contains("email") ? person.email() : null,
                null);
        if (!scopes.contains("groups")) return Uni.createFrom().item(told);
        return identities
                .groups(person.state().identity())
                .map(groups -> new Told(told.name, told.username, told.email, groups.isEmpty() ? null : groups));
    }
}
