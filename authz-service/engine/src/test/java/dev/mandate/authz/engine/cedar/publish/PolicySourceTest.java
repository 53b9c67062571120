package dev.mandate.authz.engine.cedar.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.authz.engine.cedar.Policy;
import dev.mandate.authz.engine.cedar.PolicySet;
import dev.mandate.authz.engine.cedar.json.EntityJson;
import dev.mandate.authz.engine.cedar.json.PolicyJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicySourceTest {

    private static final PolicyFile SCHEMA = new PolicyFile("mandate.cedarschema", """
            entity Team;
            entity User in [Team] = {age: Long};
            entity Doc;
            action call;
            action read, write in [call] appliesTo {principal: User, resource: Doc};
            """);

    @Test
    void a_policy_is_called_by_its_id_annotation_or_by_its_place() {
        var set = accepted("""
                // a comment; with a semicolon
                @id("readers") @advice("ask; the owner")
                permit(principal, action == Action::"read", resource);
                forbid(principal, action, resource) when { principal.age < 18 };
                """);

        assertThat(set.policies()).extracting(Policy::id).containsExactly("readers", "a.cedar#1");
        assertThat(set.annotations("readers")).containsEntry("advice", "ask; the owner");
        assertThat(set.annotations("unheard of")).isEmpty();
    }

    @Test
    void what_does_not_parse_is_refused_with_file_and_place() {
        assertThat(refused("permit(principal, action, resource);\n\n  permit(principl, action, resource);"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString())
                        .startsWith("a.cedar:3:3: ")
                        .contains("principl"));
    }

    @Test
    void what_does_not_fit_the_schema_is_refused_at_the_offending_expression() {
        assertThat(
                        refused(
                                "// 😀\npermit(principal, action == Action::\"read\", resource)\nwhen { \"😀\" == \"\" || principal.size > 1 };"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString())
                        .startsWith("a.cedar:3:22: ")
                        .contains("size"));
    }

    @Test
    void all_findings_come_at_once() {
        assertThat(
                        refused(
                                "permit(a, action, resource); permit(b, action, resource); permit(principal, action, resource)"))
                .hasSize(3);
    }

    @Test
    void an_id_is_given_only_once() {
        assertThat(
                        refused(
                                "@id(\"x\") permit(principal, action, resource);\n@id(\"x\") permit(principal, action, resource);"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString())
                        .startsWith("a.cedar:2:1: ")
                        .contains("a.cedar:1:1"));
    }

    @Test
    void long_chains_are_decided_and_can_be_stored_as_json() throws Exception {
        var condition = "principal.age == 1" + " || principal.age == 2".repeat(440);
        var published = publish(when(condition)).fold(accepted -> accepted, refused -> null);
        var json = new ObjectMapper();

        var stored = json.readTree(json.writeValueAsString(published.policies()));

        assertThat(PolicySet.compile(PolicyJson.policies(stored)).size()).isEqualTo(1);
        assertThat(PolicyText.value(condition)).isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(ints = {460, 600, 2_500})
    void chains_that_could_exhaust_a_stack_are_refused(int length) {
        assertThat(refused(when("principal.age == 1" + " || principal.age == 2".repeat(length))))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("deep"));
    }

    @Test
    void the_deepest_text_within_bounds_does_not_end_the_process() {
        assertThat(accepted(when("(".repeat(190) + "true" + ")".repeat(190))).size())
                .isEqualTo(1);
        assertThat(refused(when("principal" + ".a".repeat(1_900)))).isNotEmpty();
        assertThat(accepted(when("principal has a" + ".a".repeat(400))).size()).isEqualTo(1);
    }

    @Test
    void text_out_of_bounds_never_reaches_the_official_parser() {
        assertThat(refused(when("(".repeat(300) + "true" + ")".repeat(300)))).isNotEmpty();
        assertThat(refused(when("principal has a" + ".a".repeat(30_000)))).isNotEmpty();
        assertThat(refused(when("if true then ".repeat(2_100) + "true" + " else true".repeat(2_100))))
                .isNotEmpty();
        var schema =
                new PolicyFile("deep.cedarschema", "type T = " + "Set<".repeat(300) + "Long" + ">".repeat(300) + ";");
        assertThat(findings(PolicySource.publish(List.of(), schema, List.of()))).isNotEmpty();
        assertThat(accepted(when("\"" + "(.".repeat(3_000) + "\" == \"\" || principal.age > 1"))
                        .size())
                .isEqualTo(1);
    }

    @Test
    void a_schema_that_does_not_parse_is_refused_under_its_own_name() {
        var publication =
                PolicySource.publish(List.of(), new PolicyFile("broken.cedarschema", "entity A {"), List.of());

        assertThat(findings(publication)).extracting(Finding::file).containsExactly("broken.cedarschema");
    }

    @Test
    void warns_of_policies_that_can_not_apply() {
        var warnings = publish("permit(principal, action == Action::\"read\", resource) when { false };")
                .fold(Publication.Accepted::warnings, Publication.Refused::findings);

        assertThat(warnings)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.file()).isEqualTo("a.cedar"));
    }

    @Test
    void a_template_becomes_a_policy_for_each_link() {
        var alice = new EntityUid("User", "alice");
        var file = new PolicyFile("a.cedar", "@id(\"t\") permit(principal == ?principal, action, resource);");
        var link = new TemplateLink("alice reads", "t", Map.of("?principal", alice));

        var set = compile(PolicySource.publish(List.of(file), SCHEMA, List.of(link)));

        assertThat(set.policies()).singleElement().satisfies(policy -> {
            assertThat(policy.id()).isEqualTo("alice reads");
            assertThat(policy.principal().entity()).isEqualTo(alice);
        });
    }

    @Test
    void a_link_fills_the_slots_of_a_template_that_exists_and_no_others() {
        var file = new PolicyFile("a.cedar", "@id(\"t\") permit(principal == ?principal, action, resource);");
        var links = List.of(
                new TemplateLink("no template", "u", Map.of()),
                new TemplateLink("too few", "t", Map.of()),
                new TemplateLink("too many", "t", Map.of("?principal", uid("User"), "?resource", uid("Doc"))));

        assertThat(findings(PolicySource.publish(List.of(file), SCHEMA, links))).hasSize(3);
    }

    @Test
    void the_schema_tells_the_groups_of_actions() {
        var schema = publish("").fold(Publication.Accepted::schema, refused -> null);

        assertThat(EntityJson.withSchema(schema)
                        .actions()
                        .get(new EntityUid("Action", "write"))
                        .ancestors())
                .containsExactly(new EntityUid("Action", "call"));
    }

    private static String when(String condition) {
        return "permit(principal, action == Action::\"read\", resource) when { " + condition + " };";
    }

    private static EntityUid uid(String type) {
        return new EntityUid(type, "1");
    }

    private static Publication publish(String policies) {
        return PolicySource.publish(List.of(new PolicyFile("a.cedar", policies)), SCHEMA, List.of());
    }

    private static PolicySet accepted(String policies) {
        return compile(publish(policies));
    }

    private static PolicySet compile(Publication publication) {
        return publication.fold(accepted -> PolicySet.compile(PolicyJson.policies(accepted.policies())), refused -> {
            throw new AssertionError(refused.findings().toString());
        });
    }

    private static List<Finding> refused(String policies) {
        return findings(publish(policies));
    }

    private static List<Finding> findings(Publication publication) {
        return publication.fold(
                accepted -> {
                    throw new AssertionError("accepted");
                },
                Publication.Refused::findings);
    }
}
