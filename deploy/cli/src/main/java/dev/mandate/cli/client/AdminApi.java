package dev.mandate.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient.Answer;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The endpoints of a service below one path, as whoever is signed in, else as the first-run client. What is refused is thrown as {@link ApiRefused}. */
public final class AdminApi {
    private final ApiClient api;
    private final Service service;
    private final String base;
    private final String token;

    /** @param base for example {@code /rules} */
    public AdminApi(SystemOptions options, Service service, String base) {
        var system = options.system();
        this.api = new ApiClient(system.ports());
        this.service = service;
        this.base = base;
        this.token = new SignIn(api, system).operator();
    }

    public JsonNode get(String path) {
        return api.get(service, base + path, token).orRefuse();
    }

    /** As {@link ApiClient#items(Service, String, String, String)}. */
    public List<JsonNode> items(String name) {
        return api.items(service, base + "?limit=200", token, name);
    }

    public JsonNode post(String path) {
        return offer(path, Map.of()).orRefuse();
    }

    public JsonNode put(String path, long version) {
        return api.put(service, base + path, token, Map.of("version", version)).orRefuse();
    }

    public JsonNode delete(String path) {
        return api.delete(service, base + path, token).orRefuse();
    }

    /** A post whose refusal has more to tell. */
    public Answer offer(String path, Object body) {
        return api.post(service, base + path, token, body);
    }

    /** @param patience for an answer that may take long */
    public Answer offer(String path, Object body, Duration patience) {
        return api.post(service, base + path, token, body, patience);
    }
}
