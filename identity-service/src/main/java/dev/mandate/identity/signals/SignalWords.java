package dev.mandate.identity.signals;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.SignalEvent;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.identities.Strength;
import dev.mandate.identity.sessions.SignInProof;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What identity-service puts on record, in the words of CAEP and RISC. What ended is told, never why somebody typed it. */
final class SignalWords {
    /** What levels are named by; the guide says so to receivers, as CAEP has it of names that it doesn't know. */
    private static final String ACR_NAMESPACE = "urn:mandate:acr";

    /** The claim, and the scope by which tokens have it. */
    private static final String GROUPS = "groups";

    private final String issuer;

    /** @param issuer by which receivers know who speaks, and whose ids these are */
    SignalWords(String issuer) {
        this.issuer = issuer;
    }

    /** Sign-ins that were refused are for the trail alone, but for what they say of a credential. */
    Optional<Signal> of(SignalEvent fact) {
        if (fact instanceof SignalEvent.SessionEnded it)
            return Optional.of(sessionRevoked(
                    it.subject(),
                    it.signIn().value(),
                    it.at(),
                    it.initiatingEntity().name(),
                    it.reasonAdmin()));
        if (fact instanceof SignalEvent.SessionRevoked it)
            return Optional.of(sessionRevoked(
                    it.subject(),
                    it.session().value(),
                    it.at(),
                    it.initiatingEntity().name(),
                    it.reasonAdmin()));
        if (fact instanceof SignalEvent.RiskLevelChange it) return Optional.of(riskLevel(it));
        if (fact instanceof SignalEvent.SessionEstablished it) return Optional.of(established(it));
        if (fact instanceof SignalEvent.SignInRefused it) return compromise(it);
        return fact instanceof SignalEvent.CredentialChange it ? Optional.of(credential(it)) : Optional.empty();
    }

    /** A delegation that was revoked: whatever was handed out under it doesn't count any more. Under what somebody only agreed to nothing is. */
    Optional<Signal> of(DelegationState state, Instant at) {
        return state.deleted() || state.agreed() != null || state.status() != DelegationState.Status.REVOKED
                ? Optional.empty()
                : Optional.of(sessionRevoked(
                        state.delegator(),
                        state.delegation().value(),
                        at,
                        "system",
                        word(String.valueOf(state.statusReason()))));
    }

    /** What an application had of somebody: its tokens name it as {@code authorization_id}. */
    Optional<Signal> of(TokenEvent fact, Instant at) {
        return fact instanceof TokenEvent.AuthorizationRevoked it
                ? Optional.of(sessionRevoked(it.person(), it.authorization(), at, "system", it.reason()))
                : Optional.empty();
    }

    /** From the one to the other: whatever was handed out to it before doesn't count any more. */
    Signal allRevoked(IdentityState state, Instant at) {
        var key = "all/" + state.identity().value() + '/' + state.tokensVoidBefore();
        return signal(
                SignalType.SESSION_REVOKED, key, state.identity(), user(state.identity()), at, new LinkedHashMap<>());
    }

    /** @param above of those that were stopped at once, and of which one stands above it, the first */
    Signal revokedWith(IdentityState above, IdentityId agent, Instant at) {
        var event = new LinkedHashMap<String, Object>();
        event.put("initiating_entity", "system");
        event.put("reason_admin", Map.of("en", "parent_inactive"));
        var key = "below/" + agent.value() + '/' + above.identity().value() + '/' + above.revision();
        return signal(SignalType.SESSION_REVOKED, key, agent, user(agent), at, event);
    }

    Signal account(IdentityState state, boolean enabled, Instant at) {
        var key = "account/" + state.identity().value() + '/' + state.revision();
        var type = enabled ? SignalType.ACCOUNT_ENABLED : SignalType.ACCOUNT_DISABLED;
        return signal(type, key, state.identity(), user(state.identity()), at, new LinkedHashMap<>());
    }

    /** Nothing but its id is left. */
    Optional<Signal> purged(IdentityState state, Instant at) {
        var whose = state.identity();
        return state.deleted()
                ? Optional.of(signal(
                        SignalType.ACCOUNT_PURGED,
                        "purged/" + whose.value(),
                        whose,
                        user(whose),
                        at,
                        new LinkedHashMap<>()))
                : Optional.empty();
    }

    /** Of a session that goes on: by another credential it may count for less, too. */
    Optional<Signal> assurance(SignalEvent.SessionEstablished it) {
        var before = it.acrBefore();
        if (before == null || before.equals(it.acr())) return Optional.empty();
        var event = new LinkedHashMap<String, Object>();
        event.put("namespace", ACR_NAMESPACE);
        event.put("current_level", it.acr());
        event.put("previous_level", before);
        var change = level(it.acr()).compareTo(level(before));
        if (change != 0) event.put("change_direction", change > 0 ? "increase" : "decrease");
        event.put("initiating_entity", "user");
        var signIn = it.signIn().value();
        return Optional.of(signal(
                SignalType.ASSURANCE_LEVEL_CHANGE,
                "assurance/" + signIn + '/' + it.at(),
                it.subject(),
                session(it.subject(), signIn),
                it.at(),
                event));
    }

    private static Strength level(String acr) {
        return SignInProof.STRENGTHS.getOrDefault(acr, Strength.NONE);
    }

    /** As tokens have it: none where there are none, or more than fit. */
    Signal groups(IdentityId whose, List<String> groups, Instant at) {
        var event = new LinkedHashMap<String, Object>();
        event.put("claims", Map.of(GROUPS, groups));
        var key = "groups/" + whose.value() + '/' + UUID.randomUUID();
        return signal(SignalType.TOKEN_CLAIMS_CHANGE, key, whose, user(whose), at, event, GROUPS);
    }

    /** Another credential in a sign-in that he had is told so too, with how strong it is now. From where he came is his own. */
    private Signal established(SignalEvent.SessionEstablished it) {
        var event = new LinkedHashMap<String, Object>();
        event.put("acr", it.acr());
        event.put("amr", it.amr());
        event.put("initiating_entity", "user");
        var signIn = it.signIn().value();
        return signal(
                SignalType.SESSION_ESTABLISHED,
                "established/" + signIn + '/' + it.at(),
                it.subject(),
                session(it.subject(), signIn),
                it.at(),
                event);
    }

    /** A passkey whose counter went back: there may be two of it. */
    private Optional<Signal> compromise(SignalEvent.SignInRefused it) {
        var whose = it.subject();
        if (it.reason() != SignalEvent.SignInProblem.COUNTER || whose == null) return Optional.empty();
        var event = new LinkedHashMap<String, Object>();
        event.put("credential_type", SignalEvent.CredentialType.FIDO2.name().toLowerCase(Locale.ROOT));
        event.put("initiating_entity", "system");
        var key = "compromise/" + whose.value() + '/' + it.at();
        return Optional.of(signal(SignalType.CREDENTIAL_COMPROMISE, key, whose, user(whose), it.at(), event));
    }

    private Signal sessionRevoked(IdentityId whose, String session, Instant at, String by, String reason) {
        var event = new LinkedHashMap<String, Object>();
        event.put("initiating_entity", by.toLowerCase(Locale.ROOT));
        event.put("reason_admin", Map.of("en", reason));
        return signal(SignalType.SESSION_REVOKED, "session/" + session, whose, session(whose, session), at, event);
    }

    private Signal riskLevel(SignalEvent.RiskLevelChange it) {
        var event = new LinkedHashMap<String, Object>();
        event.put("principal", "SESSION");
        event.put("current_level", it.currentLevel().name());
        event.put("initiating_entity", "policy");
        var key = "risk/" + it.session().value() + '/' + (it.finding() == null ? it.at() : it.finding());
        return signal(
                SignalType.RISK_LEVEL_CHANGE,
                key,
                it.subject(),
                session(it.subject(), it.session().value()),
                it.at(),
                event);
    }

    /** What the person calls his key is his own. */
    private Signal credential(SignalEvent.CredentialChange it) {
        var event = new LinkedHashMap<String, Object>();
        event.put("credential_type", it.credentialType().name().toLowerCase(Locale.ROOT));
        event.put("change_type", it.changeType().name().toLowerCase(Locale.ROOT));
        event.put("initiating_entity", it.initiatingEntity().name().toLowerCase(Locale.ROOT));
        var key = "credential/" + UUID.randomUUID();
        return signal(SignalType.CREDENTIAL_CHANGE, key, it.subject(), user(it.subject()), it.at(), event);
    }

    private Signal signal(
            SignalType type,
            String key,
            IdentityId whose,
            Map<String, Object> subject,
            Instant at,
            Map<String, Object> event) {
        return signal(type, key, whose, subject, at, event, null);
    }

    private Signal signal(
            SignalType type,
            String key,
            IdentityId whose,
            Map<String, Object> subject,
            Instant at,
            Map<String, Object> event,
            @Nullable String scope) {
        event.put("event_timestamp", at.getEpochSecond());
        return new Signal(
                type.uri(), key, whose.value(), Map.of("sub_id", subject, "events", Map.of(type.uri(), event)), scope);
    }

    private Map<String, Object> user(IdentityId id) {
        return Map.of("format", "iss_sub", "iss", issuer, "sub", id.value());
    }

    /** SSF 1.0 section 3.2, complex subjects. */
    private Map<String, Object> session(IdentityId whose, String session) {
        return Map.of("format", "complex", "user", user(whose), "session", Map.of("format", "opaque", "id", session));
    }

    /** A reason's first word is ours, such as {@code left}; what follows somebody may have typed. */
    private static String word(String reason) {
        return reason.split("[: ]", 2)[0];
    }

    /** Of one stream itself. */
    static Map<String, Object> ofStream(String stream, String type, Map<String, Object> event) {
        return Map.of("sub_id", Map.of("format", "opaque", "id", stream), "events", Map.of(type, event));
    }

    /** Back-Channel Logout 1.0 section 2.4. */
    static Map<String, Object> logout(String person, @Nullable String signIn) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("sub", person);
        if (signIn != null) claims.put("sid", signIn);
        claims.put("events", Map.of(SignalType.LOGOUT, Map.of()));
        return claims;
    }

    /** What names somebody whom we know: by {@code iss_sub} of our own, or {@code opaque}. */
    Optional<String> subject(@Nullable Map<String, Object> subject) {
        if (subject == null || !(subject.get("format") instanceof String format)) return Optional.empty();
        var id = format.equals("iss_sub") && issuer.equals(subject.get("iss"))
                ? subject.get("sub")
                : format.equals("opaque") ? subject.get("id") : null;
        return id instanceof String text ? IdentityId.parse(text).map(IdentityId::value) : Optional.empty();
    }

    static List<String> formats() {
        return List.of("iss_sub", "opaque");
    }
}
