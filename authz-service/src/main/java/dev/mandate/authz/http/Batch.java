package dev.mandate.authz.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mandate.messaging.http.ProblemException;
import java.util.ArrayList;
import java.util.List;

/**
 * Several evaluations in one body.
 *
 * @param items each with what it inherits; empty for a body that is one evaluation
 * @param counts towards the quota, in bytes, beside the body
 */
record Batch(List<Member> items, Semantic semantic, long counts) {
    private static final int MOST = 200;

    /** What items inherit counts once for each, so that a small request doesn't become many large records. */
    private static final int MOST_INHERITED = 1024 * 1024;

    private static final String SEMANTIC = "evaluations_semantic";

    /** What an item may leave out. */
    static final List<String> INHERITED = List.of("subject", "action", "resource", "context");

    enum Semantic {
        EXECUTE_ALL,
        DENY_ON_FIRST_DENY,
        PERMIT_ON_FIRST_PERMIT;

        static Semantic of(Member body) {
            var options = body.optionalObject("options");
            var name = options == null ? null : options.spelt(SEMANTIC).optionalText(SEMANTIC);
            if (options == null || name == null) return EXECUTE_ALL;
            return switch (name) {
                case "execute_all" -> EXECUTE_ALL;
                case "deny_on_first_deny" -> DENY_ON_FIRST_DENY;
                case "permit_on_first_permit" -> PERMIT_ON_FIRST_PERMIT;
                default ->
                    throw options.wrong(SEMANTIC, "must be execute_all, deny_on_first_deny or permit_on_first_permit");
            };
        }

        boolean endsWith(boolean allowed) {
            return switch (this) {
                case EXECUTE_ALL -> false;
                case DENY_ON_FIRST_DENY -> !allowed;
                case PERMIT_ON_FIRST_PERMIT -> allowed;
            };
        }
    }

    /** @throws ProblemException 400 if there are too many, or they inherit too much */
    static Batch of(Member body) {
        var semantic = Semantic.of(body.spelt("context", "evaluations", "options"));
        var node = body.node().get("evaluations");
        if (node == null || node.isNull()) return new Batch(List.of(), semantic, 0);
        if (!node.isArray()) throw body.wrong("evaluations", "must be an array");
        if (node.size() > MOST) throw body.wrong("evaluations", "must have at most " + MOST + " items");
        var inherited = inherited(body.node(), node);
        if (inherited > MOST_INHERITED)
            throw body.wrong("evaluations", "must inherit less: give each item its own context");
        var items = new ArrayList<Member>();
        for (int i = 0; i < node.size(); i++) items.add(item(body.node(), node.get(i), "/evaluations/" + i));
        return new Batch(items, semantic, inherited + (long) items.size() * Admission.LEAST);
    }

    private static long inherited(JsonNode defaults, JsonNode items) {
        var characters = 0L;
        for (var name : INHERITED) {
            if (!defaults.hasNonNull(name)) continue;
            long length = defaults.get(name).toString().length();
            for (var item : items) if (!item.hasNonNull(name)) characters += length;
        }
        return characters;
    }

    private static Member item(JsonNode defaults, JsonNode own, String pointer) {
        if (!own.isObject()) throw new ProblemException(400, "invalid-body", "An item must be an object", pointer);
        var whole = JsonNodeFactory.instance.objectNode();
        for (var name : INHERITED) {
            var value = own.hasNonNull(name) ? own.get(name) : defaults.get(name);
            if (value != null) whole.set(name, value);
        }
        return new Member(whole, pointer, List.of(own, defaults));
    }
}
