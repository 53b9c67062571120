package dev.mandate.authz.engine.cedar.publish;

import com.cedarpolicy.model.schema.Schema;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.engine.cedar.publish.OfficialCedar.Unreadable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns policy files into Cedar's JSON form, if all of them are well formed and fit the schema. For publications: it
 * takes milliseconds per policy and a native library, neither of which a decision needs.
 *
 * <p>A policy's id is its annotation {@code @id("…")} or, without one, {@code <file>#<n>} with n from 0.
 */
public final class PolicySource {

    private final List<Finding> findings = new ArrayList<>();

    private final AnnotationRule rule;

    private PolicySource(AnnotationRule rule) {
        this.rule = rule;
    }

    /** Reports everything that is wrong at once, except that only what parses can be held against the schema. */
    public static Publication publish(List<PolicyFile> policies, PolicyFile schema, List<TemplateLink> links) {
        return publish(policies, schema, links, AnnotationRule.ANY);
    }

    /** The same, where annotations must be as somebody reads them. */
    public static Publication publish(
            List<PolicyFile> policies, PolicyFile schema, List<TemplateLink> links, AnnotationRule rule) {
        return DeepStack.call(() -> new PolicySource(rule).read(policies, schema, links));
    }

    private Publication read(List<PolicyFile> files, PolicyFile schemaFile, List<TemplateLink> links) {
        var schema = schema(schemaFile);
        var draft = new Draft();
        for (var file : files) {
            for (var statement : Statement.of(file)) add(draft, statement);
        }
        for (var link : links) {
            var refusal = draft.link(link);
            if (refusal != null) findings.add(new Finding("links", 1, 1, refusal));
        }
        if (schema == null || !findings.isEmpty()) return new Publication.Refused(List.copyOf(findings));
        try {
            return validated(draft, schema, OfficialCedar.json(schema));
        } catch (Unreadable e) {
            return new Publication.Refused(List.of(new Finding(schemaFile.name(), 1, 1, e.reason())));
        }
    }

    private @Nullable Schema schema(PolicyFile file) {
        var excess = Bounds.excess(file.text());
        if (excess != null) {
            findings.add(new Finding(file.name(), 1, 1, excess));
            return null;
        }
        try {
            return OfficialCedar.schema(file.text());
        } catch (Unreadable e) {
            findings.add(new Finding(file.name(), 1, 1, e.reason()));
            return null;
        }
    }

    private void add(Draft draft, Statement statement) {
        var excess = Bounds.excess(statement.source());
        if (excess != null) {
            findings.add(statement.finding(excess));
            return;
        }
        try {
            var parsed = OfficialCedar.policies(statement.source());
            var refusal = draft.add(statement, parsed);
            if (refusal != null) findings.add(statement.finding(refusal));
            annotations(statement, parsed);
        } catch (Unreadable e) {
            findings.add(statement.finding(e.reason()));
        }
    }

    private void annotations(Statement statement, JsonNode parsed) {
        for (var annotations : parsed.findValues("annotations")) {
            for (var annotation : annotations.properties()) {
                var name = annotation.getKey();
                var refusal = rule.refusal(name, annotation.getValue().asText(""));
                if (refusal != null) findings.add(statement.findingOf(name, refusal));
            }
        }
    }

    private Publication validated(Draft draft, Schema schema, JsonNode schemaJson) {
        var response = OfficialCedar.validate(schema, draft.official());
        if (response.success.isEmpty()) {
            response.errors.ifPresent(
                    errors -> errors.forEach(error -> findings.add(new Finding("policies", 1, 1, error.message))));
            return new Publication.Refused(List.copyOf(findings));
        }
        var result = response.success.get();
        if (!result.validationErrors.isEmpty()) {
            return new Publication.Refused(
                    result.validationErrors.stream().map(draft::finding).toList());
        }
        return new Publication.Accepted(
                draft.json(),
                schemaJson,
                result.validationWarnings.stream().map(draft::finding).toList());
    }
}
