package dev.mandate.authz.publishing;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.publish.PolicyFile;
import dev.mandate.authz.engine.cedar.publish.TemplateLink;
import dev.mandate.authz.engine.policies.PolicyFiles;
import dev.mandate.authz.engine.policies.PolicyParts;
import dev.mandate.events.cloudevents.EventJson;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is offered as a version of a set.
 *
 * @param files policies in Cedar's own syntax
 * @param schema in Cedar's own syntax; null for the shipped one
 * @param links policies made of the templates among the files
 * @param tests YAML
 */
public record Submission(
        List<File> files,
        @Nullable String schema,
        List<Link> links,
        List<File> tests,
        @Nullable String comment) {
    private static final int MOST_FILES = 500;
    private static final int MOST_TEXT = 3_500_000;
    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,99}");

    public Submission {
        files = files == null ? List.of() : List.copyOf(files);
        links = links == null ? List.of() : List.copyOf(links);
        tests = tests == null ? List.of() : List.copyOf(tests);
    }

    public record File(String name, String text) {
        public File {
            if (name == null || !NAME.matcher(name).matches())
                throw new IllegalArgumentException("name must be letters, digits, dots, dashes or underscores");
            if (text == null) throw new IllegalArgumentException("text is missing");
        }

        PolicyFile file() {
            return new PolicyFile(name, text);
        }
    }

    /** @param slots by {@code ?principal} and {@code ?resource} */
    public record Link(String id, String template, Map<String, Entity> slots) {
        public Link {
            if (id == null || id.isEmpty()) throw new IllegalArgumentException("id is missing");
            if (template == null) throw new IllegalArgumentException("template is missing");
            slots = slots == null ? Map.of() : Map.copyOf(slots);
        }

        TemplateLink link() {
            return new TemplateLink(
                    id,
                    template,
                    slots.entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey,
                                    slot -> new EntityUid(
                                            slot.getValue().type(),
                                            slot.getValue().id()))));
        }
    }

    public record Entity(String type, String id) {
        public Entity {
            if (type == null || id == null) throw new IllegalArgumentException("an entity has a type and an id");
        }
    }

    /** Why it isn't even looked at; null if it may be. */
    @Nullable
    String excess() {
        if (files.isEmpty()) return "there are no files";
        if (files.size() + tests.size() > MOST_FILES) return "there are more than " + MOST_FILES + " files";
        var length = Stream.concat(files.stream(), tests.stream())
                        .mapToLong(file -> file.text().length())
                        .sum()
                + (schema == null ? 0 : schema.length());
        if (length > MOST_TEXT) return "the texts have more than " + MOST_TEXT + " characters";
        var names = new HashSet<String>();
        for (var file : files) if (!names.add(file.name())) return "two files are named " + file.name();
        return null;
    }

    PolicyFiles policyFiles(String set) {
        var schemaFile = schema == null ? PolicyFiles.shippedSchema(set) : new PolicyFile(PolicyFiles.SCHEMA, schema);
        return new PolicyFiles(schemaFile, files.stream().map(File::file).toList());
    }

    List<TemplateLink> templateLinks() {
        return links.stream().map(Link::link).toList();
    }

    List<PolicyFile> testFiles() {
        return tests.stream().map(File::file).toList();
    }

    /** The same texts have the same, whatever is said about them. */
    String digest() {
        return PolicyParts.digest(new Submission(files, schema, links, tests, null).json());
    }

    String json() {
        try {
            return EventJson.mapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a submission can't be written", e);
        }
    }

    static Submission of(String json) {
        try {
            return EventJson.mapper().readValue(json, Submission.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored submission can't be read", e);
        }
    }
}
