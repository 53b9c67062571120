package dev.mandate.arguments.schema;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Makes {@link Subschema}s of a schema as written, or says why it can't. */
final class SchemaCompiler {
    private static final int MOST = 5_000;
    private static final int DEEPEST = 64;

    private final Written root;
    private final Map<String, Subschema> known = new HashMap<>();
    private final Queue<Written> open = new ArrayDeque<>();

    private SchemaCompiler(Written root) {
        this.root = root;
    }

    /** @throws UnenforceableException if any of it can't be enforced */
    static Subschema compile(Map<String, Object> schema) {
        var compiler = new SchemaCompiler(new Written(schema, ""));
        var top = compiler.schema(compiler.root);
        for (var next = compiler.open.poll(); next != null; next = compiler.open.poll())
            new KeywordReader(compiler, next).fill(compiler.schema(next));
        compiler.refuseCycles();
        return top;
    }

    /** What it says is read later: it may be part of itself. */
    Subschema schema(Written written) {
        return known.computeIfAbsent(written.pointer(), pointer -> {
            if (known.size() >= MOST)
                throw new UnenforceableException("", "has more than " + MOST + " parts; write a smaller schema");
            open.add(written);
            return new Subschema();
        });
    }

    List<Subschema> schemas(Written list) {
        var schemas = new ArrayList<Subschema>();
        for (var at = 0; at < list.list().size(); at++) schemas.add(schema(list.element(at)));
        if (schemas.isEmpty()) throw list.must("name at least one schema");
        return List.copyOf(schemas);
    }

    Map<String, Subschema> byName(Written object) {
        var schemas = new HashMap<String, Subschema>();
        for (var name : object.object().keySet())
            schemas.put(String.valueOf(name), schema(object.member(String.valueOf(name))));
        return Map.copyOf(schemas);
    }

    /** @see <a href="https://www.rfc-editor.org/rfc/rfc6901#section-6">RFC 6901, URI fragments</a> */
    Subschema referenced(Written reference) {
        var text = reference.text();
        if (!text.equals("#") && !text.startsWith("#/"))
            throw reference.must(
                    "point into the same schema, such as #/$defs/address; nothing is fetched from elsewhere");
        var at = root;
        for (var step : text.length() < 2 ? new String[0] : text.substring(2).split("/", -1)) {
            var name = decoded(step, reference).replace("~1", "/").replace("~0", "~");
            var there = at.value() instanceof List<?> list
                    ? name.matches("[0-9]{1,6}") && Integer.parseInt(name) < list.size()
                    : at.value() instanceof Map<?, ?> object && object.containsKey(name);
            if (!there) throw reference.must("point to a part that the schema has");
            at = at.value() instanceof List<?> ? at.element(Integer.parseInt(name)) : at.member(name);
        }
        return schema(at);
    }

    private static String decoded(String step, Written reference) {
        try {
            return URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw reference.must("be a pointer that can be decoded");
        }
    }

    /** One that asks itself about the same value would never answer. */
    private void refuseCycles() {
        var depths = new IdentityHashMap<Subschema, Integer>();
        for (var each : known.entrySet())
            if (depth(each.getValue(), depths) > DEEPEST)
                throw new UnenforceableException(
                        each.getKey(),
                        "leads back to itself, or through more than " + DEEPEST + " schemas; write it out");
    }

    private static int depth(Subschema schema, Map<Subschema, Integer> depths) {
        var found = depths.get(schema);
        if (found != null) return found;
        depths.put(schema, DEEPEST + 1); // for whoever comes here again on the way
        var deepest = 0;
        for (var asked : schema.asked()) deepest = Math.max(deepest, depth(asked, depths));
        var depth = Math.min(deepest, DEEPEST) + 1;
        depths.put(schema, depth);
        return depth;
    }
}
