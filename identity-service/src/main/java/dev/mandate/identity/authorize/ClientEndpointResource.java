package dev.mandate.identity.authorize;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.mandate.identity.clients.Client;
import dev.mandate.identity.clients.ClientProofs;
import dev.mandate.identity.http.OAuthResource;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What endpoints have in common that clients ask themselves, beside the token endpoint: who asks, and what he says once. */
public abstract class ClientEndpointResource extends OAuthResource {
    private static final Set<String> OF_AUTHENTICATION =
            Set.of("client_secret", "client_assertion", "client_assertion_type");

    private final ClientRequests clients;

    protected ClientEndpointResource(ClientRequests clients) {
        this.clients = clients;
    }

    /**
     * For a client that proves who it is, in a transaction that begins here.
     *
     * @param publicToo whether one that can keep no secret may ask by its id alone
     */
    protected Uni<Response> asClient(
            @Nullable String authorization,
            MultivaluedMap<String, String> form,
            boolean publicToo,
            Function<Client, Uni<Response>> act) {
        return asClient(authorization, form, publicToo, work -> Panache.withTransaction(() -> work), act);
    }

    /** The same, in what is begun for it once nobody else has to be asked. */
    Uni<Response> asClient(
            @Nullable String authorization,
            MultivaluedMap<String, String> form,
            boolean publicToo,
            UnaryOperator<Uni<Response>> within,
            Function<Client, Uni<Response>> act) {
        if (!ClientProofs.isOne(authorization, form)) return invalid(ClientProofs.ONE);
        return clients.prepared(form)
                .chain(() -> within.apply(Uni.createFrom()
                        .deferred(() -> clients.client(authorization, form, publicToo)
                                .chain(client -> client.fold(act, why -> now(refused(401, "invalid_client", why)))))));
    }

    /**
     * A request for authorization, by whichever client: each parameter is there once ({@code resource} may name several), and it names itself or
     * nobody. In a transaction that begins here.
     *
     * @param act with the client and what it asks for, without what proves who it is
     */
    protected Uni<Response> asked(
            @Nullable String authorization,
            MultivaluedMap<String, String> form,
            BiFunction<Client, Map<String, List<String>>, Uni<Response>> act) {
        var twice = repeated(form);
        if (twice.isPresent()) return invalid(twice.get() + " is there twice");
        return asClient(authorization, form, true, client -> {
            var asked = new LinkedHashMap<String, List<String>>(form);
            asked.keySet().removeAll(OF_AUTHENTICATION);
            var itself = List.of(client.id());
            return asked.getOrDefault("client_id", itself).equals(itself)
                    ? act.apply(client, asked)
                    : invalid("client_id is not the client that asks");
        });
    }

    private static Optional<String> repeated(Map<String, List<String>> form) {
        return form.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1 && !entry.getKey().equals("resource"))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    protected static Uni<Response> invalid(String why) {
        return now(refused(400, "invalid_request", why));
    }

    protected static String query(Map<String, List<String>> asked) {
        return URLUtils.serializeParameters(asked);
    }

    protected static Uni<Response> now(Response response) {
        return Uni.createFrom().item(response);
    }
}
