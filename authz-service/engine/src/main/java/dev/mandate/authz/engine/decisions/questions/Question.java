package dev.mandate.authz.engine.decisions.questions;

import dev.mandate.authz.engine.entities.CedarView.SignedInOn;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.authz.Authentication;
import dev.mandate.events.authz.Established;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * May this subject do this to this resource? The asker's right to ask has been settled before.
 *
 * @param arguments of the tool call; null where the question names none
 * @param asserted what the caller claims about the circumstances; policies see it apart from what is known
 * @param delegation what the subject acts under; null where it acts on its own
 * @param delegator on whose behalf the token or the asker says that the subject acts; null where nobody says so
 * @param proof what the tokens prove that the question rests on
 * @param asker who asks
 */
public record Question(
        String subjectType,
        String subjectId,
        Action action,
        String resourceType,
        String resourceId,
        @Nullable Map<String, Object> arguments,
        Map<String, Object> asserted,
        @Nullable DelegationId delegation,
        @Nullable String delegator,
        Proof proof,
        Asker asker,
        @Nullable String requestId,
        @Nullable String traceparent) {
    private static final String RESOURCE = "resource";
    private static final Set<String> IN_CATALOGUE = Set.of("tool", "model", "surface");

    /** Asked by one whose word counts for nothing. */
    public Question(
            String subjectType,
            String subjectId,
            Action action,
            String resourceType,
            String resourceId,
            @Nullable Map<String, Object> arguments,
            Map<String, Object> asserted,
            @Nullable DelegationId delegation,
            @Nullable String delegator,
            Proof proof,
            String caller,
            @Nullable String requestId,
            @Nullable String traceparent) {
        this(
                subjectType,
                subjectId,
                action,
                resourceType,
                resourceId,
                arguments,
                asserted,
                delegation,
                delegator,
                proof,
                Asker.of(caller),
                requestId,
                traceparent);
    }

    /**
     * The name as asked.
     *
     * @param kind null for a name that this service doesn't know
     */
    public record Action(String name, @Nullable Kind kind) {
        public enum Kind {
            CALL,
            USE,
            /** An MCP client gets to know a server. Nothing is done by that; each call of what it finds is a question of its own. */
            DISCOVER
        }

        public static Action of(String name) {
            return switch (name) {
                case "call", "tools/call" -> new Action(name, Kind.CALL);
                case "use" -> new Action(name, Kind.USE);
                case "initialize",
                        "server/discover",
                        "ping",
                        "tools/list",
                        "resources/list",
                        "resources/templates/list",
                        "prompts/list",
                        "logging/setLevel" -> new Action(name, Kind.DISCOVER);
                default -> new Action(name, null);
            };
        }

        /** Of an MCP server, as nothing but such a one is discovered. */
        public boolean discovers() {
            return kind == Kind.DISCOVER;
        }

        public boolean isCall() {
            return kind == Kind.CALL;
        }
    }

    /**
     * What the token that was presented proves.
     *
     * @param tokens whose it is, and since when they are valid
     * @param problem why it proves nothing; null if it does, or none was presented
     * @param authentication how the person behind it signed in, as it says
     * @param established from where the subject asks; null where none of its own was shown
     */
    public record Proof(
            List<Token> tokens,
            @Nullable String problem,
            Authentication authentication,
            @Nullable Established established) {
        public static final Proof NONE = of(List.of());

        /** That these were issued, and not how anybody signed in. */
        public static Proof of(List<Token> tokens) {
            return new Proof(tokens, null, Authentication.UNKNOWN, null);
        }
    }

    /**
     * Who asks.
     *
     * @param client client id
     * @param itself it is that client itself that asks, by a token of its own, and nobody through it: so it can speak for an application
     * @param presenter whose token the question came with; null where none was asked for
     * @param vouches members of {@code asserted} that it is trusted to know, so that policies may go by them
     * @param dryRun nobody means to do it: the answer is on record apart, counts nowhere, and asks nobody for an approval
     */
    public record Asker(
            String client, boolean itself, @Nullable Actor presenter, Set<String> vouches, boolean dryRun) {
        public Asker {
            vouches = Set.copyOf(vouches);
        }

        public Asker(String client, boolean itself, @Nullable Actor presenter, Set<String> vouches) {
            this(client, itself, presenter, vouches, false);
        }

        /** One whose word counts for nothing. */
        public static Asker of(String client) {
            return new Asker(client, false, null, Set.of());
        }
    }

    /** A token's subject, actor, client or sign-in issuer, with the instant at which the token was issued. */
    public record Token(String identity, Instant issuedAt) {}

    /**
     * A call of a tool, asked for somebody who acts under no delegation and has shown no token.
     *
     * @param subjectType {@code person} or {@code agent}
     * @param caller who asks, as records name him
     */
    public static Question call(
            String subjectType, String subjectId, String tool, Map<String, Object> arguments, String caller) {
        return new Question(
                subjectType,
                subjectId,
                Action.of("call"),
                "tool",
                tool,
                arguments,
                Map.of(),
                null,
                null,
                Proof.NONE,
                caller,
                null,
                null);
    }

    /** What questions call the kind of identity that has this id; {@code identity} for an id that is none of ours. */
    public static String subjectTypeOf(String id) {
        if (id.startsWith(IdentityId.PERSON)) return "person";
        if (id.startsWith(IdentityId.AGENT)) return "agent";
        return id.startsWith(IdentityId.WORKLOAD) ? "workload" : "identity";
    }

    /** Client id of who asks. */
    public String caller() {
        return asker.client();
    }

    /** That client itself asks, and nobody through it. */
    public boolean byItself() {
        return asker.itself();
    }

    /** What the asker claims and is trusted to know. */
    public Map<String, Object> vouched() {
        if (asker.vouches().isEmpty() || asserted.isEmpty()) return Map.of();
        var vouched = new TreeMap<String, Object>();
        for (var name : asker.vouches()) {
            var claim = asserted.get(name);
            if (claim != null) vouched.put(name, claim);
        }
        return vouched;
    }

    public String subject() {
        return subjectType + "/" + subjectId;
    }

    public String resource() {
        return resourceType + "/" + resourceId;
    }

    /** About a tool, model or surface, and not about a resource that an application keeps itself. */
    public boolean inCatalogue() {
        return IN_CATALOGUE.contains(resourceType);
    }

    /** What the question says of the resource. */
    public Map<String, Object> resourceClaims() {
        if (!(asserted.get(RESOURCE) instanceof Map<?, ?> claims)) return Map.of();
        var named = new HashMap<String, Object>();
        claims.forEach((name, claim) -> named.put(String.valueOf(name), claim));
        return named;
    }

    /** Without what it says of the resource, which isn't merely asserted where the application itself says it. */
    public Question withoutResourceClaims() {
        if (!asserted.containsKey(RESOURCE)) return this;
        var others = new HashMap<>(asserted);
        others.remove(RESOURCE);
        return of(subjectId, action, resourceId, others, asker);
    }

    public Map<String, Object> argumentsOrNone() {
        return arguments == null ? Map.of() : arguments;
    }

    public SignedInOn signedInOn() {
        return new SignedInOn(subjectId, proof.authentication().device());
    }

    public boolean dryRun() {
        return asker.dryRun();
    }

    /** The same, asked only to know: of what is in the catalogue as the client of the token that was shown, for which people approve calls. */
    public Question asDryRun() {
        var shown = proof.established();
        var client = shown != null && inCatalogue() ? shown.client() : asker.client();
        return of(
                subjectId,
                action,
                resourceId,
                asserted,
                new Asker(client, asker.itself(), asker.presenter(), asker.vouches(), true));
    }

    /** The same about another resource of the same type. */
    public Question about(String otherId) {
        return of(subjectId, action, otherId, asserted, asker);
    }

    /** The same about another action. */
    public Question doing(String otherAction) {
        return of(subjectId, Action.of(otherAction), resourceId, asserted, asker);
    }

    /** The same about another subject of the same type. */
    public Question by(String otherId) {
        return of(otherId, action, resourceId, asserted, asker);
    }

    private Question of(String subject, Action does, String resource, Map<String, Object> claims, Asker by) {
        return new Question(
                subjectType,
                subject,
                does,
                resourceType,
                resource,
                arguments,
                claims,
                delegation,
                delegator,
                proof,
                by,
                requestId,
                traceparent);
    }
}
