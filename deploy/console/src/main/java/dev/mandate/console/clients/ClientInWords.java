package dev.mandate.console.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.console.clients.Clients.Client;
import dev.mandate.console.clients.Clients.Right;
import dev.mandate.console.clients.Clients.Secret;
import dev.mandate.console.clients.Clients.Waiting;
import dev.mandate.events.cloudevents.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What identity-service says of a client. */
final class ClientInWords {
    private ClientInWords() {}

    /** As a list has it. */
    static Client of(JsonNode it) {
        return of(it, "", List.of(), List.of(), List.of());
    }

    static Client of(JsonNode it, String answers, List<Secret> secrets, List<String> elsewhere, List<Waiting> waiting) {
        var id = it.path("client").asText();
        return new Client(
                id,
                it.path("name").asText(),
                kind(id, it),
                answers,
                standing(it),
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

    private static String standing(JsonNode it) {
        if (isActive(it)) return "It gets tokens.";
        var why = it.path("statusReason").asText("");
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
