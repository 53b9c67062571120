package dev.mandate.cli.story;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.running.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One session as a self-contained HTML page: each decision guard by guard, each call, the finding, back to the person. */
final class Timeline {
    private static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
            ol{list-style:none;padding:0;border-left:3px solid #d0d7de} li{margin:0 0 1.2rem;padding-left:1rem}
            .deny,.finding{border-left:6px solid #b3261e;margin-left:-4px} .allow{border-left:6px solid #1a7f37;margin-left:-4px}
            time,.id{color:#57606a;font:13px ui-monospace,monospace} table{border-collapse:collapse;font-size:14px}
            td,th{text-align:left;padding:.15rem .8rem .15rem 0;border-bottom:1px solid #eaeef2}
            """;

    private Timeline() {}

    static void write(Stage stage, String session, Path file) {
        var entries = stage.await.until(
                () -> stage.api
                        .get(
                                Service.AUDIT,
                                "/trail?session=" + ApiClient.encode(session) + "&limit=200",
                                stage.cast.admin())
                        .body(),
                body -> items(body).toString().contains("risk.findings.v1"));
        var page = new StringBuilder("<!doctype html><html lang=en><meta charset=utf-8><title>Session ")
                .append(escape(session))
                .append("</title><style>")
                .append(STYLE)
                .append("</style><h1>One session, back to the person</h1>");
        person(page, items(entries));
        page.append("<ol>");
        items(entries).forEach(entry -> entry(page, entry));
        page.append("</ol></html>\n");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, page);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static JsonNode items(JsonNode body) {
        return body.isArray() ? body : body.has("items") ? body.path("items") : body.path("entries");
    }

    private static void person(StringBuilder page, JsonNode entries) {
        for (var entry : entries) {
            if (entry.hasNonNull("person")) {
                page.append("<p>Who answers for it: <b>")
                        .append(escape(entry.path("person").asText()))
                        .append("</b></p>");
                return;
            }
        }
    }

    private static void entry(StringBuilder page, JsonNode entry) {
        var payload = entry.path("payload");
        var kind = !payload.has("allowed")
                ? entry.path("topic").asText().startsWith("risk") ? "finding" : ""
                : payload.path("allowed").asBoolean() ? "allow" : "deny";
        page.append("<li class='")
                .append(kind)
                .append("'><time>")
                .append(escape(entry.path("occurredAt").asText()))
                .append("</time> ")
                .append(escape(entry.path("summary").asText()))
                .append(" <span class=id>")
                .append(escape(
                        entry.path("decision").asText(entry.path("eventId").asText())))
                .append("</span>");
        if (payload.path("guards").size() > 0) {
            page.append("<table><tr><th>guard<th>about<th>outcome<th>policies");
            payload.path("guards")
                    .forEach(guard -> page.append("<tr><td>")
                            .append(escape(guard.path("guard").asText()))
                            .append("<td>")
                            .append(escape(guard.path("about").asText("")))
                            .append("<td>")
                            .append(
                                    guard.path("passed").asBoolean()
                                            ? "passed"
                                            : escape(guard.path("reason").asText()))
                            .append("<td>")
                            .append(escape(guard.path("policies").toString())));
            page.append("</table>");
        }
        page.append("</li>");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }
}
