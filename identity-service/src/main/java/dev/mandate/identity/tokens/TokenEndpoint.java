package dev.mandate.identity.tokens;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import dev.mandate.identity.admission.ClientQuota;
import dev.mandate.identity.assertions.EdwardsAssertion;
import dev.mandate.identity.attestation.Attestations;
import dev.mandate.identity.attestation.Attested;
import dev.mandate.identity.attestation.SentAttestation;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.ClientAuthentications;
import dev.mandate.identity.workloads.bound.PlatformTokens;
import dev.mandate.messaging.result.Result;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Who asks, and whether by a grant of its own. Each token is the result of one transaction, in which assertions are used up, where there is more to write than that it was given. */
@ApplicationScoped
class TokenEndpoint {
    private final ClientAuthentications authentications;
    private final Map<GrantType, GrantHandler> handlers;
    private final AccessTokens tokens;
    private final ClientQuota quota;
    private final KeyBinding binding;
    private final TokenRecord record;
    private final PlatformTokens platforms;
    private final Attestations attestations;
    private final ProofNonces nonces;
    private final URI gateway;

    TokenEndpoint(
            ClientAuthentications authentications,
            @All List<GrantHandler> handlers,
            AccessTokens tokens,
            ClientQuota quota,
            KeyBinding binding,
            TokenRecord record,
            PlatformTokens platforms,
            Attestations attestations,
            ProofNonces nonces,
            TokenConfig config) {
        this.authentications = authentications;
        this.handlers = handlers.stream().collect(Collectors.toMap(GrantHandler::type, Function.identity()));
        this.tokens = tokens;
        this.quota = quota;
        this.binding = binding;
        this.record = record;
        this.platforms = platforms;
        this.attestations = attestations;
        this.nonces = nonces;
        this.gateway = config.gatewayUrl();
    }

    /** What the endpoint answers with. */
    record Issued(Issue issue, AccessTokens.Signed token) {}

    /**
     * By what a request shows who asks, beside what the library reads.
     *
     * @param edwards by what the client proves who it is, where the library can't read it
     * @param platform by what a workload proves who it is, where somebody else says so
     * @param proofs that whoever asks has a key, RFC 9449
     * @param attestation by which somebody stands for the client
     */
    record Shown(
            Optional<EdwardsAssertion> edwards,
            Optional<PlatformProof> platform,
            List<String> proofs,
            SentAttestation attestation) {
        boolean isNothing() {
            return edwards.isEmpty() && platform.isEmpty() && proofs.isEmpty() && !attestation.isSent();
        }
    }

    /**
     * Who asks.
     *
     * @param client empty where the grant itself says all
     * @param surfaces on which its platform puts it
     */
    private record Asking(Optional<Client> client, Map<String, String> surfaces) {
        static Asking of(Client client) {
            return new Asking(Optional.of(client), Map.of());
        }

        Asking attested(Optional<Attested> by) {
            var all = new HashMap<>(surfaces);
            by.ifPresent(it -> all.putAll(it.surfaces()));
            return new Asking(client, all);
        }
    }

    /** An answer before it is signed, and the key to which it is bound. */
    private record Unsigned(Issue issue, Optional<String> key) {}

    /** What others are asked for first, in which no transaction waits for them. */
    Uni<Void> prepared(Map<String, List<String>> form, TokenRequest request, Shown shown) {
        var attester = attestations.prepare(shown.attestation());
        if (shown.platform().isPresent())
            return attester.chain(() -> platforms.prepare(shown.platform().get().token()));
        var handler = handlers.get(request.getAuthorizationGrant().getType());
        return attester.chain(() -> authentications.prepare(form))
                .chain(() -> handler == null ? Uni.createFrom().voidItem() : handler.prepare(request));
    }

    /** What was refused uses nothing up, unless that is the point of it; what can't be put on record is not handed out. */
    Uni<Result<Issued, TokenRefusal>> issue(TokenRequest request, Shown shown) {
        if (isCountedAlone(request, shown)) return Panache.withSession(() -> issued(request, shown));
        return Panache.withTransaction(() -> issued(request, shown)
                .call(result -> result.fold(
                        issued -> Uni.createFrom().voidItem(),
                        refusal -> refusal.kept() ? Uni.createFrom().voidItem() : undo())));
    }

    /**
     * Whether the token's count is all that is written for it. A secret proves who asks as often as it is shown, so that one statement reads and one writes:
     * each is a transaction by itself, and sees and does the same without one around them, which would be half of the trips to the database.
     */
    private boolean isCountedAlone(TokenRequest request, Shown shown) {
        var handler = handlers.get(request.getAuthorizationGrant().getType());
        return request.getClientAuthentication() instanceof PlainClientSecret
                && handler != null
                && handler.onlyReads()
                && shown.isNothing();
    }

    private Uni<Result<Issued, TokenRefusal>> issued(TokenRequest request, Shown shown) {
        return asking(request, shown)
                .chain(known -> known.chain(asking -> binding.proven(request, shown.proofs())
                        .chain(proven -> proven.chain(key -> attested(asking, shown, key)
                                .chain(by -> by.chain(attested ->
                                        issue(request, shown, asking.attested(attested), key, attested)))))))
                .chain(result -> result.chain(unsigned -> {
                    var issue = unsigned.issue();
                    var other = issue.other();
                    var signed = other == null
                            ? tokens.sign(issue.content(), unsigned.key())
                            : other.sign(issue.content(), unsigned.key());
                    return record.keep(issue, signed).replaceWith(() -> Result.done(new Issued(issue, signed)));
                }));
    }

    private Uni<Result<Unsigned, TokenRefusal>> issue(
            TokenRequest request, Shown shown, Asking asking, Optional<String> key, Optional<Attested> attested) {
        var type = shown.platform().isPresent()
                ? GrantType.CLIENT_CREDENTIALS
                : request.getAuthorizationGrant().getType();
        var client = asking.client();
        return issue(type, request, client, key)
                .chain(result -> result.chain(issue -> binding.kept(issue, client, key, attested.map(Attested::key))))
                .map(result -> result.map(issue -> new Unsigned(
                        issue.from(client.map(Client::tokensVoidBefore).orElse(null))
                                .on(asking.surfaces()),
                        key)));
    }

    private Uni<Result<Optional<Attested>, TokenRefusal>> attested(Asking asking, Shown shown, Optional<String> key) {
        return attestations
                .of(shown.attestation(), asking.client().map(Client::id).orElse(null), key.orElse(null), nonces::counts)
                .map(result -> result.because(TokenRefusal::attestation));
    }

    private static Uni<Void> undo() {
        return Panache.currentTransaction()
                .invoke(Mutiny.Transaction::markForRollback)
                .replaceWithVoid();
    }

    private Uni<Result<Asking, TokenRefusal>> asking(TokenRequest request, Shown shown) {
        var platform = shown.platform();
        if (platform.isPresent())
            return platforms
                    .client(platform.get().token(), platform.get().workload())
                    .map(result -> result.because(TokenRefusal::client)
                            .then(proven -> within(proven.client())
                                    .map(asking -> new Asking(asking.client(), proven.surfaces()))));
        if (shown.edwards().isPresent())
            return authentications
                    .authenticate(shown.edwards().get())
                    .map(result -> result.because(TokenRefusal::client).then(this::within));
        var proof = request.getClientAuthentication();
        if (proof != null)
            return authentications
                    .authenticate(proof)
                    .map(result -> result.because(TokenRefusal::client).then(this::within));
        var named = request.getClientID();
        if (named == null) return Result.nowDone(new Asking(Optional.empty(), Map.of()));
        return authentications
                .unproven(named.getValue())
                .map(result -> result.<Asking>map(Asking::of).because(TokenRefusal::client));
    }

    /** Only what it has proven to be counts against a client; who merely names one could use up what is another's. */
    private Result<Asking, TokenRefusal> within(Client client) {
        return quota.take(client.id())
                .map(wait -> Result.<Asking, TokenRefusal>refused(
                        new TokenRefusal(TokenRefusal.Kind.TOO_MANY, "ask again in " + (wait.toSeconds() + 1) + " s")))
                .orElseGet(() -> Result.done(Asking.of(client)));
    }

    private Uni<Result<Issue, TokenRefusal>> issue(
            GrantType type, TokenRequest request, Optional<Client> client, Optional<String> key) {
        var handler = handlers.get(type);
        if (handler == null)
            return Result.nowRefused(new TokenRefusal(
                    TokenRefusal.Kind.UNSUPPORTED_GRANT_TYPE, "use one of the grants in the metadata"));
        if (client.isEmpty() && handler.needsClient())
            return Result.nowRefused(TokenRefusal.client("this grant needs client authentication"));
        if (client.filter(it -> !it.grants().contains(type.getValue())).isPresent())
            return Result.nowRefused(new TokenRefusal(
                    TokenRefusal.Kind.UNAUTHORIZED_CLIENT,
                    "the client is not registered for this grant: register one whose grantTypes have it"));
        return handler.issue(request, client, RequestedAccess.of(request, gateway, key));
    }
}
