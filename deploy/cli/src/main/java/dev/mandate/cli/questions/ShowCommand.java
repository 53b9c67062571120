package dev.mandate.cli.questions;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.SignIn;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.events.cloudevents.EventJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mandate show ID}: opens whatever an id names; its prefix tells who has it. */
@Command(
        name = "show",
        description =
                "Open a decision (dec_), delegation (del_), identity (per_, agt_), client (cli_), sign-in issuer (its URL),"
                        + " signing key (key_), offer (ofr_), grant (grt_), approval (apr_), finding (fnd_), catalogue entry (tool:…, role:…, …),"
                        + " policy set (policy-set:main), risk rule (rule:…, by its id) or trail entry (a number),"
                        + " with what was done to it, by whom and why.")
public final class ShowCommand implements Callable<Integer> {
    private static final String POLICY_SET = "policy-set:";
    private static final String RULE = "rule:";
    private static final ApiClient.Answer GONE = new ApiClient.Answer(404, MissingNode.getInstance());

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Parameters(description = "the id")
    @SuppressWarnings("NullAway.Init")
    private String id;

    @Override
    public Integer call() throws Exception {
        var system = options.system();
        var api = new ApiClient(system.ports());
        var admin = new SignIn(api, system).operator();
        var answer = open(api, admin);
        if (answer.status() == 404) {
            System.err.println("mandate: nothing has the id " + id
                    + "; an id begins with dec_, del_, per_, agt_, cli_, key_, ofr_, grt_, apr_, fnd_, https://, policy-set:, rule: or a kind of the catalogue such as tool:,"
                    + " or is the number of a line of the trail");
            return 1;
        }
        var body = answer.plain().orRefuse();
        System.out.println(EventJson.mapper()
                .writer()
                .with(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(body));
        return 0;
    }

    private ApiClient.Answer open(ApiClient api, String admin) {
        var safe = ApiClient.encode(id);
        if (id.startsWith("dec_")) return api.get(Service.AUDIT, "/decisions/" + safe, admin);
        if (id.startsWith("fnd_")) return api.get(Service.AUDIT, "/findings/" + safe, admin);
        if (id.startsWith("del_"))
            return withActs(api, admin, "delegation", api.get(Service.IDENTITY, "/delegations/" + safe, admin));
        if (id.startsWith("ofr_")) return api.get(Service.IDENTITY, "/offers/" + safe, admin);
        if (id.startsWith("agt_"))
            return withActs(api, admin, "agent", api.get(Service.IDENTITY, "/agents/" + safe, admin));
        if (id.startsWith("per_") || id.startsWith("wkl_"))
            return withActs(api, admin, "agent", api.get(Service.IDENTITY, "/identities/" + safe, admin));
        if (id.startsWith("cli_") || id.equals("admin"))
            return withTrail(api, admin, api.get(Service.IDENTITY, "/clients/" + safe, admin));
        if (id.contains("://")) return withTrail(api, admin, api.get(Service.IDENTITY, "/issuers/" + safe, admin));
        if (id.startsWith("key_") || id.startsWith("apr_")) return withTrail(api, admin, GONE);
        if (id.startsWith(POLICY_SET))
            return withTrail(api, admin, api.get(Service.AUTHZ, "/policies/" + after(POLICY_SET), admin));
        if (id.startsWith(RULE)) return withTrail(api, admin, api.get(Service.AUDIT, "/rules/" + after(RULE), admin));
        if (id.startsWith("prp_")) return withTrail(api, admin, proposal(api, admin, "/proposals/" + safe));
        if (id.startsWith("grt_")) return withTrail(api, admin, api.get(Service.LIFECYCLE, "/grants/" + safe, admin));
        var colon = id.indexOf(':');
        if (colon > 0)
            return withTrail(
                    api,
                    admin,
                    api.get(
                            Service.LIFECYCLE,
                            "/catalog/" + ApiClient.encode(id.substring(0, colon)) + "/"
                                    + ApiClient.encode(id.substring(colon + 1)),
                            admin));
        return api.get(Service.AUDIT, "/trail/" + safe, admin);
    }

    /** Whichever service keeps it. */
    private static ApiClient.Answer proposal(ApiClient api, String admin, String path) {
        for (var service : Service.withDatabase()) {
            var answer = api.get(service, path, admin);
            if (answer.status() != 404) return answer;
        }
        return GONE;
    }

    /** With what was done to it, by whom and why; that is left of what is gone itself, and all there is of a signing key. */
    private ApiClient.Answer withTrail(ApiClient api, String admin, ApiClient.Answer answer) {
        return withTrail(api, admin, "subject=", answer);
    }

    /** With what people and clients did to what has lines of other kinds, too. */
    private ApiClient.Answer withActs(ApiClient api, String admin, String by, ApiClient.Answer answer) {
        return answer.status() == 404
                ? answer
                : withTrail(api, admin, "topic=identity.administration.v1&" + by + "=", answer);
    }

    private ApiClient.Answer withTrail(ApiClient api, String admin, String filter, ApiClient.Answer answer) {
        var lines = api.get(Service.AUDIT, "/trail?order=desc&limit=50&" + filter + ApiClient.encode(id), admin)
                .orRefuse()
                .path("entries");
        if (answer.status() == 404 && lines.isEmpty()) return answer;
        var shown = answer.status() == 404
                ? JsonNodeFactory.instance.objectNode()
                : (ObjectNode) answer.orRefuse().deepCopy();
        var trail = shown.putArray("trail");
        for (var line : lines)
            trail.addObject()
                    .put("id", line.path("id").asText())
                    .put("occurredAt", line.path("occurredAt").asText())
                    .put("summary", line.path("summary").asText());
        return new ApiClient.Answer(200, shown);
    }

    private String after(String prefix) {
        return ApiClient.encode(id.substring(prefix.length()));
    }
}
