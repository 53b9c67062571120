package dev.mandate.cli.questions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.ApiClient.Answer;
import dev.mandate.cli.running.Service;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What an id names, with what was done to it, by whom and why. The form of an id says who has it; of what nobody keeps the trail has all there is. */
public final class Opening {
    private static final Answer GONE = new Answer(404, MissingNode.getInstance());
    private static final int FORBIDDEN = 403;

    private final Reader reader;

    public Opening(Reader reader) {
        this.reader = reader;
    }

    /** Asks a service as whoever types. */
    @FunctionalInterface
    public interface Reader {
        Answer get(Service service, String path);
    }

    /** By what the trail finds the lines that are about something. */
    private enum Found {
        /** It is its lines itself. */
        ITSELF(""),
        SUBJECT("subject="),
        /** What people and clients did: there are lines of other kinds, too. */
        DELEGATION("topic=identity.administration.v1&delegation="),
        AGENT("topic=identity.administration.v1&agent=");

        private final String filter;

        Found(String filter) {
            this.filter = filter;
        }
    }

    /** In the order in which they are tried. */
    private enum Kind {
        DECISION("dec_.+", Service.AUDIT, "/decisions/", Found.ITSELF),
        FINDING("fnd_.+", Service.AUDIT, "/findings/", Found.SUBJECT),
        DELEGATION("del_.+", Service.IDENTITY, "/delegations/", Found.DELEGATION),
        OFFER("ofr_.+", Service.IDENTITY, "/offers/", Found.SUBJECT),
        AGENT("agt_.+", Service.IDENTITY, "/agents/", Found.AGENT),
        IDENTITY("(?:per|wkl)_.+", Service.IDENTITY, "/identities/", Found.AGENT),
        CLIENT("cli_.+|admin", Service.IDENTITY, "/clients/", Found.SUBJECT),
        /** Of sign-in, or of tokens and signals of others: nobody keeps those by their URL. */
        ISSUER(".+://.+", Service.IDENTITY, "/issuers/", Found.SUBJECT),
        /** As whoever it concerns sees it; to all others as the trail has it. */
        APPROVAL("apr_.+", Service.LIFECYCLE, "/approvals/", Found.SUBJECT),
        /** A signing key, a group that a provider keeps by SCIM and nobody else reads. */
        TOLD("(?:key|grp)_.+", Set.of(), "", Found.SUBJECT),
        /** An account of the broker, an MCP server behind the gateway: what operators did about them. */
        OPERATED("(?:account|mcp-server):.+", Set.of(), "", Found.SUBJECT),
        PROPOSAL("prp_.+", Service.withDatabase(), "/proposals/", Found.SUBJECT),
        GRANT("grt_.+", Service.LIFECYCLE, "/grants/", Found.SUBJECT),
        POLICY_SET("policy-set:(.+)", Service.AUTHZ, "/policies/", Found.SUBJECT),
        RULE("rule:(.+)", Service.AUDIT, "/rules/", Found.SUBJECT),
        /** Kind and id. */
        CATALOGUE("([^:]+):(.+)", Service.LIFECYCLE, "/catalog/", Found.SUBJECT),
        /** What could not be taken, by topic, partition and offset; whoever may read dead letters sees it by {@code dead-letters show}. */
        REFUSED_RECORD("[A-Za-z0-9._-]+/\\d+/\\d+", Set.of(), "", Found.SUBJECT),
        /** By its number, or the id of the event, which may be any text. */
        TRAIL_LINE(".+", Service.AUDIT, "/trail/", Found.ITSELF);

        private final Pattern form;
        private final Set<Service> kept;
        private final String path;
        private final Found found;

        Kind(String form, Service keeper, String path, Found found) {
            this(form, EnumSet.of(keeper), path, found);
        }

        /** @param kept by one of these; its id, or the groups of its form, follow the path */
        Kind(String form, Set<Service> kept, String path, Found found) {
            this.form = Pattern.compile(form, Pattern.DOTALL);
            this.kept = kept;
            this.path = path;
            this.found = found;
        }

        static Optional<Kind> of(String id) {
            return Arrays.stream(values())
                    .filter(kind -> kind.form.matcher(id).matches())
                    .findFirst();
        }

        private String at(String id) {
            var parts = form.matcher(id);
            if (!parts.matches() || parts.groupCount() == 0) return path + ApiClient.encode(id);
            var at = new StringBuilder(path).append(ApiClient.encode(parts.group(1)));
            for (var part = 2; part <= parts.groupCount(); part++)
                at.append('/').append(ApiClient.encode(parts.group(part)));
            return at.toString();
        }
    }

    /** Whether it has the form of one that is opened here. */
    static boolean isId(String id) {
        return Kind.of(id)
                .filter(kind -> kind != Kind.TRAIL_LINE || id.matches("\\d+"))
                .isPresent();
    }

    /** 404 where nothing has the id. */
    public Answer of(String id) {
        return Kind.of(id).map(kind -> of(id, kind)).orElse(GONE);
    }

    private Answer of(String id, Kind kind) {
        var kept = kind == Kind.APPROVAL ? approval(id) : agreements(id, kind, kept(id, kind));
        if (kind.found == Found.ITSELF || kept.status() != GONE.status() && kept.status() / 100 != 2) return kept;
        return withTrail(kept, kind.found.filter + ApiClient.encode(id));
    }

    /** Which call it is for, of whom, and what was said: nobody but whom it concerns is shown it by its keeper. */
    private Answer approval(String id) {
        var own = kept(id, Kind.APPROVAL);
        if (own.status() / 100 == 2) return own;
        var newest = toldOf(id, reader);
        if (!newest.isObject()) return GONE;
        ObjectNode shown = newest.deepCopy();
        var decided = reader.get(
                        Service.AUDIT, "/decisions/" + newest.path("decision").asText())
                .body()
                .at("/record/payload");
        for (var name : List.of("arguments", "explanation"))
            if (decided.hasNonNull(name)) shown.set(name, decided.path(name));
        return new Answer(200, shown.put("says", inWords(newest)));
    }

    /** What the trail has last of an approval; missing where nothing is told of it, or whoever reads may not see it. */
    public static JsonNode toldOf(String approval, Reader reader) {
        return reader.get(
                        Service.AUDIT,
                        "/trail?order=desc&limit=1&topic=lifecycle.approvals.v1&subject=" + ApiClient.encode(approval))
                .body()
                .at("/entries/0/payload");
    }

    private String inWords(JsonNode approval) {
        var call = approval.path("call");
        var person = approval.path("person").asText();
        var said = approval.path("answer").path("by").path("subject").asText();
        var who = person.isEmpty() ? "whoever has the role" : nameOf(person);
        return "Whether " + nameOf(call.path("subject").asText()) + " may "
                + call.path("action").asText() + " " + call.path("resource").asText() + ", once: asked of " + who
                + (said.isEmpty()
                        ? ""
                        : ", and " + nameOf(said) + " said "
                                + (approval.at("/answer/approved").asBoolean() ? "yes" : "no"))
                + "; " + approval.path("status").asText().toLowerCase(Locale.ROOT) + ", until "
                + approval.path("until").asText();
    }

    /** With what people agreed to, in words: why nobody was asked, or is asked within a task. */
    private Answer agreements(String id, Kind kind, Answer kept) {
        if (kept.status() / 100 != 2 || !kept.body().isObject()) return kept;
        var body = kept.body();
        if (kind == Kind.DECISION)
            return AgreementText.behind(body.at("/record/payload/guards"), this::delegation, this::nameOf)
                    .map(says -> with(body, "says", TextNode.valueOf(says)))
                    .orElse(kept);
        if (kind != Kind.DELEGATION) return kept;
        if (body.hasNonNull("agreed"))
            return with(body, "says", TextNode.valueOf(AgreementText.of(body, this::nameOf)));
        var within = JsonNodeFactory.instance.arrayNode();
        for (var one : reader.get(Service.IDENTITY, "/agreements?limit=200&task=" + ApiClient.encode(id))
                .body()
                .path("items")) within.add(AgreementText.of(one, this::nameOf));
        return within.isEmpty() ? kept : with(body, "agreements", within);
    }

    private static Answer with(JsonNode body, String name, JsonNode value) {
        ObjectNode shown = body.deepCopy();
        shown.set(name, value);
        return new Answer(200, shown);
    }

    private Optional<JsonNode> delegation(String id) {
        var found = reader.get(Service.IDENTITY, "/delegations/" + ApiClient.encode(id));
        return found.status() / 100 == 2 ? Optional.of(found.body()) : Optional.empty();
    }

    private String nameOf(String id) {
        return reader.get(Service.IDENTITY, "/identities/" + ApiClient.encode(id))
                .body()
                .path("displayName")
                .asText(id);
    }

    private Answer kept(String id, Kind kind) {
        for (var service : kind.kept) {
            var answer = reader.get(service, kind.at(id));
            if (answer.status() != GONE.status()) return answer;
        }
        return GONE;
    }

    /** What was done to something is left when it is gone itself. */
    private Answer withTrail(Answer kept, String filter) {
        var gone = kept.status() == GONE.status();
        var lines = reader.get(Service.AUDIT, "/trail?order=desc&limit=50&" + filter);
        var mayNot = lines.status() == FORBIDDEN && !gone;
        if (!mayNot && lines.orRefuse().path("entries").isEmpty() && gone) return GONE;
        var shown = gone
                ? JsonNodeFactory.instance.objectNode()
                : (ObjectNode) kept.body().deepCopy();
        if (mayNot) return new Answer(200, shown.put("trailNotShown", "reading the trail needs the scope trail:read"));
        var trail = shown.putArray("trail");
        for (var line : lines.body().path("entries"))
            trail.addObject()
                    .put("id", line.path("id").asText())
                    .put("occurredAt", line.path("occurredAt").asText())
                    .put("summary", line.path("summary").asText());
        return new Answer(200, shown);
    }
}
