package dev.mandate.audit.engine.sigma.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.audit.engine.sigma.correlation.RuleTests;
import dev.mandate.audit.engine.sigma.correlation.SigmaRun;
import dev.mandate.audit.engine.sigma.reading.RefusedRules;
import dev.mandate.audit.engine.sigma.reading.RuleFile;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulePipelineTest {
    private static final String FOREIGN = """
        title: A key for somebody else
        id: 0a1b2c3d-0000-4000-8000-000000000001
        name: key_for_another
        status: test
        author: a security team
        date: 2026-01-31
        level: high
        logsource: {product: aws, service: cloudtrail}
        fields: [eventName]
        detection:
          selection:
            eventName: CreateAccessKey
          filter:
            userIdentity.userName|fieldref: requestParameters.userName
          condition: selection and not filter
        """;

    private static final String PIPELINE = """
        name: what our agents do in the cloud
        priority: 20
        transformations:
          - id: fields
            type: field_name_mapping
            mapping:
              eventName: input.operation
              userIdentity.userName: agent
            rule_conditions:
              - {type: logsource, product: aws, service: cloudtrail}
          - type: field_name_prefix_mapping
            mapping: {requestParameters.: input.}
            rule_conditions:
              - {type: logsource, product: aws, service: cloudtrail}
          - type: change_logsource
            product: mandate
            rule_conditions:
              - {type: logsource, product: aws, service: cloudtrail}
        """;

    @Test
    void a_rule_of_another_system_finds_the_same_here() {
        var rule = converted(FOREIGN, PIPELINE);
        assertThat(SigmaRun.matched(rule, "input.operation", "CreateAccessKey", "agent", "a", "input.userName", "b"))
                .isTrue();
        assertThat(SigmaRun.matched(rule, "input.operation", "CreateAccessKey", "agent", "a", "input.userName", "a"))
                .as("for himself")
                .isFalse();
        assertThat(SigmaRun.matched(rule, "eventName", "CreateAccessKey")).isFalse();
    }

    @Test
    void a_rule_of_a_log_source_that_the_pipeline_is_not_of_stays_as_it_is() {
        var other = FOREIGN.replace("service: cloudtrail", "service: s3");
        assertThat(SigmaRun.problems(converted(other, PIPELINE)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("product: mandate", "pipeline"));
    }

    @Test
    void a_selection_may_have_any_name_and_the_first_prefix_that_fits_counts() {
        var renamed = FOREIGN.replace("selection", "rules").replace("eventName: Create", "request.name: Create");
        var rule = converted(renamed, """
            name: prefixes
            transformations:
              - type: field_name_prefix_mapping
                mapping: {request.: input., re: no., request.n: no.}
              - {type: change_logsource, product: mandate}
            """);
        assertThat(SigmaRun.matched(rule, "input.name", "CreateAccessKey")).isTrue();
        assertThat(SigmaRun.matched(rule, "no.ame", "CreateAccessKey")).isFalse();
    }

    @Test
    void a_field_that_is_several_here_is_any_of_them() {
        var rule = """
            title: Whoever it was
            id: who
            level: low
            logsource: {product: mandate}
            detection:
              selection:
                user: [ada, emil]
                action: delete
              condition: selection
            """;
        var converted = converted(rule, mapping("user: [person, owner]"));
        assertThat(SigmaRun.matched(converted, "person", "ada", "action", "delete"))
                .isTrue();
        assertThat(SigmaRun.matched(converted, "owner", "emil", "action", "delete"))
                .isTrue();
        assertThat(SigmaRun.matched(converted, "owner", "emil", "action", "read"))
                .isFalse();
        assertThat(SigmaRun.matched(converted, "user", "ada", "action", "delete"))
                .isFalse();

        var excluded = converted(rule.replace("user:", "user|neq:"), mapping("user: [person, owner]"));
        assertThat(SigmaRun.matched(excluded, "person", "berta", "owner", "berta", "action", "delete"))
                .isTrue();
        assertThat(SigmaRun.matched(excluded, "person", "berta", "owner", "ada", "action", "delete"))
                .as("must be neither")
                .isFalse();
    }

    @Test
    void a_correlation_groups_by_and_counts_what_its_rules_fields_are_here() {
        var correlation = """
            title: Many keys
            id: many
            level: high
            correlation:
              type: value_count
              rules: key_for_another
              group-by: [userIdentity.userName]
              timespan: 1h
              condition: {field: requestParameters.userName, gte: 2}
            """;
        var run = SigmaRun.with(
                converted(FOREIGN + "---\n" + correlation, PIPELINE).split("---\n"));
        run.at("10:00").event("input.operation", "CreateAccessKey", "agent", "a", "input.userName", "b");
        assertThat(run.matches()).isEmpty();
        run.event("input.operation", "CreateAccessKey", "agent", "a", "input.userName", "c");
        assertThat(run.matches()).hasSize(1);
    }

    @Test
    void placeholders_are_what_the_pipeline_says_and_a_line_of_which_nothing_is_said_is_refused() {
        var rule = """
            title: An administrator
            id: admin
            level: low
            logsource: {product: mandate}
            detection:
              selection:
                user|expand: '%administrators%'
                path|startswith|expand: '/home/%administrators%/'
              condition: selection
            """;
        var vars = "vars: {administrators: [ada, emil]}\n";
        var converted = converted(rule, vars + "transformations: [{type: value_placeholders}]\n");
        assertThat(SigmaRun.matched(converted, "user", "emil", "path", "/home/ada/x"))
                .isTrue();
        assertThat(SigmaRun.matched(converted, "user", "berta", "path", "/home/ada/x"))
                .isFalse();

        assertThat(SigmaRun.problems(rule))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("pipeline"));
        assertThatThrownBy(() -> converted(rule, "transformations: [{type: value_placeholders}]\n"))
                .isInstanceOf(RefusedRules.class)
                .hasMessageContaining("rules.yml:7")
                .hasMessageContaining("%administrators%");
    }

    @Test
    void conditions_are_added_and_lines_dropped() {
        var rule = """
            title: A deletion
            id: deletion
            level: low
            logsource: {product: mandate}
            detection:
              selection:
                Channel: audit
                action: delete
              condition: selection or selection
            """;
        var pipeline = """
            transformations:
              - type: drop_detection_item
                field_name_conditions: [{type: include_fields, fields: [Channel]}]
              - type: add_condition
                conditions: {tenant: t1}
              - type: add_condition
                conditions: {agent: tester}
                negated: true
            """;
        var converted = converted(rule, pipeline);
        assertThat(SigmaRun.matched(converted, "action", "delete", "tenant", "t1"))
                .isTrue();
        assertThat(SigmaRun.matched(converted, "action", "delete", "tenant", "t2"))
                .isFalse();
        assertThat(SigmaRun.matched(converted, "action", "delete", "tenant", "t1", "agent", "tester"))
                .isFalse();
    }

    @Test
    void pipelines_follow_each_other_by_priority() {
        var first = "priority: 10\n" + mapping("user: name");
        var second = "priority: 90\n" + mapping("name: person");
        var rule = SigmaRun.detection("one", "user: ada");
        assertThat(SigmaRun.matched(converted(rule, second, first), "person", "ada"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transformations: [{type: set_state, key: a, val: b}]",
                "transformations: [{type: field_name_mapping}]",
                "transformations: [{type: field_name_mapping, mapping: {a: b}, rule_conditions: [{type: is_sigma_rule}]}]",
                "transformations: [{type: field_name_mapping, mapping: {a: b}, detection_item_conditions: []}]",
                "transformations: [{type: drop_detection_item}]",
                "transformations: [{mapping: {a: b}}]",
                "priority: 3",
                "finalizers: []\ntransformations: []",
                "transformations: []\n---\ntransformations: []",
                "transformations: [{type: wildcard_placeholders, include: {a: b}}]",
                "[not, a, map]",
                "a: [unclosed"
            })
    void a_pipeline_that_says_what_is_not_done_here_is_refused_where_it_says_so(String pipeline) {
        assertThatThrownBy(() -> converted(FOREIGN, pipeline))
                .isInstanceOf(RefusedRules.class)
                .hasMessageContaining("pipeline-0.yml:");
    }

    @Test
    void the_tests_of_a_rule_speak_of_its_fields() {
        var tested = FOREIGN + """
        x-tests:
          positive:
            - name: for another
              events:
                - {at: "10:00", session: s, eventName: CreateAccessKey, userIdentity.userName: a,
                   requestParameters.userName: b}
          negative:
            - name: for himself
              events:
                - {at: "10:00", session: s, eventName: CreateAccessKey, userIdentity.userName: a,
                   requestParameters.userName: a}
        """;
        var failing = tested.replace("requestParameters.userName: a}", "requestParameters.userName: c}");
        assertThat(failures(converted(tested, PIPELINE))).isEmpty();
        assertThat(failures(converted(failing, PIPELINE))).containsExactly("for himself");
        var several = PIPELINE.replace("eventName: input.operation", "eventName: [input.operation, input.name]");
        assertThat(failures(converted(tested, several))).isEmpty();
        assertThat(failures(converted(failing, several))).containsExactly("for himself");
    }

    private static List<String> failures(String rules) {
        return RuleTests.run(SigmaRun.book(rules)).stream()
                .map(RuleTests.Failure::test)
                .toList();
    }

    @Test
    void a_correlation_is_of_the_log_sources_of_rules_in_other_files_too() {
        var correlation = """
            title: Keys for others, again and again
            id: many_keys
            level: high
            correlation:
              type: event_count
              rules: key_for_another
              group-by: userIdentity.userName
              timespan: 10m
              condition: {gte: 2}
            """;
        var pipeline = RulePipeline.of(List.of(new RuleFile("pipeline.yml", PIPELINE)));
        var both = pipeline.applied(List.of(new RuleFile("a.yml", correlation), new RuleFile("b.yml", FOREIGN)));
        assertThat(both.text()).contains("group-by: agent");
        assertThat(SigmaRun.problems(both.text())).isEmpty();
        assertThatThrownBy(() -> pipeline.applied(List.of(new RuleFile("a.yml", correlation))))
                .hasMessageContaining("a.yml:6:")
                .hasMessageContaining("'key_for_another'")
                .hasMessageContaining("the file that has it");
    }

    @Test
    void a_rule_that_a_pipeline_can_not_take_is_refused_with_its_reason_and_the_others_are_told_too() {
        var pipeline = """
            transformations:
              - type: rule_failure
                message: processes are not seen here
                rule_conditions: [{type: logsource, category: process_creation}]
            """;
        var process = FOREIGN.replace("{product: aws, service: cloudtrail}", "{category: process_creation}");
        assertThatThrownBy(() -> converted(process + "---\n" + process, pipeline))
                .hasMessageContaining("rules.yml:1:1: processes are not seen here")
                .hasMessageContaining("rules.yml:17:1: processes are not seen here");
    }

    @Test
    void cases_of_one_selection_are_bounded() {
        var lines = IntStream.range(0, 7).mapToObj(i -> "f" + i + ": x").toList();
        var rule = SigmaRun.detection("one", String.join("\n    ", lines));
        var mapping = IntStream.range(0, 7)
                .mapToObj(i -> "f%d: [a%d, b%d]".formatted(i, i, i))
                .toList();
        assertThatThrownBy(() -> converted(rule, mapping(String.join("\n      ", mapping))))
                .hasMessageContaining("64");
    }

    private static String mapping(String lines) {
        return """
            transformations:
              - type: field_name_mapping
                mapping:
                  %s
            """.formatted(lines);
    }

    private static String converted(String rules, String... pipelines) {
        var files = IntStream.range(0, pipelines.length)
                .mapToObj(i -> new RuleFile("pipeline-" + i + ".yml", pipelines[i]))
                .toList();
        return RulePipeline.of(files)
                .applied(List.of(new RuleFile("rules.yml", rules)))
                .text();
    }
}
