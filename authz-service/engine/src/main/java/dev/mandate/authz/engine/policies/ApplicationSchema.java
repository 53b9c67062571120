package dev.mandate.authz.engine.policies;

import dev.mandate.authz.engine.cedar.publish.Finding;
import dev.mandate.authz.engine.cedar.publish.PolicyFile;
import dev.mandate.authz.engine.cedar.publish.TemplateLink;
import dev.mandate.authz.engine.entities.CedarNames;
import dev.mandate.authz.engine.entities.DeclaredType;
import dev.mandate.events.lifecycle.AttributeType;
import dev.mandate.events.lifecycle.CatalogEntry.Application;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What applications declare of their own resources, as part of the schema that policies are held against: one namespace for each
 * application that the policies speak of. Others stay out of it, so that no application is in the way of policies about something
 * else, and the cost of a publication follows what it is about.
 */
public final class ApplicationSchema {
    private ApplicationSchema() {}

    /**
     * Files with the schema that they are held against.
     *
     * @param findings why they can't be; empty if they can
     */
    public record Extended(PolicyFiles files, List<Finding> findings) {}

    public static Extended of(PolicyFiles files, List<TemplateLink> links, Collection<Application> applications) {
        var schema = new StringBuilder(files.schema().text());
        var findings = new ArrayList<Finding>();
        for (var application : applications) {
            if (application.resourceTypes().isEmpty() || !spokenOf(application, files.policies(), links)) continue;
            var namespace = CedarNames.namespace(application.id());
            if (Pattern.compile("\\bnamespace\\s+" + namespace + "\\b")
                    .matcher(files.schema().text())
                    .find())
                findings.add(new Finding(
                        files.schema().name(),
                        1,
                        1,
                        "the namespace " + namespace + " is what the application " + application.id()
                                + " declares in the catalogue; leave it out here"));
            schema.append('\n').append(text(application));
        }
        var whole = new PolicyFile(files.schema().name(), schema.toString());
        return new Extended(new PolicyFiles(whole, files.policies()), List.copyOf(findings));
    }

    private static boolean spokenOf(Application application, List<PolicyFile> policies, List<TemplateLink> links) {
        var namespace = CedarNames.namespace(application.id()) + "::";
        var name = Pattern.compile("\\b" + namespace);
        var id = "\"" + application.id() + "\"";
        return policies.stream()
                        .anyMatch(file ->
                                name.matcher(file.text()).find() || file.text().contains(id))
                || links.stream()
                        .flatMap(link -> link.slots().values().stream())
                        .anyMatch(uid ->
                                uid.type().startsWith(namespace) || uid.id().equals(application.id()));
    }

    /** In Cedar's own syntax. */
    static String text(Application application) {
        var text = new StringBuilder("namespace " + CedarNames.namespace(application.id()) + " {\n");
        var appliesTo = new TreeMap<String, List<String>>();
        for (var declared : DeclaredType.of(application)) {
            entity(declared, text);
            for (var action : declared.type().actions())
                appliesTo.computeIfAbsent(action, name -> new ArrayList<>()).add(declared.entityType());
        }
        appliesTo.forEach((action, types) -> text.append(
                "  action \"%s\" appliesTo {\n    principal: [%s, %s],\n    resource: [%s],\n    context: Mandate::Circumstances\n  };\n"
                        .formatted(action, CedarNames.PERSON, CedarNames.AGENT, String.join(", ", types))));
        return text.append("}\n").toString();
    }

    private static void entity(DeclaredType declared, StringBuilder text) {
        var groups = new ArrayList<String>();
        groups.add(CedarNames.APPLICATION);
        for (var parent : new TreeSet<>(declared.type().parents()))
            groups.add(declared.groupTypes().get(parent));
        var name = declared.entityType().substring(declared.entityType().indexOf("::") + 2);
        text.append("  entity %s in [%s] {\n".formatted(name, String.join(", ", groups)));
        declared.type()
                .attributes()
                .forEach((attribute, type) -> text.append("    \"%s\"%s: %s,\n"
                        .formatted(attribute, declared.type().optional().contains(attribute) ? "?" : "", cedar(type))));
        text.append("  };\n");
    }

    private static String cedar(AttributeType type) {
        return switch (type) {
            case STRING -> "__cedar::String";
            case LONG -> "__cedar::Long";
            case BOOLEAN -> "__cedar::Bool";
            case STRINGS -> "Set<__cedar::String>";
            case PERSON -> CedarNames.PERSON;
            case AGENT -> CedarNames.AGENT;
        };
    }
}
