package dev.mandate.identity.clients;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.identity.clients.OtherMetadata.Unfit;
import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.keys.SigningAlgorithm;
import dev.mandate.messaging.proposals.FarReachingChange;
import dev.mandate.messaging.proposals.Prepared;
import dev.mandate.messaging.proposals.Reach;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that gets tokens in one way more, is called otherwise where people sign in to it, or has people come back elsewhere, does with its
 * scopes what nobody let it do: two people want that where they reach far. Other keys of one that reaches everybody are as another secret is.
 */
@ApplicationScoped
class OtherMetadata implements FarReachingChange<OtherMetadata.Wanted, ClientView, Unfit> {
    /** What is null stays as it is. */
    record Wanted(
            String client,
            @Nullable String name,
            @Nullable Set<String> grants,
            @Nullable Set<String> redirectUris,
            @Nullable Boolean secret,
            @Nullable String jwks,
            @Nullable SigningAlgorithm idTokens,
            @Nullable Boolean withoutPkce,
            @Nullable Boolean claimsInIdToken,
            @Nullable Reason reason) {
        Wanted {
            grants = grants == null ? null : new TreeSet<>(grants);
            redirectUris = redirectUris == null ? null : new TreeSet<>(redirectUris);
        }

        private ClientShape on(ClientShape now) {
            return new ClientShape(
                    name == null ? now.name() : name,
                    grants == null ? now.grants() : grants,
                    redirectUris == null ? now.redirectUris() : redirectUris,
                    Boolean.TRUE.equals(secret) ? null : jwks == null ? now.jwks() : jwks,
                    now.isPublic(),
                    idTokens == null ? now.idTokens() : idTokens,
                    withoutPkce == null ? now.withoutPkce() : withoutPkce,
                    claimsInIdToken == null ? now.claimsInIdToken() : claimsInIdToken);
        }
    }

    /** @param words what doesn't go together; null where it isn't that */
    record Unfit(ClientRefusal why, @Nullable String words) {}

    private final ClientAdministration administration;

    OtherMetadata(ClientAdministration administration) {
        this.administration = administration;
    }

    @Override
    public String kind() {
        return "client-metadata";
    }

    @Override
    public Class<Wanted> content() {
        return Wanted.class;
    }

    @Override
    public Uni<Result<Prepared<ClientView, Unfit>, Unfit>> prepare(Wanted wanted, Actor by) {
        return administration
                .restatable(wanted.client())
                .map(found -> found.because(why -> new Unfit(why, null))
                        .then(row ->
                                after(wanted, ClientShape.of(row)).map(shape -> prepared(row, shape, wanted, by))));
    }

    private static Result<ClientShape, Unfit> after(Wanted wanted, ClientShape now) {
        try {
            if (wanted.secret() != null && now.isPublic())
                throw new IllegalArgumentException(
                        "a public client can keep no secret; whether it is public stays as it is");
            return Result.done(wanted.on(now).checked());
        } catch (IllegalArgumentException e) {
            return Result.refused(new Unfit(ClientRefusal.UNFIT, e.getMessage()));
        }
    }

    private Prepared<ClientView, Unfit> prepared(ClientRow row, ClientShape after, Wanted wanted, Actor by) {
        var now = ClientShape.of(row);
        Supplier<Uni<Result<ClientView, Unfit>>> making = () -> administration
                .metadata(row, after, wanted.reason(), by)
                .map(done -> done.because(why -> new Unfit(why, null)));
        var scopes = Scopes.parse(row.scopes);
        var gets = new TreeSet<>(scopes);
        gets.removeIf(scope -> !WiderClient.isFar(scope, now.isApplication() || after.isApplication()));
        // What it may do elsewhere stays while it hasn't the grant, and counts again with it.
        var reaches = !gets.isEmpty() || now.exchangesTokens() || after.exchangesTokens();
        var far = after.isWiderThan(now) && reaches || after.hasOtherKeysThan(now) && Scopes.reachFar(scopes);
        return far ? Prepared.far(reach(row, now, after), making) : Prepared.near(making);
    }

    private static Reach reach(ClientRow row, ClientShape now, ClientShape after) {
        var client = "the client " + row.name + " (" + row.id + ")";
        var touches = new ArrayList<String>();
        touches.add((after.isApplication()
                        ? "whoever signs in to " + client + ", and whoever has its secret or key"
                        : "whoever has the secret or key of " + client)
                + ": it has the scopes " + row.scopes
                + (now.exchangesTokens() || after.exchangesTokens()
                        ? ", and may act elsewhere for whoever signs in to it"
                        : ""));
        if (!now.exchangesTokens() && after.exchangesTokens())
            touches.add("people come back to it at " + Scopes.write(after.redirectUris()));
        for (var words : now.wordsBeside(after)) touches.add("it has now: " + words);
        return new Reach(
                row.id,
                "is " + now.words() + ", scopes " + row.scopes + ", reached by " + row.wayIn(),
                "make of " + client + ": " + String.join(", ", after.wordsBeside(now)),
                List.copyOf(touches));
    }

    @Override
    public String words(Unfit refusal) {
        return refusal.why() == ClientRefusal.UNKNOWN
                ? "there is no such client any more"
                : Optional.ofNullable(refusal.words()).orElse("it can't be changed");
    }
}
