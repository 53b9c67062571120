package dev.mandate.identity.clients;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whoever gives a client another secret knows it, and acts as the client. Where that one reaches everybody two people must want it; the
 * secret is shown to whoever asked and counts once they do. One whose secret is in wrong hands is stopped by one.
 */
@ApplicationScoped
class OtherSecret implements FarReachingChange<OtherSecret.Wanted, ClientView, ClientRefusal> {
    /**
     * @param hash SHA-256 of a random secret, in hexadecimal; nobody guesses what it was made of
     * @param overlap ISO 8601: for how long the secret before still counts
     */
    record Wanted(
            String client,
            String hash,
            String overlap,
            @Nullable Reason reason) {}

    private final ClientAdministration administration;

    OtherSecret(ClientAdministration administration) {
        this.administration = administration;
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
    public Uni<Result<Prepared<ClientView, ClientRefusal>, ClientRefusal>> prepare(Wanted wanted, Actor by) {
        var overlap = Duration.parse(wanted.overlap());
        if (overlap.isNegative() || overlap.compareTo(ClientAdministration.LONGEST_OVERLAP) > 0)
            return Result.nowRefused(ClientRefusal.BAD_OVERLAP);
        return administration
                .withSecret(wanted.client())
                .map(found -> found.map(row -> {
                    Supplier<Uni<Result<ClientView, ClientRefusal>>> making = () -> administration.secret(
                            row, HexFormat.of().parseHex(wanted.hash()), overlap, wanted.reason(), by);
                    return Scopes.reachFar(Scopes.parse(row.scopes))
                            ? Prepared.far(reach(row, by), making)
                            : Prepared.near(making);
                }));
    }

    private static Reach reach(ClientRow row, Actor by) {
        var client = "the client " + row.name + " (" + row.id + ")";
        return new Reach(
                row.id,
                "secret " + HexFormat.of().formatHex(row.secretHash == null ? new byte[0] : row.secretHash)
                        + ", scopes " + row.scopes,
                "give " + client + " another secret, which " + by + " knows",
                List.of(
                        "whoever has the secret that " + by + " was shown: acts as " + client + ", with " + row.scopes,
                        "whoever has the secret that it has now: can't any more"));
    }

    @Override
    public String words(ClientRefusal refusal) {
        return refusal == ClientRefusal.UNKNOWN ? "there is no such client any more" : "its secret can't be changed";
    }
}
