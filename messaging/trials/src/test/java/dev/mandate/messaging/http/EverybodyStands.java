package dev.mandate.messaging.http;

import dev.mandate.messaging.security.Caller;
import dev.mandate.messaging.security.CallerStatus;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** As identity-service, as which these tests run, has rows of its own for it. */
@ApplicationScoped
class EverybodyStands implements CallerStatus {
    @Override
    public Uni<Void> require(Caller caller) {
        return Uni.createFrom().voidItem();
    }
}
