package dev.mandate.identity.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How many a client keeps, and how large each is: what is kept is read again, by pages of many. */
@ApplicationScoped
class ClientRoom {
    /** Of one, without its members. */
    static final int MOST_BYTES = 16 * 1024;

    private final ScimStore store;
    private final ScimConfig config;

    ClientRoom(ScimStore store, ScimConfig config) {
        this.store = store;
        this.config = config;
    }

    /** Whether one more may be made, of however many that are made at once. */
    Uni<Result<Integer, ScimRefusal>> oneMore(ScimKind kind, Provisioner by) {
        var most = most(kind);
        return store.keptAlone(by.client(), kind)
                .map(kept -> kept < most
                        ? Result.done(most)
                        : Result.refused(new ScimRefusal(
                                ScimRefusal.Why.FULL,
                                "this client keeps " + most + " " + kind.endpoint.substring(1)
                                        + ", and no more; delete some first")));
    }

    private int most(ScimKind kind) {
        return switch (kind) {
            case USER -> config.users();
            case GROUP -> config.groups();
            case AGENT -> config.agents();
        };
    }

    /** Empty where it may be as large as it is. */
    static Optional<ScimRefusal> tooLarge(ObjectNode content) {
        return content.toString().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES
                ? Optional.of(
                        ScimRefusal.badValue("a resource has at most " + MOST_BYTES + " bytes, members not counted"))
                : Optional.empty();
    }
}
