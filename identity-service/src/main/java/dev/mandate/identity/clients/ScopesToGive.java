package dev.mandate.identity.clients;

import dev.mandate.identity.clients.metadata.Scopes;
import dev.mandate.identity.identities.Requester;
import dev.mandate.messaging.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Which scopes somebody may have a client get: rights are handed on, never made. */
@ApplicationScoped
class ScopesToGive {
    private final Clients clients;

    ScopesToGive(Clients clients) {
        this.clients = clients;
    }

    /**
     * The place of the first one that isn't his to give; empty if all are. A person has no client; what he may, his roles say, and so does
     * his token. Scopes of OpenID Connect are nobody's to hand on: they give what somebody lets the application know when he signs in to it.
     */
    Uni<OptionalInt> firstBeyond(Caller caller, List<String> scopes) {
        var beyond = firstBeyond(caller.scopes(), scopes);
        if (beyond.isPresent() || Requester.of(caller).person().isPresent())
            return Uni.createFrom().item(beyond);
        return clients.find(caller.clientId())
                .map(asking -> firstBeyond(asking.map(Client::scopes).orElse(Set.of()), scopes));
    }

    private static OptionalInt firstBeyond(Set<String> own, List<String> scopes) {
        return IntStream.range(0, scopes.size())
                .filter(i -> !own.contains(scopes.get(i)) && !Scopes.OF_PROFILE.contains(scopes.get(i)))
                .findFirst();
    }
}
