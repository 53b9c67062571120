package dev.mandate.authz.engine.policytests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.mandate.authz.engine.cedar.publish.Finding;
import dev.mandate.authz.engine.cedar.publish.PolicyFile;
import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads files of policy tests. */
final class TestFile {
    private static final ObjectReader SHEET = EventJson.mapper()
            .readerFor(TestSheet.class)
            .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private TestFile() {}

    /** A file as read, or what is wrong with it and where. */
    sealed interface Reading {
        record Read(TestSheet sheet) implements Reading {}

        record Refused(Finding finding) implements Reading {}
    }

    static Reading read(PolicyFile file) {
        try {
            Object tree = yaml().load(file.text());
            if (tree == null) return refused(file, 1, 1, "is empty");
            TestSheet sheet =
                    SHEET.readValue(EventJson.mapper().<com.fasterxml.jackson.databind.JsonNode>valueToTree(tree));
            return new Reading.Read(sheet);
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            return refused(
                    file,
                    mark == null ? 1 : mark.getLine() + 1,
                    mark == null ? 1 : mark.getColumn() + 1,
                    e.getProblem());
        } catch (YAMLException e) {
            return refused(file, 1, 1, String.valueOf(e.getMessage()));
        } catch (JsonMappingException e) {
            var at = place(file.text(), e.getPath());
            var cause = e.getCause() == null
                    ? e.getOriginalMessage()
                    : String.valueOf(e.getCause().getMessage());
            return refused(file, at[0], at[1], cause);
        } catch (JsonProcessingException e) {
            return refused(file, 1, 1, e.getOriginalMessage());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Reading refused(PolicyFile file, int line, int column, String message) {
        return new Reading.Refused(new Finding(file.name(), line, column, message));
    }

    /** Where in the text the last step of a path that exists begins: line and column, from 1. */
    private static int[] place(String text, List<JsonMappingException.Reference> path) {
        var node = yaml().compose(new StringReader(text));
        for (var step : path) {
            var next = step.getFieldName() == null ? item(node, step.getIndex()) : member(node, step.getFieldName());
            if (next == null) break;
            node = next;
        }
        var mark = node.getStartMark();
        return new int[] {mark.getLine() + 1, mark.getColumn() + 1};
    }

    private static @Nullable Node item(Node node, int index) {
        if (!(node instanceof SequenceNode sequence) || index < 0) return null;
        return index < sequence.getValue().size() ? sequence.getValue().get(index) : null;
    }

    private static @Nullable Node member(Node node, String name) {
        if (!(node instanceof MappingNode mapping)) return null;
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(name))
                .map(tuple -> tuple.getValueNode())
                .findFirst()
                .orElse(null);
    }

    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(50);
        options.setNestingDepthLimit(20);
        options.setCodePointLimit(1 << 20);
        var dumper = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new Plain());
    }

    /** Neither dates nor Norway: what isn't true, false, null or a number is a text. */
    private static final class Plain extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("^(?:true|false)$"), "tf");
            addImplicitResolver(Tag.INT, INT, "-+0123456789");
            addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
            addImplicitResolver(Tag.MERGE, MERGE, "<");
        }
    }
}
