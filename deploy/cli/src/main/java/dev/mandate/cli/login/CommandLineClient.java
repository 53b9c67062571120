package dev.mandate.cli.login;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.running.Layout;
import dev.mandate.cli.running.MandateSystem;
import dev.mandate.cli.running.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The client by which people sign in at this terminal: a public one, since whatever is in a checkout is no secret, which {@code up}
 * registers as the part of Mandate that it is. What it gets in people's names waits for two of them, but in a system's first hour.
 */
public final class CommandLineClient {
    /** What commands use none of: to speak for others is a gateway's, and to call tools an agent's. */
    private static final List<String> UNUSED = List.of("decisions:gateway", "tools:call", "email", "groups");

    private static final String NAME = "Mandate's command line";

    private CommandLineClient() {}

    /** @return the proposal to give it what people have, where that waits for them; empty where it is there already, or has it */
    public static Optional<JsonNode> registerOnce(MandateSystem system) {
        var api = new ApiClient(system.ports());
        var scopes = scopes(api);
        var admin = new SignIn(api, system).admin(String.join(" ", scopes));
        var layout = system.layout();
        if (isRegistered(api, admin, layout)) return Optional.empty();
        var made = api.create(
                        Service.IDENTITY,
                        "/clients",
                        admin,
                        Map.of(
                                "name",
                                NAME,
                                "public",
                                true,
                                "system",
                                true,
                                "scopes",
                                scopes,
                                "grantTypes",
                                List.of(DeviceSignIn.GRANT, "refresh_token")))
                .orRefuse();
        try {
            Files.writeString(layout.commandLineClient(), made.path("clientId").asText());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot note the command line's client", e);
        }
        return Optional.of(made.path("waits")).filter(JsonNode::isObject);
    }

    private static boolean isRegistered(ApiClient api, String admin, Layout layout) {
        var known = id(layout);
        return known.isPresent()
                && api.get(Service.IDENTITY, "/clients/" + ApiClient.encode(known.get()), admin)
                                .status()
                        == 200;
    }

    /** Empty on a system that {@code up} hasn't started since there is {@code login}. */
    static Optional<String> id(Layout layout) {
        try {
            var file = layout.commandLineClient();
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read which client the command line has", e);
        }
    }

    /** All that there are, of which each person gets what he has himself. */
    static List<String> scopes(ApiClient api) {
        var scopes = new ArrayList<String>();
        for (var scope : api.get(Service.IDENTITY, "/.well-known/oauth-authorization-server", "")
                .orRefuse()
                .path("scopes_supported")) scopes.add(scope.asText());
        scopes.removeAll(UNUSED);
        return scopes;
    }
}
