package dev.mandate.authz.engine.policytests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.authz.engine.cedar.publish.PolicyFile;
import dev.mandate.authz.engine.policies.PolicyBook;
import dev.mandate.authz.engine.policies.ShippedPolicies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTestsTest {
    private static final String WORLD = """
            people:
              ada: {roles: [sales], country: NO}
            tools:
              crm.read_contact: {application: crm, labels: [private]}
            tests:
            """;

    @Test
    void the_shipped_policies_pass_their_tests() {
        assertAllPass("/policies/shipped.tests.yml", ShippedPolicies.book(), 72);
        assertAllPass("/policies/governance/governance.tests.yml", ShippedPolicies.governance(), 9);
    }

    @Test
    void a_test_that_fails_says_what_was_expected_and_what_decided() {
        var report = run("  - {name: sales reads, request: {subject: ada, call: crm.read_contact}, expect: deny}\n");
        assertThat(report.passed()).isFalse();
        assertThat(report.results()).singleElement().satisfies(result -> {
            assertThat(result.problem()).isEqualTo("expected deny");
            assertThat(result.decision()).isEqualTo("allow");
            assertThat(result.policies()).containsExactly("crm-for-sales");
        });
    }

    @Test
    void a_right_decision_by_other_policies_is_a_failure_too() {
        var report = run(
                "  - {name: sales reads, request: {subject: ada, call: crm.read_contact}, expect: allow, policies: [crm-for-support]}\n");
        assertThat(report.results().get(0).problem()).isEqualTo("expected to be decided by [crm-for-support]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- {name: typo, request: {subject: ada, cal: x}, expect: allow} | 6 | cal",
                "- {name: none, request: {subject: ada}, expect: allow} | 6 | one of call, use, action and act",
                "- {name: what, request: {subject: ada, call: x}, expect: perhaps} | 6 | perhaps",
                "- {name: open, request: {subject: ada | 7 | expected",
            })
    void a_file_that_is_wrong_is_named_with_the_line(String line, int at, String message) {
        var report = run("  " + line + "\n");
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.file()).isEqualTo("a.tests.yml");
            assertThat(finding.line()).isEqualTo(at);
            assertThat(finding.message()).contains(message);
        });
        assertThat(report.results()).isEmpty();
    }

    @Test
    void a_name_that_nobody_has_fails_the_test_and_not_the_file() {
        var report = run("  - {name: who, request: {subject: bob, call: crm.read_contact}, expect: deny}\n"
                + "  - {name: sales reads, request: {subject: ada, call: crm.read_contact}, expect: allow}\n");
        assertThat(report.results().get(0).problem()).contains("bob");
        assertThat(report.results().get(1).passed()).isTrue();
    }

    @Test
    void an_alias_bomb_is_refused() {
        var bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char c = 'b'; c < 'k'; c++)
            bomb.append(c)
                    .append(": &")
                    .append(c)
                    .append(" [")
                    .append(("*" + (char) (c - 1) + ", ").repeat(8))
                    .append("x]\n");
        var report = PolicyTests.run(List.of(new PolicyFile("a.tests.yml", bomb.toString())), ShippedPolicies.book());
        assertThat(report.findings()).hasSize(1);
    }

    @Test
    void a_test_says_by_which_client_it_is_asked_and_the_sheet_which_surface_that_is() {
        var managed =
                "@id(\"managed\") forbid (principal, action == Mandate::Action::\"use\", resource is Mandate::Model)"
                        + " unless { context.surface.tags.contains(\"managed\") && context.surface.bound };";
        var sheet = """
                people: {ada: {roles: [employee]}}
                models: {small: {tags: [general]}}
                surfaces: {editor: {tags: [managed], clients: [cli_editor]}, office: {tags: [managed], networks: [10.0.0.0/8]},
                           attested: {tags: [managed], clients: [cli_app], issuers: ["https://attester.example"]}}
                tests:
                  - {name: there, request: {subject: ada, use: model/small, from: {client: cli_editor, bound: true}}, expect: allow}
                  - {name: without a key, request: {subject: ada, use: model/small, from: {client: cli_editor}}, expect: deny}
                  - {name: elsewhere, request: {subject: ada, use: model/small, from: {client: cli_chat, bound: true}}, expect: deny}
                  - {name: inside, request: {subject: ada, use: model/small, from: {client: cli_chat, bound: true, address: 10.1.2.3}}, expect: allow}
                  - {name: outside, request: {subject: ada, use: model/small, from: {client: cli_chat, bound: true, address: "2001:db8::1"}}, expect: deny}
                  - {name: attested, request: {subject: ada, use: model/small, from: {client: cli_app, bound: true, surfaces: {attested: "https://attester.example"}}}, expect: allow}
                  - {name: by another's word, request: {subject: ada, use: model/small, from: {client: cli_app, bound: true, surfaces: {attested: "https://other.example"}}}, expect: deny}
                  - {name: without a token, request: {subject: ada, use: model/small}, expect: deny, policies: [managed]}
                """;
        var report = PolicyTests.run(
                List.of(new PolicyFile("a.tests.yml", sheet)), ShippedPolicies.with("managed.cedar", managed));
        assertThat(report.findings()).isEmpty();
        assertThat(report.results())
                .hasSize(8)
                .allSatisfy(
                        result -> assertThat(result.problem()).as(result.name()).isNull());
    }

    private static PolicyTests.Report run(String tests) {
        return PolicyTests.run(List.of(new PolicyFile("a.tests.yml", WORLD + tests)), ShippedPolicies.book());
    }

    private static void assertAllPass(String resource, PolicyBook book, int count) {
        var report = PolicyTests.run(List.of(new PolicyFile(resource, text(resource))), book);
        assertThat(report.findings()).isEmpty();
        assertThat(report.results())
                .hasSize(count)
                .allSatisfy(
                        result -> assertThat(result.problem()).as(result.name()).isNull());
    }

    private static String text(String resource) {
        try (var stream = PolicyTestsTest.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
