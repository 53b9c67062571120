package dev.mandate.console.crossapp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.apis.Api;
import dev.mandate.console.apis.Apis;
import dev.mandate.console.frame.Told;
import dev.mandate.events.cloudevents.PlainText;
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
    private static final int MOST_NAMED = 5;
    private static final int ATTEMPTS = 5;
    /** So many letters at its beginning a name has in common with one that is like it. */
    private static final int LIKE = 3;

    private static final String NOT_HIS =
            "Only who holds the role mandate-administrator says where applications act for people.";

    private final Apis apis;

    IdentityCrossApp(Apis apis) {
        this.apis = apis;
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
        if (isId(whose)) return beside(whose, place, reason); // whoever may name agents may call one as another's id
        var found = apis.get(Api.IDENTITY, "/clients?limit=2&name=" + Apis.encode(whose));
        if (found.isForbidden()) return Told.refused(NOT_HIS);
        var named = found.orUnanswered(Api.IDENTITY).path("items");
        if (named.size() > 1)
            return Told.refused(
                    "Several are named " + PlainText.quoted(whose) + ": name one by its id, cli_… or agt_….");
        if (named.isEmpty()) return Told.refused(nobody(whose));
        return beside(named.path(0).path("client").asText(), place, reason);
    }

    private Told beside(String client, Map<String, Object> place, String reason) {
        return changed(client, reason, before -> {
            var places = others(before, place(client, place));
            places.add(place);
            return Optional.of(places);
        });
    }

    private boolean isId(String text) {
        return apis.get(Api.IDENTITY, "/clients/" + Apis.encode(text)).isDone();
    }

    private String nobody(String whose) {
        var like = apis.get(
                        Api.IDENTITY,
                        "/clients?limit=" + MOST_NAMED + "&nameHas="
                                + Apis.encode(whose.substring(0, Math.min(LIKE, whose.length()))))
                .body()
                .path("items");
        var names = new ArrayList<String>();
        for (var one : like) names.add(PlainText.quoted(one.path("name").asText()));
        return "No application or agent is named " + PlainText.quoted(whose) + "."
                + (names.isEmpty() ? "" : " There are " + String.join(", ", names) + ".");
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
