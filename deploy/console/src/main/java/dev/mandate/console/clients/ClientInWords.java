package dev.mandate.console.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.clients.Clients.Client;
import dev.mandate.console.clients.Clients.Right;
import dev.mandate.console.clients.Clients.Secret;
import dev.mandate.console.clients.Clients.Waiting;
import dev.mandate.events.cloudevents.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What identity-service says of a client. */
final class ClientInWords {
    /** Why it gets no tokens, where it isn't stopped by hand. */
    private static final Set<String> UNANSWERED = Set.of("not_accepted", "owner_left", "no_owner");

    private ClientInWords() {}

    /**
     * As a list has it.
     *
     * @param asked name of who is asked to answer for it; empty where nobody is
     */
    static Client of(JsonNode it, String asked) {
        return of(it, "", asked, List.of(), List.of(), List.of());
    }

    /**
     * @param answers name of who answers for it; empty where nobody does
     * @param asked name of who is asked to; empty where nobody is
     */
    static Client of(
            JsonNode it,
            String answers,
            String asked,
            List<Secret> secrets,
            List<String> elsewhere,
            List<Waiting> waiting) {
        var id = it.path("client").asText();
        return new Client(
                id,
                it.path("name").asText(),
                kind(id, it),
                answers,
                answers.isEmpty() ? kept(it, asked) : "",
                it.path("ownerNeededBy").asText(""),
                standing(it, asked),
                !isActive(it),
                it.path("authentication").asText(),
                rights(it),
                new TreeSet<>(texts(it.path("grantTypes"))),
                texts(it.path("redirectUris")),
                texts(it.path("postLogoutRedirectUris")),
                it.path("idTokenSignedResponseAlg").asText(""),
                it.path("withoutPkce").asBoolean(),
                it.path("claimsInIdToken").asBoolean(),
                it.path("resource").asText(""),
                it.path("createdAt").asText(),
                it.path("revision").asLong(),
                secrets,
                elsewhere,
                waiting);
    }

    private static String kind(String id, JsonNode it) {
        if (id.startsWith("agt_")) return "agent";
        if (id.startsWith("wkl_")) return "workload";
        return it.hasNonNull("idTokenSignedResponseAlg") ? "application" : "service";
    }

    private static String kept(JsonNode it, String asked) {
        return switch (it.path("keeper").asText()) {
            case "SYSTEM" -> "It is a part of Mandate: whoever has set that up keeps it.";
            case "WHO_AGREES" ->
                "It registered itself, and acts for people who agreed to it alone: each answers for what it does for him.";
            case "NOBODY" ->
                asked.isEmpty()
                        ? "Nobody answers for it, and nobody is asked to: an administrator offers it to somebody."
                        : "Nobody answers for it yet; " + asked + " is asked to.";
            default -> "Nobody is known who answers for it.";
        };
    }

    private static String standing(JsonNode it, String asked) {
        var nobody = asked.isEmpty() ? "nobody answers for it." : "it waits for " + asked + " to answer for it.";
        if (isActive(it))
            return it.path("keeper").asText().equals("NOBODY") ? "It gets tokens, and " + nobody : "It gets tokens.";
        var why = it.path("statusReason").asText("");
        if (UNANSWERED.contains(why)) return "It gets no tokens: " + nobody;
        if (why.equals("owner_stopped")) return "It gets no tokens while the person who answers for it is stopped.";
        return "It is stopped and gets no tokens" + (why.isEmpty() ? "." : ": " + PlainText.quoted(why));
    }

    private static boolean isActive(JsonNode it) {
        return it.path("status").asText().equals("ACTIVE");
    }

    private static List<Right> rights(JsonNode it) {
        var rights = new ArrayList<Right>();
        var scopes = it.path("scopes");
        for (int i = 0; i < scopes.size(); i++)
            rights.add(new Right(
                    it.path("may").path(i).asText(scopes.path(i).asText()),
                    scopes.path(i).asText()));
        return rights;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
