package dev.mandate.events.authz;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonView;
import dev.mandate.events.cloudevents.NewMember;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.network.IpAddress;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From where somebody asks, as his access token and the connection by which he shows it say and nobody claims.
 *
 * @param client the registered client that got the token; of an agent with a token of its own, itself
 * @param bound whoever shows the token must prove a key (RFC 9449), so that it is that client that has it
 * @param address from which he showed the token to a point of action, as that sees it itself; null where another showed it, or nobody vouches for what is seen
 * @param surfaces by id, on which a trusted issuer's word put whoever got the token, each with that issuer: an attester of the client, a workload's platform, whoever signed the person in; null
 *     where none did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Established(
        String client,
        boolean bound,
        @Nullable IpAddress address,
        @JsonView(NewMember.class) @Nullable Map<String, String> surfaces) {
    public Established {
        Objects.requireNonNull(client, "client is missing");
        surfaces = surfaces == null || surfaces.isEmpty() ? null : Collections.unmodifiableMap(new TreeMap<>(surfaces));
    }

    /** By nobody's word. */
    public Established(String client, boolean bound, @Nullable IpAddress address) {
        this(client, bound, address, null);
    }

    /** From an address that isn't known. */
    public Established(String client, boolean bound) {
        this(client, bound, null, null);
    }

    public Map<String, String> surfacesOrNone() {
        return surfaces == null ? Map.of() : surfaces;
    }

    /** In words, for people. */
    public String words() {
        return "by the client " + client + (bound ? ", whose token is bound to a key," : "") + " from "
                + (address == null ? "an address that isn't known" : address) + vouched();
    }

    /** Who stood for it, in words; empty where nobody did. */
    public String vouched() {
        return surfacesOrNone().entrySet().stream()
                .map(it -> "; " + PlainText.quoted(it.getValue()) + " stood for the surface "
                        + PlainText.quoted(it.getKey()))
                .collect(Collectors.joining());
    }
}
