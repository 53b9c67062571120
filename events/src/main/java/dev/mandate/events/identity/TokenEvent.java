package dev.mandate.events.identity;

import com.fasterxml.jackson.annotation.JsonView;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.NewMember;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Facts on {@code identity.tokens.v1}, keyed by {@link #subject()}: each sign-in of a person, and of what machines get, sums. No token
 * is ever here.
 */
public sealed interface TokenEvent {
    EventFamily<TokenEvent> FAMILY = new EventFamily<>(
            TopicCatalogue.IDENTITY_TOKENS,
            Map.of(
                    "identity.signed-in.v1",
                    SignedIn.class,
                    "identity.tokens-issued.v1",
                    Issued.class,
                    "identity.authorization-revoked.v1",
                    AuthorizationRevoked.class,
                    "identity.authorization-answered.v1",
                    AuthorizationAnswered.class,
                    "identity.cross-app-granted.v1",
                    CrossAppGranted.class),
            TokenEvent::subject);

    String subject();

    /**
     * A person got a token by an assertion, or signed in here for an application.
     *
     * @param client through which client; the issuer where there was none
     * @param issuer who vouched for him; Mandate's own where he signed in here
     * @param token {@code jti} of the token
     * @param acr how strongly he signed in, by the names that count here; null where the assertion didn't say
     * @param amr by which methods
     * @param authenticatedAt when; null where the assertion didn't say
     * @param device on which, as {@link KnownDevice} names it; null where the issuer hasn't said
     * @param surfaces on which somebody's word put him, by id, each with the issuer that stood for it: who signed him in, or an attester of the client; null where nobody did
     */
    record SignedIn(
            IdentityId person,
            String client,
            String issuer,
            String token,
            List<String> scopes,
            @Nullable String acr,
            List<String> amr,
            @Nullable Instant authenticatedAt,
            @Nullable String device,
            @JsonView(NewMember.class) @Nullable Map<String, String> surfaces)
            implements TokenEvent {
        /** On no surface that somebody stood for. */
        public SignedIn(
                IdentityId person,
                String client,
                String issuer,
                String token,
                List<String> scopes,
                @Nullable String acr,
                List<String> amr,
                @Nullable Instant authenticatedAt,
                @Nullable String device) {
            this(person, client, issuer, token, scopes, acr, amr, authenticatedAt, device, null);
        }

        public SignedIn {
            Objects.requireNonNull(person, "person is missing");
            Objects.requireNonNull(client, "client is missing");
            Objects.requireNonNull(issuer, "issuer is missing");
            Objects.requireNonNull(token, "token is missing");
            scopes = scopes == null ? List.of() : List.copyOf(scopes);
            amr = amr == null ? List.of() : List.copyOf(amr);
            surfaces = surfaces == null || surfaces.isEmpty()
                    ? null
                    : Collections.unmodifiableMap(new TreeMap<>(surfaces));
        }

        @Override
        public String subject() {
            return person.value();
        }
    }

    /**
     * How many tokens a client was given in one minute. What is told of a minute may come in parts: their sum is the number.
     *
     * @param client client id, for an agent its identity id
     * @param minute its first instant
     * @param own in its own right
     * @param delegated bound to a delegation
     * @param narrowed in exchange for one that it had, or by a refresh token
     */
    record Issued(String client, Instant minute, long own, long delegated, long narrowed) implements TokenEvent {
        public Issued {
            Objects.requireNonNull(client, "client is missing");
            Objects.requireNonNull(minute, "minute is missing");
            if (own < 0 || delegated < 0 || narrowed < 0)
                throw new IllegalArgumentException("a number of tokens is at least 0");
        }

        @Override
        public String subject() {
            return client;
        }
    }

    /**
     * What a person let an application have doesn't count any more.
     *
     * @param authorization {@code aut_…}
     * @param reason a code: what was shown twice ({@code code_replayed}, {@code refresh_token_reused}), or who ended it
     */
    record AuthorizationRevoked(IdentityId person, String client, String authorization, String reason)
            implements TokenEvent {
        public AuthorizationRevoked {
            Objects.requireNonNull(person, "person is missing");
            Objects.requireNonNull(client, "client is missing");
            Objects.requireNonNull(authorization, "authorization is missing");
            Objects.requireNonNull(reason, "reason is missing");
        }

        @Override
        public String subject() {
            return person.value();
        }
    }

    /**
     * A person was asked on a page what a client may have in his name, and answered.
     *
     * @param way where he was asked: {@code device} for a device without a browser, {@code page} on the way from an application
     * @param scopes what he agreed to; empty where he refused
     * @param authorization {@code aut_…}; null where he refused
     * @param delegation the task that he agreed to; null where it was none, or he refused
     * @param task what of it he agreed to; null where it was none, or he refused, and in records from before it was kept
     */
    record AuthorizationAnswered(
            IdentityId person,
            String client,
            String way,
            boolean agreed,
            List<String> scopes,
            @Nullable String authorization,
            @Nullable DelegationId delegation,
            @Nullable AgreedTask task)
            implements TokenEvent {
        /** To no task. */
        public AuthorizationAnswered(
                IdentityId person,
                String client,
                String way,
                boolean agreed,
                List<String> scopes,
                @Nullable String authorization,
                @Nullable DelegationId delegation) {
            this(person, client, way, agreed, scopes, authorization, delegation, null);
        }

        public AuthorizationAnswered {
            Objects.requireNonNull(person, "person is missing");
            Objects.requireNonNull(client, "client is missing");
            Objects.requireNonNull(way, "way is missing");
            scopes = scopes == null ? List.of() : List.copyOf(scopes);
            if (agreed == (authorization == null))
                throw new IllegalArgumentException("there is an authorization just where he agreed");
        }

        @Override
        public String subject() {
            return person.value();
        }
    }

    /**
     * A client was given an assertion (ID-JAG) by which it acts for a person at an authorization server elsewhere.
     *
     * @param client ours, an agent's identity id where an agent acts for him
     * @param audience issuer of the authorization server, which alone may take it
     * @param clientThere as which the client is known there
     * @param resource for which it is there; null where none is named
     * @param scopes for which, as they are called there
     * @param token its {@code jti}
     * @param delegation the task within which an agent acts; null where the person has signed in to the client
     */
    record CrossAppGranted(
            IdentityId person,
            String client,
            String audience,
            String clientThere,
            @Nullable String resource,
            List<String> scopes,
            String token,
            @Nullable DelegationId delegation)
            implements TokenEvent {
        public CrossAppGranted {
            Objects.requireNonNull(person, "person is missing");
            Objects.requireNonNull(client, "client is missing");
            Objects.requireNonNull(audience, "audience is missing");
            Objects.requireNonNull(clientThere, "clientThere is missing");
            scopes = scopes == null ? List.of() : List.copyOf(scopes);
            Objects.requireNonNull(token, "token is missing");
        }

        @Override
        public String subject() {
            return person.value();
        }
    }
}
