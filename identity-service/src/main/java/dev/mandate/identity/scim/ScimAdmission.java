package dev.mandate.identity.scim;

import de.captaingoldfish.scim.sdk.common.constants.enums.HttpMethod;
import de.captaingoldfish.scim.sdk.common.exceptions.BadRequestException;
import de.captaingoldfish.scim.sdk.common.exceptions.ForbiddenException;
import de.captaingoldfish.scim.sdk.common.exceptions.ResourceNotFoundException;
import de.captaingoldfish.scim.sdk.common.response.ErrorResponse;
import de.captaingoldfish.scim.sdk.common.response.ScimResponse;
import dev.mandate.messaging.quota.Quota;
import dev.mandate.messaging.quota.Shares;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets a request to the library once it is seen who asks, for what, how much of it and beside how much else of his. */
@ApplicationScoped
class ScimAdmission {
    private static final Set<String> TYPES =
            Set.of("Users", "Groups", "Agents", "Bulk", "Schemas", "ResourceTypes", "ServiceProviderConfig");

    private static final int CLIENTS = 1000;
    private static final int TOO_MANY_REQUESTS = 429;

    private final ScimServer server;
    private final Shares clients;

    ScimAdmission(ScimServer server, ScimConfig config) {
        this.server = server;
        this.clients = new Shares(new Quota(1, 1, config.atOnce()), CLIENTS);
    }

    /**
     * One request of SCIM.
     *
     * @param type as the path has it, which {@code url} has whole
     * @param filter as the query has it
     * @param conditions those of the headers that a resource is asked for by
     */
    record Question(
            String type,
            HttpMethod method,
            @Nullable String body,
            String url,
            @Nullable String filter,
            Map<String, String> conditions) {}

    /**
     * On a thread that may wait.
     *
     * @param by empty for whoever isn't a client in its own right
     */
    ScimResponse answer(Question asked, Optional<Provisioner> by) {
        if (by.isEmpty())
            return new ErrorResponse(new ForbiddenException("only a client in its own right keeps people here"));
        if (!TYPES.contains(asked.type()))
            return new ErrorResponse(new ResourceNotFoundException("there is no " + asked.type() + " here"));
        var beyond = ScimRoom.beyond(asked.type(), asked.filter(), asked.body());
        if (beyond.isPresent()) return new ErrorResponse(beyond.get());
        var share = clients.of(by.get().client());
        if (!share.enter()) return tooManyAtOnce();
        try {
            var body = UnkeptAttributes.without(asked.type(), asked.method(), asked.body());
            return server.answer(asked.url(), asked.method(), body, asked.conditions(), by.get());
        } finally {
            share.leave();
        }
    }

    /** RFC 6585 section 4; the library has no type for it. */
    private static ScimResponse tooManyAtOnce() {
        var refusal = new BadRequestException("too much is asked for at the same time; ask again in a second");
        refusal.setStatus(TOO_MANY_REQUESTS);
        var answer = new ErrorResponse(refusal);
        answer.getHttpHeaders().put("Retry-After", "1");
        return answer;
    }
}
