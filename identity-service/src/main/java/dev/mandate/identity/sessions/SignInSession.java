package dev.mandate.identity.sessions;

import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SignInSessionId;
import dev.mandate.identity.identities.Strength;
import dev.mandate.identity.postures.NamedDevice;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person's sign-in in one browser.
 *
 * @param authenticatedAt when he last showed a credential in it
 * @param acr how strongly, by the names that policies use
 * @param amr by which methods
 * @param address from where he signed in
 * @param browser what it calls itself; may be empty
 * @param endsAt at the latest
 * @param issuer of the provider elsewhere that vouched for him; null where he showed a credential here
 * @param on which device, as the provider says; null where that isn't known
 * @param surfaces on which the provider's word puts him, by id, each with the provider
 */
public record SignInSession(
        SignInSessionId id,
        IdentityId person,
        Instant createdAt,
        Instant authenticatedAt,
        String acr,
        Set<String> amr,
        String address,
        String browser,
        Instant lastUsedAt,
        Instant endsAt,
        @Nullable String issuer,
        @Nullable NamedDevice on,
        Map<String, String> surfaces) {
    public Strength strength() {
        return SignInProof.strength(acr, amr, issuer);
    }

    /** As policies and tokens name the device; null where it isn't known. */
    public @Nullable String device() {
        return on == null ? null : on.id();
    }
}
