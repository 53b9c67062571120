package dev.mandate.console.crossapp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.apis.Api;
import dev.mandate.console.apis.Apis;
import dev.mandate.console.apis.NamedClients;
import dev.mandate.console.frame.Told;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** From identity-service's {@code /cross-app-access}; a client's places are written as a whole, with the others that it has. */
@ApplicationScoped
class IdentityCrossApp implements CrossApp {
    private static final int PAGE = 25;
    private static final int ATTEMPTS = 5;

    private static final String NOT_HIS =
            "Only who holds the role mandate-administrator says where applications act for people.";

    private final Apis apis;
    private final NamedClients clients;

    IdentityCrossApp(Apis apis, NamedClients clients) {
        this.apis = apis;
        this.clients = clients;
    }

    @Override
    public Listed list(String after) {
        var answer = apis.get(
                Api.IDENTITY,
                "/cross-app-access?limit=" + PAGE + (after.isEmpty() ? "" : "&after=" + Apis.encode(after)));
        if (answer.isForbidden()) return new Listed(List.of(), false, "");
        var page = answer.orUnanswered(Api.IDENTITY);
        var relations = new ArrayList<Relation>();
        for (var one : page.path("items"))
            relations.add(new Relation(
                    one.path("clientName").asText(),
                    PlaceInWords.of(one),
                    place(one.path("client").asText(), one)));
        return new Listed(relations, true, page.path("next").asText(""));
    }

    @Override
    public Told let(String whose, Map<String, Object> place, String reason) {
        return clients.meant(whose, NOT_HIS, client -> beside(client, place, reason));
    }

    private Told beside(String client, Map<String, Object> place, String reason) {
        return changed(client, reason, before -> {
            var places = others(before, place(client, place));
            places.add(place);
            return Optional.of(places);
        });
    }

    @Override
    public Told end(Place place, String reason) {
        return changed(place.client(), reason, before -> {
            var places = others(before, place);
            return places.size() == before.path("permissions").size() ? Optional.empty() : Optional.of(places);
        });
    }

    /**
     * Beside what others have made of it meanwhile, which is read again.
     *
     * @param places all that it has from now on, by what it has; empty where there is nothing to change
     */
    private Told changed(String client, String reason, Function<JsonNode, Optional<List<Object>>> places) {
        for (int attempt = 1; ; attempt++) {
            var before = apis.get(Api.IDENTITY, path(client));
            if (!before.isDone()) return before.told(NOT_HIS);
            var after = places.apply(before.body());
            if (after.isEmpty()) return Told.refused("It doesn't act there any more.");
            var body = new HashMap<String, Object>(Map.of("permissions", after.get()));
            if (!reason.isEmpty()) body.put("reason", reason);
            var answer = apis.put(Api.IDENTITY, path(client), body, before.tag());
            if (attempt == ATTEMPTS || !answer.isChangedMeanwhile()) return answer.told(NOT_HIS);
        }
    }

    /** All that it has but this one. */
    private static List<Object> others(JsonNode before, Place but) {
        var others = new ArrayList<Object>();
        for (var one : before.path("permissions")) if (!place(but.client(), one).equals(but)) others.add(one);
        return others;
    }

    private static Place place(String client, JsonNode permission) {
        return new Place(
                client,
                bare(permission.path("audience").asText()),
                bare(permission.path("resource").asText("")));
    }

    private static Place place(String client, Map<String, Object> permission) {
        return new Place(
                client,
                bare(String.valueOf(permission.getOrDefault("audience", ""))),
                bare(String.valueOf(permission.getOrDefault("resource", ""))));
    }

    /** A slash behind a host makes nothing else of it. */
    private static String bare(String uri) {
        return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }

    private static String path(String client) {
        return "/clients/" + Apis.encode(client) + "/cross-app-access";
    }
}
