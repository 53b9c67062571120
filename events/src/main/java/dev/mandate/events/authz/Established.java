package dev.mandate.events.authz;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.events.network.IpAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From where somebody asks, as his access token and the connection by which he shows it say and nobody claims.
 *
 * @param client the registered client that got the token; of an agent with a token of its own, itself
 * @param bound whoever shows the token must prove a key (RFC 9449), so that it is that client that has it
 * @param address from which he showed the token to a point of action, as that sees it itself; null where another showed it, or nobody vouches for what is seen
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Established(
        String client, boolean bound, @Nullable IpAddress address) {
    public Established {
        Objects.requireNonNull(client, "client is missing");
    }

    /** From an address that isn't known. */
    public Established(String client, boolean bound) {
        this(client, bound, null);
    }

    /** In words, for people. */
    public String words() {
        return "by the client " + client + (bound ? ", whose token is bound to a key," : "") + " from "
                + (address == null ? "an address that isn't known" : address);
    }
}
