package dev.mandate.identity.clients;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whoever makes a client another SCIM token knows it, and says by it who works here. Where the client may write two people must want it,
 * as they do its secret.
 */
@ApplicationScoped
class NewScimToken implements FarReachingChange<NewScimToken.Wanted, TimedCredentials.Secret, ClientRefusal> {
    /**
     * @param hash SHA-256 of the token, in hexadecimal; nobody guesses what it was made of
     * @param endsAt null for as late as it may be when it is made
     */
    record Wanted(
            String client,
            String hash,
            @Nullable Instant endsAt,
            @Nullable Reason reason) {}

    private final ClientAdministration administration;
    private final ScimTokens tokens;

    NewScimToken(ClientAdministration administration, ScimTokens tokens) {
        this.administration = administration;
        this.tokens = tokens;
    }

    @Override
    public String kind() {
        return "scim-token";
    }

    @Override
    public Class<Wanted> content() {
        return Wanted.class;
    }

    @Override
    public Uni<Result<Prepared<TimedCredentials.Secret, ClientRefusal>, ClientRefusal>> prepare(
            Wanted wanted, Actor by) {
        return administration
                .changeable(wanted.client())
                .chain(found -> found.chain(row -> tokens.free(row, wanted.endsAt())
                        .map(free -> free.map(end -> {
                            Supplier<Uni<Result<TimedCredentials.Secret, ClientRefusal>>> making = () ->
                                    tokens.add(row, HexFormat.of().parseHex(wanted.hash()), end, wanted.reason(), by);
                            return Scopes.reachFar(ScimTokens.scopes(row))
                                    ? Prepared.far(reach(row, wanted, end, by), making)
                                    : Prepared.near(making);
                        }))));
    }

    private static Reach reach(ClientRow row, Wanted wanted, Instant end, Actor by) {
        var client = "the client " + row.name + " (" + row.id + ")";
        return new Reach(
                row.id,
                "SCIM token " + wanted.hash() + ", scopes " + row.scopes,
                "make " + client + " a SCIM token, which " + by + " knows",
                List.of("whoever has the token that " + by + " was shown: keeps people, groups and agents as " + client
                        + (wanted.endsAt() == null ? ", as long as a token may count" : ", until " + end)));
    }

    @Override
    public String words(ClientRefusal refusal) {
        return switch (refusal) {
            case UNKNOWN -> "there is no such client any more";
            case TOO_MANY_TOKENS -> "two of its SCIM tokens count";
            case BAD_END -> "the end that the token should have has passed";
            default -> "it can't have a SCIM token";
        };
    }
}
