package dev.mandate.cli.questions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.running.Service;
import java.util.List;

/** Finds who is meant by what a person typed: an id, an employee id or a name. */
final class Lookup {
    private final ApiClient api;
    private final String admin;

    Lookup(ApiClient api, String admin) {
        this.api = api;
        this.admin = admin;
    }

    /** @throws NobodyFound if no agent has this id or name */
    JsonNode agent(String idOrName) {
        if (idOrName.startsWith("agt_"))
            return api.get(Service.IDENTITY, "/agents/" + ApiClient.encode(idOrName), admin)
                    .plain()
                    .orRefuse();
        return first(
                api.get(Service.IDENTITY, "/agents?name=" + ApiClient.encode(idOrName), admin)
                        .plain()
                        .orRefuse(),
                "agent",
                idOrName);
    }

    /** @throws NobodyFound if no person has this id, employee id or name */
    JsonNode person(String idOrName) {
        if (idOrName.startsWith("per_"))
            return api.get(Service.IDENTITY, "/identities/" + ApiClient.encode(idOrName), admin)
                    .plain()
                    .orRefuse();
        var parameter = idOrName.matches("E[0-9a-z-]*\\d") ? "employeeId=" : "name=";
        return first(
                api.get(Service.IDENTITY, "/identities?" + parameter + ApiClient.encode(idOrName), admin)
                        .plain()
                        .orRefuse(),
                "person",
                idOrName);
    }

    /** @throws NobodyFound if the catalogue has no such tool */
    void requireTool(String tool) {
        if (api.get(Service.LIFECYCLE, "/catalog/tool/" + ApiClient.encode(tool), admin)
                        .status()
                == 404) throw new NobodyFound("no tool of the catalogue has the id " + tool);
    }

    /** A person's name for people to read; the id itself where nobody has it. */
    String nameOf(String identity) {
        var found = api.get(Service.IDENTITY, "/identities/" + ApiClient.encode(identity), admin);
        return found.body().path("displayName").asText(identity);
    }

    /** The list in an answer, whether it is the answer itself or its one list member. */
    static JsonNode items(JsonNode body) {
        if (body.isArray()) return body;
        for (var name : List.of("items", "identities", "agents", "delegations", "entries", "findings"))
            if (body.has(name)) return body.path(name);
        return body;
    }

    /** Of the active ones of this agent; empty where there is none. */
    static String newestDelegation(ApiClient api, String admin, String agent) {
        var newest = "";
        var since = "";
        for (var delegation : items(api.get(Service.IDENTITY, "/delegations?agent=" + agent, admin)
                .plain()
                .orRefuse())) {
            var created = delegation.path("createdAt").asText();
            if (delegation.path("status").asText().equals("ACTIVE") && created.compareTo(since) > 0) {
                newest = delegation.path("delegation").asText();
                since = created;
            }
        }
        return newest;
    }

    static String idOf(JsonNode identity) {
        return identity.path("identity").asText(identity.path("id").asText());
    }

    private static JsonNode first(JsonNode body, String kind, String name) {
        var found = items(body).path(0);
        if (found.isMissingNode()) throw new NobodyFound("no " + kind + " is named " + name);
        return found;
    }

    /** Nobody is meant by what was typed. */
    static final class NobodyFound extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NobodyFound(String message) {
            super(message);
        }
    }
}
