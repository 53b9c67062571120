package dev.mandate.audit.engine.sigma.reading;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;

/** Splits a file into its YAML documents, and writes one of them; only nodes are made, never objects, and only so many. */
public final class RuleDocuments {
    private static final int MAX_CHARACTERS = 256 * 1024;
    private static final int MAX_DOCUMENTS = 200;
    private static final int MAX_DEPTH = 24;

    private RuleDocuments() {}

    /** @throws UnreadableRule where it is none, or too much of one */
    public static List<YamlPart> of(RuleFile file) {
        if (file.text().length() > MAX_CHARACTERS)
            throw at(file, null, "the file is longer than " + MAX_CHARACTERS + " characters; split it");
        var options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(0);
        options.setCodePointLimit(MAX_CHARACTERS);
        try {
            var documents = new ArrayList<YamlPart>();
            for (Node node : new Yaml(options).composeAll(new StringReader(file.text()))) {
                if (documents.size() == MAX_DOCUMENTS)
                    throw at(file, node.getStartMark(), "more than " + MAX_DOCUMENTS + " rules; split the file");
                if (!node.getTag().equals(Tag.NULL)) documents.add(new YamlPart(file.name(), node));
            }
            return documents;
        } catch (MarkedYAMLException e) {
            throw at(file, e.getProblemMark(), "not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw at(
                    file,
                    null,
                    "not YAML that is read here (no aliases, at most " + MAX_DEPTH + " levels): " + e.getMessage());
        }
    }

    /** A file of these documents. */
    public static RuleFile written(String name, List<YamlPart> documents) {
        var options = new DumperOptions();
        options.setWidth(140);
        options.setSplitLines(false);
        options.setDereferenceAliases(true);
        var yaml = new Yaml(options);
        var text = documents.stream()
                .map(document -> {
                    var out = new StringWriter();
                    yaml.serialize(document.node(), out);
                    return out.toString();
                })
                .collect(Collectors.joining("---\n"));
        return new RuleFile(name, text);
    }

    private static UnreadableRule at(RuleFile file, @Nullable Mark mark, String message) {
        int line = mark == null ? 1 : mark.getLine() + 1;
        int column = mark == null ? 1 : mark.getColumn() + 1;
        return new UnreadableRule(new RuleProblem(file.name(), line, column, message));
    }
}
