package dev.mandate.console.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.apis.Api;
import dev.mandate.console.apis.Apis;
import dev.mandate.console.crossapp.PlaceInWords;
import dev.mandate.console.frame.Told;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From identity-service's {@code /clients}, with who answers for agents' and workloads'. */
@ApplicationScoped
class IdentityClients implements Clients {
    private static final int PAGE = 25;
    private static final int MOST_WAITING = 200;

    private final Apis apis;

    IdentityClients(Apis apis) {
        this.apis = apis;
    }

    @Override
    public Listed list(String nameHas, String after) {
        var answer = apis.get(
                Api.IDENTITY,
                "/clients?kind=client&limit=" + PAGE
                        + (nameHas.isEmpty() ? "" : "&nameHas=" + Apis.encode(nameHas))
                        + (after.isEmpty() ? "" : "&after=" + Apis.encode(after)));
        if (answer.isForbidden()) return new Listed(List.of(), false, "");
        var page = answer.orUnanswered(Api.IDENTITY);
        var found = new ArrayList<Client>();
        for (var one : page.path("items")) found.add(ClientInWords.of(one));
        return new Listed(found, true, page.path("next").asText(""));
    }

    @Override
    public Optional<Client> find(String id) {
        var found = apis.get(Api.IDENTITY, path(id));
        if (!found.isDone()) return Optional.empty();
        var secrets = new ArrayList<Secret>();
        for (var one : of(path(id) + "/secrets"))
            secrets.add(new Secret(one.path("id").asText(), one.path("endsAt").asText()));
        secrets.sort(Comparator.comparing(Secret::ends));
        var elsewhere = new ArrayList<String>();
        for (var one : of(path(id) + "/cross-app-access").path("permissions")) elsewhere.add(PlaceInWords.of(one));
        return Optional.of(ClientInWords.of(found.body(), answers(id), secrets, elsewhere, waiting(id)));
    }

    /** Of whoever may not see them, or where none is, none. */
    private JsonNode of(String path) {
        var answer = apis.get(Api.IDENTITY, path);
        return answer.isDone() ? answer.body() : answer.body().path("nothing");
    }

    private List<Waiting> waiting(String id) {
        var waiting = new ArrayList<Waiting>();
        for (var one : of("/proposals?status=open&limit=" + MOST_WAITING).path("items"))
            if (one.path("subject").asText().equals(id))
                waiting.add(new Waiting(
                        one.path("proposal").asText(), one.path("summary").asText()));
        return waiting;
    }

    private String answers(String id) {
        if (!id.startsWith("agt_") && !id.startsWith("wkl_")) return "";
        var owner = of((id.startsWith("agt_") ? "/agents/" : "/workloads/") + Apis.encode(id))
                .path("owner")
                .asText("");
        return owner.isEmpty()
                ? ""
                : of("/identities/" + Apis.encode(owner)).path("displayName").asText(owner);
    }

    @Override
    public Told change(String client, Map<String, Object> wanted) {
        return apis.patch(Api.IDENTITY, path(client), wanted)
                .told("Only who holds the role mandate-administrator changes what clients are.");
    }

    private static String path(String id) {
        return "/clients/" + Apis.encode(id);
    }
}
