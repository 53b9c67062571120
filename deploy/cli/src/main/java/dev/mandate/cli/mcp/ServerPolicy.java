package dev.mandate.cli.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.AdminApi;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.ApiRefused;
import dev.mandate.cli.proposals.Waiting;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who may call what was accepted of a server: a set of policies of its own, with a permit for each role, since acceptance lets nobody call anything. What
 * other policies forbid stays so.
 */
final class ServerPolicy {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final Pattern ROLE = Pattern.compile("Mandate::Role::\"([^\"]*)\"");

    private final SystemOptions options;
    private final String server;

    ServerPolicy(SystemOptions options, String server) {
        this.options = options;
        this.server = server;
    }

    /** @throws IllegalArgumentException for a role that the catalogue hasn't, by which nobody would be permitted anything */
    void requireKnown(Set<String> roles) {
        var catalogue = new AdminApi(options, Service.LIFECYCLE, "/catalog/role/");
        for (var role : roles) {
            if (!PLAIN.matcher(role).matches()) throw unknown(role);
            try {
                catalogue.get(ApiClient.encode(role));
            } catch (ApiRefused e) {
                throw e.status() == 404 ? unknown(role) : e;
            }
        }
    }

    private static IllegalArgumentException unknown(String role) {
        return new IllegalArgumentException(
                "--for names the role " + role + ", which the catalogue has not; nothing was accepted");
    }

    /** @throws IllegalArgumentException where somebody has put more into the set, such as what is forbidden, which would end with this */
    void requireOwn() {
        var policies = policies();
        try {
            var active = policies.get("").path("facts").path("active");
            if (active.isNumber()
                    && !isOwn(policies.get("/versions/" + active.asLong()).path("submission")))
                throw new IllegalArgumentException("the policy set mcp-" + server
                        + " has more than `mcp accept` writes there; add the permit to it by hand"
                        + " (deploy/mandate policies publish); nothing was accepted");
        } catch (ApiRefused e) {
            if (e.status() != 404) throw e; // there is none yet
        }
    }

    /** @param submission of a version, as authz-service shows it */
    boolean isOwn(JsonNode submission) {
        var files = submission.path("files");
        if (files.size() != 1 || !submission.path("tests").isEmpty()) return false;
        if (!submission.path("links").isEmpty() || submission.hasNonNull("schema")) return false;
        var text = files.path(0).path("text").asText();
        var roles = ROLE.matcher(text).results().map(role -> role.group(1)).collect(Collectors.toSet());
        return text.equals(text(server, roles));
    }

    private AdminApi policies() {
        return new AdminApi(options, Service.AUTHZ, "/policies/mcp-" + ApiClient.encode(server));
    }

    /**
     * Whoever holds one of these roles may call it, and nobody any more by another that was named before.
     *
     * @return what is in force, or what waits for people
     */
    JsonNode permits(Set<String> roles) {
        var policies = policies();
        try {
            var published = policies.offer(
                            "/versions",
                            Map.of(
                                    "files",
                                    List.of(Map.of("name", server + ".cedar", "text", text(server, roles))),
                                    "tests",
                                    List.of(),
                                    "comment",
                                    "who may call what the MCP server " + server + " has"))
                    .orRefuse();
            return policies.put(
                    "/active", published.path("version").path("version").asLong());
        } catch (ApiRefused e) {
            throw new IllegalStateException(
                    "it is accepted, but this permits nobody to call it: " + e.getMessage()
                            + " Ask who writes policies, or type `deploy/mandate logout`, by which this command runs as the bootstrap client, and this again.",
                    e);
        }
    }

    static String text(String server, Set<String> roles) {
        var text = new StringBuilder("// Who may call what the MCP server " + server
                + " has, and so the most that an agent may call for him; what is forbidden stays so.\n");
        for (var role : new TreeSet<>(roles)) text.append("""

                    @id("%s-for-%s")
                    permit (
                      principal in Mandate::Role::"%s",
                      action in Mandate::Action::"call",
                      resource in Mandate::Application::"%s"
                    );
                    """.formatted(server, role, role, server));
        return text.toString();
    }

    /** @return the exit code of a command that ends with this */
    static int told(Set<String> roles, JsonNode standing) {
        if (Waiting.is(standing)) return Waiting.told(standing);
        System.out.println("Permitted to whoever holds " + String.join(" or ", roles) + ".");
        return 0;
    }
}
