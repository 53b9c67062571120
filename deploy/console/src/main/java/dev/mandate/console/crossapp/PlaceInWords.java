package dev.mandate.console.crossapp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.PlainText;
import java.util.ArrayList;

/** Where a client may act for people, and as what, in words. */
public final class PlaceInWords {
    private PlaceInWords() {}

    /** @param permission as identity-service has it */
    public static String of(JsonNode permission) {
        var scopes = joined(permission.path("scopes"), " and ");
        var tools = joined(permission.path("tools"), " and ");
        return "at " + permission.path("audience").asText() + " as "
                + PlainText.quoted(permission.path("clientId").asText()) + ", for "
                + permission.path("resource").asText("whatever it serves")
                + (scopes.isEmpty() ? ", with whatever it is given there" : ", with " + scopes)
                + (tools.isEmpty() ? "" : ", within tasks that have " + tools)
                + (permission.hasNonNull("audTenant")
                        ? ", in the tenant "
                                + PlainText.quoted(permission.path("audTenant").asText())
                        : "")
                + (permission.path("email").asBoolean() ? ", telling the person's mail address" : "");
    }

    private static String joined(JsonNode texts, String with) {
        var all = new ArrayList<String>();
        texts.forEach(text -> all.add(text.asText()));
        return String.join(with, all);
    }
}
