package dev.mandate.identity.tokens;

import dev.mandate.events.authz.Authentication;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.identity.delegations.Chain;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token says, before times and signature.
 *
 * @param actors agents that act for the subject, the present one first; empty where he acts himself
 * @param notBefore the latest instant before which tokens of someone in it are void; its {@code iat} is not earlier
 * @param end it never outlives this; null for no limit but the configured one
 * @param authentication how the subject signed in; unknown wherever someone acts for him, since it wasn't he who asked
 * @param identityProvider whose word signed the subject in; null where he showed a credential here, or someone acts for him
 * @param authorized by which sign-in here it came about; null where by none
 * @param surfaces on which a trusted issuer's word puts whoever gets it, by id, each with that issuer
 */
public record TokenContent(
        String subject,
        String clientId,
        Set<String> scopes,
        List<String> audience,
        List<IdentityId> actors,
        @Nullable DelegationId delegation,
        @Nullable SessionId session,
        Instant notBefore,
        @Nullable Instant end,
        Authentication authentication,
        @Nullable String identityProvider,
        @Nullable Authorized authorized,
        Map<String, String> surfaces) {
    /**
     * What a token depends on beside its person: both end at once for whoever asks here.
     *
     * @param id {@code aut_…}, what a person lets an application have
     * @param signIn {@code ses_…}
     */
    public record Authorized(String id, String signIn) {}

    public TokenContent {
        scopes = Set.copyOf(scopes);
        audience = List.copyOf(audience);
        actors = List.copyOf(actors);
        surfaces = Map.copyOf(surfaces);
        if (!actors.isEmpty() && !authentication.equals(Authentication.UNKNOWN)) {
            throw new IllegalArgumentException("an agent's token must not pass for its person's sign-in");
        }
    }

    public static TokenContent of(String subject, String clientId, GrantedAccess granted, Instant notBefore) {
        return new TokenContent(
                subject,
                clientId,
                granted.scopes(),
                granted.audience(),
                List.of(),
                null,
                null,
                notBefore,
                null,
                Authentication.UNKNOWN,
                null,
                null,
                Map.of());
    }

    /** For the person of this task, by the agents that it went through. */
    public static TokenContent inTask(
            Chain task, String clientId, GrantedAccess granted, Instant notBefore, Instant end) {
        return new TokenContent(
                task.person().value(),
                clientId,
                granted.scopes(),
                granted.audience(),
                task.actors(),
                task.leaf().delegation(),
                task.leaf().session(),
                notBefore,
                end,
                Authentication.UNKNOWN,
                null,
                null,
                Map.of());
    }

    public TokenContent until(@Nullable Instant latest) {
        return new TokenContent(
                subject,
                clientId,
                scopes,
                audience,
                actors,
                delegation,
                session,
                notBefore,
                latest,
                authentication,
                identityProvider,
                authorized,
                surfaces);
    }

    /**
     * The same, on these surfaces too; of two that stand for one surface these do.
     *
     * @param others by id, each with the issuer that stands for it
     */
    public TokenContent on(Map<String, String> others) {
        var all = new HashMap<>(surfaces);
        all.putAll(others);
        return new TokenContent(
                subject,
                clientId,
                scopes,
                audience,
                actors,
                delegation,
                session,
                notBefore,
                end,
                authentication,
                identityProvider,
                authorized,
                all);
    }

    /**
     * A person signed in.
     *
     * @param issuer who vouched for him; null where he showed a credential here
     * @param by his sign-in here; null where there was none
     */
    public TokenContent signedIn(Authentication how, @Nullable String issuer, @Nullable Authorized by) {
        return new TokenContent(
                subject,
                clientId,
                scopes,
                audience,
                actors,
                delegation,
                session,
                notBefore,
                end,
                how,
                issuer,
                by,
                surfaces);
    }

    /** Not before this, either. */
    TokenContent from(@Nullable Instant earliest) {
        if (earliest == null || !earliest.isAfter(notBefore)) return this;
        return new TokenContent(
                subject,
                clientId,
                scopes,
                audience,
                actors,
                delegation,
                session,
                earliest,
                end,
                authentication,
                identityProvider,
                authorized,
                surfaces);
    }

    public static Instant notBefore(Collection<IdentityState> identities) {
        return identities.stream()
                .map(IdentityState::tokensVoidBefore)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }
}
