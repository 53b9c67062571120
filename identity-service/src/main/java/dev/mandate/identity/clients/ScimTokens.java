package dev.mandate.identity.clients;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.ClientEvent.CredentialChanged.CredentialChange;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.identities.Requester;
import dev.mandate.identity.keys.RandomSecret;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that an identity provider shows as they are, for {@code /scim/v2} alone: Okta and Entra ID keep one such and ask nobody for
 * another. Each has an end, and at most two of a client count, so that the next is there before the last has ended. Every method needs a
 * transaction, but the reading ones a session.
 */
@ApplicationScoped
public class ScimTokens {
    /** What each begins with, so that scanners of secrets know one where it lies. */
    public static final String PREFIX = "mandate_scim_";

    private static final Set<String> SCOPES = Set.of("scim:read", "scim:write");

    private final ClientStore clients;
    private final OwnerDeadline deadline;
    private final TimedSecretStore secrets;
    private final TimedCredentials timed;
    private final ClientAdministration administration;
    private final Outbox outbox;
    private final InstantSource clock;

    ScimTokens(
            ClientStore clients,
            OwnerDeadline deadline,
            TimedSecretStore secrets,
            TimedCredentials timed,
            ClientAdministration administration,
            Outbox outbox,
            InstantSource clock) {
        this.clients = clients;
        this.deadline = deadline;
        this.secrets = secrets;
        this.timed = timed;
        this.administration = administration;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Whoever shows a token that counts.
     *
     * @param scopes what of SCIM's the client has now
     */
    public record Holder(String client, String token, Set<String> scopes) {
        public Holder {
            scopes = Set.copyOf(scopes);
        }
    }

    static String next() {
        return PREFIX + RandomSecret.next();
    }

    /** Whether it looks like one; nothing else is looked for. */
    public static boolean isOne(String text) {
        return text.startsWith(PREFIX) && text.length() == PREFIX.length() + RandomSecret.LENGTH;
    }

    /** Empty for one that doesn't count, or whose client is stopped or may not any more. */
    public Uni<Optional<Holder>> holder(String token) {
        return secrets.ofHash(RandomSecret.hash(token), TimedSecretUse.SCIM, clock.instant())
                .chain(found -> found.map(row -> clients.findById(row.clientId)
                                .map(client -> Optional.of(client)
                                        .filter(it -> deadline.standstill(it) == null)
                                        .map(it -> new Holder(it.id, row.id, scopes(it)))
                                        .filter(holder -> !holder.scopes().isEmpty())))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    static Set<String> scopes(ClientRow client) {
        return among(Scopes.parse(client.scopes));
    }

    /** Those that one of these tokens may have. */
    static Set<String> among(Set<String> scopes) {
        var ofScim = new TreeSet<>(scopes);
        ofScim.retainAll(SCOPES);
        return ofScim;
    }

    /** When one more of this client would end that is asked for so; the client is locked. */
    Uni<Result<Instant, ClientRefusal>> free(ClientRow client, @Nullable Instant endsAt) {
        if (scopes(client).isEmpty()) return Result.nowRefused(ClientRefusal.NO_SCIM);
        return timed.free(client.id, TimedSecretUse.SCIM, endsAt).map(free -> free.because(ScimTokens::refusal));
    }

    /** Of a client that {@link #free} found so. */
    Uni<Result<TimedCredentials.Secret, ClientRefusal>> add(
            ClientRow client, byte[] hash, Instant endsAt, @Nullable Reason reason, Actor by) {
        return timed.add(client.id, TimedSecretUse.SCIM, hash, endsAt)
                .call(made -> told(client, CredentialChange.SCIM_TOKEN_MADE, made, reason, by))
                .map(Result::done);
    }

    /** At once. */
    Uni<Result<TimedCredentials.Secret, ClientRefusal>> end(
            String client, String token, @Nullable Reason reason, Requester by) {
        return administration
                .changeable(client)
                .chain(found -> found.chain(row -> timed.remove(client, TimedSecretUse.SCIM, token)
                        .chain(done -> done.because(ScimTokens::refusal)
                                .chain(gone -> told(row, CredentialChange.SCIM_TOKEN_ENDED, gone, reason, by.by())
                                        .replaceWith(Result.done(gone))))));
    }

    private static ClientRefusal refusal(TimedCredentials.Refusal refused) {
        return switch (refused) {
            case TOO_MANY -> ClientRefusal.TOO_MANY_TOKENS;
            case BAD_END -> ClientRefusal.BAD_END;
            case UNKNOWN_SECRET -> ClientRefusal.UNKNOWN_TOKEN;
            case HAS_KEYS -> ClientRefusal.HAS_KEYS;
            case NO_CLIENT -> ClientRefusal.UNKNOWN;
        };
    }

    /** Those that count now. */
    Uni<Result<List<TimedCredentials.Secret>, ClientRefusal>> of(String client) {
        return clients.findById(client)
                .chain(row -> row == null
                        ? Result.nowRefused(ClientRefusal.UNKNOWN)
                        : secrets.counting(client, TimedSecretUse.SCIM, clock.instant())
                                .map(rows -> Result.done(rows.stream()
                                        .map(TimedSecretRow::secret)
                                        .toList())));
    }

    private Uni<Void> told(
            ClientRow client,
            CredentialChange change,
            TimedCredentials.Secret token,
            @Nullable Reason reason,
            Actor by) {
        return outbox.publish(
                AdministrationEvent.FAMILY,
                new ClientEvent.CredentialChanged(
                        client.id,
                        client.name,
                        change,
                        token.id(),
                        change == CredentialChange.SCIM_TOKEN_MADE ? token.endsAt() : null,
                        reason,
                        by));
    }
}
