package dev.mandate.console.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.apis.Answer;
import dev.mandate.console.apis.Api;
import dev.mandate.console.apis.Apis;
import dev.mandate.console.crossapp.PlaceInWords;
import dev.mandate.console.frame.Told;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From identity-service's {@code /clients}, with who answers for agents' and workloads'. */
@ApplicationScoped
class IdentityClients implements Clients {
    private static final int PAGE = 25;
    private static final int MOST_WAITING = 200;

    private static final String NOT_HIS = "Only who holds the role mandate-administrator changes what clients are.";

    private final Apis apis;

    IdentityClients(Apis apis) {
        this.apis = apis;
    }

    @Override
    public Listed list(String nameHas, boolean ownerless, String after) {
        var answer = apis.get(
                Api.IDENTITY,
                "/clients?kind=client&limit=" + PAGE
                        + (nameHas.isEmpty() ? "" : "&nameHas=" + Apis.encode(nameHas))
                        + (ownerless ? "&ownerless=true" : "")
                        + (after.isEmpty() ? "" : "&after=" + Apis.encode(after)));
        if (answer.isForbidden()) return new Listed(List.of(), false, "");
        var page = answer.orUnanswered(Api.IDENTITY);
        var found = new ArrayList<Client>();
        var asked = names(page.path("items").findValuesAsText("offeredTo"));
        for (var one : page.path("items"))
            found.add(ClientInWords.of(
                    one, asked.getOrDefault(one.path("offeredTo").asText(""), "")));
        return new Listed(found, true, page.path("next").asText(""));
    }

    @Override
    public Optional<Client> find(String id) {
        var asked = new ArrayList<>(List.of(
                path(id),
                path(id) + "/secrets",
                path(id) + "/cross-app-access",
                "/proposals?status=open&limit=" + MOST_WAITING + "&subject=" + Apis.encode(id)));
        if (id.startsWith("agt_")) asked.add("/agents/" + Apis.encode(id));
        if (id.startsWith("wkl_")) asked.add("/workloads/" + Apis.encode(id));
        var said = apis.getAll(Api.IDENTITY, asked);
        if (!said.get(0).isDone()) return Optional.empty();
        var secrets = new ArrayList<Secret>();
        for (var one : part(said.get(1)))
            secrets.add(new Secret(one.path("id").asText(), one.path("endsAt").asText()));
        secrets.sort(Comparator.comparing(Secret::ends));
        var elsewhere = new ArrayList<String>();
        for (var one : part(said.get(2)).path("permissions")) elsewhere.add(PlaceInWords.of(one));
        var waiting = new ArrayList<Waiting>();
        for (var one : part(said.get(3)).path("items"))
            waiting.add(new Waiting(
                    one.path("proposal").asText(), one.path("summary").asText()));
        var client = said.get(0).body();
        var owner = said.size() > 4
                ? part(said.get(4)).path("owner").asText("")
                : client.path("keeper").asText().equals("OWNER")
                        ? client.path("owner").asText("")
                        : "";
        return Optional.of(ClientInWords.of(
                client, nameOf(owner), nameOf(client.path("offeredTo").asText("")), secrets, elsewhere, waiting));
    }

    /** Of whoever may not see them, or where none is, none. */
    private static JsonNode part(Answer answer) {
        return answer.isDone() ? answer.body() : answer.body().path("nothing");
    }

    private String nameOf(String owner) {
        return owner.isEmpty()
                ? ""
                : part(apis.get(Api.IDENTITY, "/identities/" + Apis.encode(owner)))
                        .path("displayName")
                        .asText(owner);
    }

    /** Each by the id; by that itself where he who looks may not see it. */
    private Map<String, String> names(Collection<String> people) {
        var ids = List.copyOf(new LinkedHashSet<>(people));
        var said = apis.getAll(
                Api.IDENTITY,
                ids.stream().map(id -> "/identities/" + Apis.encode(id)).toList());
        var names = new HashMap<String, String>();
        for (int i = 0; i < ids.size(); i++)
            names.put(ids.get(i), part(said.get(i)).path("displayName").asText(ids.get(i)));
        return names;
    }

    @Override
    public Told change(String client, Map<String, Object> wanted) {
        return apis.patch(Api.IDENTITY, path(client), wanted).told(NOT_HIS);
    }

    @Override
    public Told stop(String client, String reason) {
        return apis.post(Api.IDENTITY, path(client) + "/stop", Map.of("reason", reason))
                .told(NOT_HIS);
    }

    @Override
    public Told resume(String client, String reason) {
        return apis.post(Api.IDENTITY, path(client) + "/resume", Map.of("reason", reason))
                .told(NOT_HIS);
    }

    private static String path(String id) {
        return "/clients/" + Apis.encode(id);
    }
}
