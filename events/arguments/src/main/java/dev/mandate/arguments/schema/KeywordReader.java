package dev.mandate.arguments.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what one schema asks for, keyword by keyword. */
final class KeywordReader {
    private static final Set<String> TYPES =
            Set.of("string", "integer", "number", "boolean", "array", "object", "null");
    private static final int FEW_PATTERNS = 32;

    private final SchemaCompiler compiler;
    private final Written schema;
    private final List<Keyword> keywords = new ArrayList<>();
    private final List<Subschema> beside = new ArrayList<>();
    private final List<Subschema> excluded = new ArrayList<>();

    KeywordReader(SchemaCompiler compiler, Written schema) {
        this.compiler = compiler;
        this.schema = schema;
    }

    void fill(Subschema into) {
        if (schema.value() instanceof Boolean allowed) {
            if (!allowed) keywords.add((value, trial) -> trial.refuse("false", "isn't allowed"));
        } else {
            for (var name : schema.object().keySet()) read(String.valueOf(name), schema.member(String.valueOf(name)));
            if (has("properties") || has("patternProperties") || has("additionalProperties"))
                keywords.add(into.members = members());
            if (has("items") || has("prefixItems")) keywords.add(into.elements = elements());
        }
        into.fill(keywords, beside, excluded);
    }

    private void read(String name, Written it) {
        var keyword =
                switch (name) {
                    case "type" -> AnyKeywords.type(types(it));
                    case "enum" -> AnyKeywords.oneOf(name, nonEmpty(it));
                    case "const" -> AnyKeywords.oneOf(name, java.util.Collections.singletonList(it.value()));
                    case "minimum" -> NumberKeywords.atLeast(it.number());
                    case "maximum" -> NumberKeywords.atMost(it.number());
                    case "exclusiveMinimum" -> NumberKeywords.above(it.number());
                    case "exclusiveMaximum" -> NumberKeywords.below(it.number());
                    case "multipleOf" -> multipleOf(it);
                    case "minLength" -> TextKeywords.atLeast(it.count());
                    case "maxLength" -> TextKeywords.atMost(it.count());
                    case "pattern" -> TextKeywords.pattern(LinearPattern.of(it.text(), it.pointer()));
                    case "format" -> TextKeywords.format(format(it));
                    case "minItems" -> ListKeywords.atLeast(it.count());
                    case "maxItems" -> ListKeywords.atMost(it.count());
                    case "uniqueItems" -> it.flag() ? ListKeywords.unique() : null;
                    case "contains" -> contains(it);
                    case "required" -> ObjectKeywords.required(it.texts());
                    case "minProperties" -> ObjectKeywords.atLeast(it.count());
                    case "maxProperties" -> ObjectKeywords.atMost(it.count());
                    case "propertyNames" -> ObjectKeywords.propertyNames(compiler.schema(it));
                    case "dependentRequired" -> ObjectKeywords.dependentRequired(textsByName(it));
                    default -> combination(name, it);
                };
        if (keyword != null) keywords.add(keyword);
    }

    private @Nullable Keyword combination(String name, Written it) {
        return switch (name) {
            case "allOf" -> Combinations.allOf(besides(compiler.schemas(it)));
            case "anyOf" -> Combinations.anyOf(besides(compiler.schemas(it)));
            case "oneOf" -> Combinations.oneOf(besides(compiler.schemas(it)));
            case "$ref" -> Combinations.allOf(besides(List.of(compiler.referenced(it))));
            case "dependentSchemas" -> {
                var schemas = compiler.byName(it);
                beside.addAll(schemas.values());
                yield ObjectKeywords.dependentSchemas(schemas);
            }
            case "if" ->
                Combinations.either(
                        beside(it), has("then") ? beside("then") : null, has("else") ? beside("else") : null);
            case "not" -> {
                var other = compiler.schema(it);
                excluded.add(other);
                yield Combinations.not(other);
            }
            case "properties", "items" -> null; // with what stands beside them
            case "$schema" -> dialect(it);
            default -> {
                if (KnownKeywords.asksNothing(name)
                        || name.equals("$id") && schema.pointer().isEmpty()) yield null;
                throw new UnenforceableException(it.pointer(), KnownKeywords.instead(name));
            }
        };
    }

    private Members members() {
        var named = has("properties") ? compiler.byName(schema.member("properties")) : Map.<String, Subschema>of();
        var patterns = new ArrayList<Members.ByPattern>();
        if (has("patternProperties")) {
            var written = schema.member("patternProperties");
            for (var key : written.object().keySet()) {
                var name = String.valueOf(key);
                var at = written.member(name);
                patterns.add(new Members.ByPattern(LinearPattern.of(name, at.pointer()), compiler.schema(at)));
            }
            if (patterns.size() > FEW_PATTERNS) throw written.must("have at most " + FEW_PATTERNS + " patterns");
        }
        if (!has("additionalProperties")) return new Members(named, List.copyOf(patterns), null, false);
        var others = schema.member("additionalProperties");
        return new Members(
                named, List.copyOf(patterns), compiler.schema(others), !Boolean.FALSE.equals(others.value()));
    }

    private Elements elements() {
        var first = has("prefixItems") ? compiler.schemas(schema.member("prefixItems")) : List.<Subschema>of();
        if (!has("items")) return new Elements(first, null, false);
        var rest = schema.member("items");
        if (rest.value() instanceof List<?>)
            throw rest.must("be one schema; write prefixItems for elements by their place");
        return new Elements(first, compiler.schema(rest), Boolean.FALSE.equals(rest.value()));
    }

    private Keyword contains(Written it) {
        var least = has("minContains") ? schema.member("minContains").count() : 1;
        var most = has("maxContains") ? schema.member("maxContains").count() : -1;
        return ListKeywords.contains(compiler.schema(it), least, most);
    }

    private static Keyword multipleOf(Written it) {
        var divisor = it.number();
        if (divisor.signum() <= 0) throw it.must("be more than 0");
        return NumberKeywords.multipleOf(divisor);
    }

    private static List<String> types(Written it) {
        var types = it.value() instanceof String one ? List.of(one) : it.texts();
        if (types.isEmpty() || !TYPES.containsAll(types))
            throw it.must("name types of JSON: " + String.join(", ", new java.util.TreeSet<>(TYPES)));
        return types;
    }

    private static List<?> nonEmpty(Written it) {
        if (it.list().isEmpty()) throw it.must("name at least one value");
        return it.list();
    }

    private static Format format(Written it) {
        var format = Format.of(it.text());
        if (format == null)
            throw it.must("be one of " + Format.names()
                    + ", which are enforced; write a pattern for another, or leave it out");
        return format;
    }

    private static @Nullable Keyword dialect(Written it) {
        if (KnownKeywords.DIALECTS.contains(it.text().replaceAll("#$", ""))) return null;
        throw it.must("name JSON Schema 2020-12, https://json-schema.org/draft/2020-12/schema, or be left out");
    }

    private static Map<String, List<String>> textsByName(Written it) {
        var all = new HashMap<String, List<String>>();
        for (var name : it.object().keySet())
            all.put(String.valueOf(name), it.member(String.valueOf(name)).texts());
        return Map.copyOf(all);
    }

    private Subschema beside(String name) {
        return beside(schema.member(name));
    }

    private Subschema beside(Written it) {
        return besides(List.of(compiler.schema(it))).get(0);
    }

    private List<Subschema> besides(List<Subschema> some) {
        beside.addAll(some);
        return some;
    }

    private boolean has(String name) {
        return schema.object().containsKey(name);
    }
}
