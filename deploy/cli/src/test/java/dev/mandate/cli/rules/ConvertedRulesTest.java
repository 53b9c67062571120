package dev.mandate.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.cli.Mandate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertedRulesTest {
    private static final String RULE = """
        title: A key is made
        id: key
        level: high
        logsource: {product: aws, service: cloudtrail}
        detection:
          selection: {eventName: CreateAccessKey}
          condition: selection
        """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void what_a_pipeline_makes_of_a_rule_can_be_looked_at_before_it_is_published() throws IOException {
        var pipeline = """
            transformations:
              - {type: field_name_mapping, mapping: {eventName: input.operation}}
              - {type: change_logsource, product: mandate}
            """;
        assertThat(converted(pipeline))
                .contains("input.operation: CreateAccessKey", "product: mandate", "title: A key is made")
                .doesNotContain("cloudtrail");
    }

    @Test
    void a_pipeline_that_can_not_be_followed_is_told_with_its_place() throws IOException {
        assertThat(converted("transformations: [{type: set_state}]"))
                .contains("pipeline.yml:1:26", "'set_state' is not known here", "exit 1");
    }

    @Test
    void rules_that_refer_to_each_other_may_stand_in_files_of_their_own() throws IOException {
        var often = Files.writeString(directory.resolve("often.yml"), """
            title: Keys are made again and again
            id: keys
            level: high
            correlation: {type: event_count, rules: [key], group-by: [session], timespan: 10m, condition: {gte: 3}}
            """);
        var rule = Files.writeString(directory.resolve("rule.yml"), RULE);
        assertThat(said("rules", "convert", often.toString(), rule.toString()))
                .contains("title: A key is made", "rules: [key]", "---", "exit 0");
    }

    private String converted(String pipeline) throws IOException {
        var rule = Files.writeString(directory.resolve("rule.yml"), RULE);
        var file = Files.writeString(directory.resolve("pipeline.yml"), pipeline);
        return said("rules", "convert", rule.toString(), "--pipeline", file.toString());
    }

    private static String said(String... arguments) {
        var said = new ByteArrayOutputStream();
        var out = System.out;
        var err = System.err;
        try (var print = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setOut(print);
            System.setErr(print);
            var code = Mandate.run(arguments);
            print.print("exit " + code);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
