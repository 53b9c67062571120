package dev.mandate.identity.clients;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.identity.clients.ClientAdministration.GivenSecret;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whoever gives a client another secret knows it, and acts as the client. Where that one reaches everybody two people must want it; the
 * secret is shown to whoever asked and counts once they do. One whose secret is in wrong hands is stopped by one.
 */
@ApplicationScoped
class OtherSecret implements FarReachingChange<OtherSecret.Wanted, GivenSecret, ClientRefusal> {
    /**
     * @param hash SHA-256 of a random secret, in hexadecimal; nobody guesses what it was made of
     * @param overlap ISO 8601: for how long the secret before still counts; null for one that counts beside those that there are
     * @param endsAt null for as late as it may be when it is made
     */
    record Wanted(
            String client,
            String hash,
            @Nullable String overlap,
            @Nullable Reason reason,
            @Nullable Instant endsAt) {}

    private final ClientAdministration administration;
    private final TimedCredentials credentials;

    OtherSecret(ClientAdministration administration, TimedCredentials credentials) {
        this.administration = administration;
        this.credentials = credentials;
    }

    @Override
    public String kind() {
        return "client-secret";
    }

    @Override
    public Class<Wanted> content() {
        return Wanted.class;
    }

    @Override
    public Uni<Result<Prepared<GivenSecret, ClientRefusal>, ClientRefusal>> prepare(Wanted wanted, Actor by) {
        @Nullable Duration overlap = wanted.overlap() == null ? null : Duration.parse(wanted.overlap());
        if (overlap != null && (overlap.isNegative() || overlap.compareTo(ClientAdministration.LONGEST_OVERLAP) > 0))
            return Result.nowRefused(ClientRefusal.BAD_OVERLAP);
        return administration
                .withSecret(wanted.client())
                .chain(found -> found.chain(row -> end(row, overlap, wanted.endsAt())
                        .chain(ends -> ends.because(ClientRefusal::of)
                                .chain(end -> credentials.counting(row.id).map(now -> {
                                    var making = making(row, wanted, end, overlap, by);
                                    return Result.<Prepared<GivenSecret, ClientRefusal>, ClientRefusal>done(
                                            Scopes.reachFar(Scopes.parse(row.scopes))
                                                    ? Prepared.far(reach(row, wanted, now, by), making)
                                                    : Prepared.near(making));
                                })))));
    }

    private Uni<Result<Instant, TimedCredentials.Refusal>> end(
            ClientRow row, @Nullable Duration overlap, @Nullable Instant endsAt) {
        return overlap == null
                ? credentials.free(row.id, TimedSecretUse.TOKENS, endsAt)
                : Uni.createFrom().item(credentials.checkedEnd(row.id, TimedSecretUse.TOKENS, endsAt));
    }

    private Supplier<Uni<Result<GivenSecret, ClientRefusal>>> making(
            ClientRow row, Wanted wanted, Instant end, @Nullable Duration overlap, Actor by) {
        var hash = HexFormat.of().parseHex(wanted.hash());
        return overlap == null
                ? () -> administration.addSecret(row, hash, end, wanted.reason(), by)
                : () -> administration.replaceSecret(row, hash, end, overlap, wanted.reason(), by);
    }

    private static Reach reach(ClientRow row, Wanted wanted, List<TimedCredentials.Secret> now, Actor by) {
        var client = "the client " + row.name + " (" + row.id + ")";
        var beside = wanted.overlap() == null;
        return new Reach(
                row.id,
                "secrets " + now.stream().map(TimedCredentials.Secret::id).toList() + ", scopes " + row.scopes,
                "give " + client + (beside ? " one more secret, which " : " another secret, which ") + by + " knows",
                List.of(
                        "whoever has the secret that " + by + " was shown: acts as " + client + ", with " + row.scopes
                                + (wanted.endsAt() == null
                                        ? ", as long as a secret may count"
                                        : ", until " + wanted.endsAt()),
                        beside
                                ? "whoever has a secret that it has now: can still"
                                : "whoever has the secret that it has now: can't any more"));
    }

    @Override
    public String words(ClientRefusal refusal) {
        return switch (refusal) {
            case UNKNOWN -> "there is no such client any more";
            case TOO_MANY_SECRETS -> "two of its secrets count";
            case BAD_SECRET_END -> "the end that the secret should have has passed";
            default -> "its secret can't be changed";
        };
    }
}
